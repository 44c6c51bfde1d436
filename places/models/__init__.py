"""Geography that knows no asset: areas, what is measured of them, and postcodes."""

from places.models.area import Area, AreaName, AreaPiece, Folded
from places.models.indicator import Indicator, IndicatorValue
from places.models.postcode import Postcode

__all__ = ["Area", "AreaName", "AreaPiece", "Folded", "Indicator", "IndicatorValue", "Postcode"]

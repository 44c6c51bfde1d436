"""The one filter behind the list, the map, the counts and every file. `docs/filters.md` holds its contract."""

from assets.filters.asset import AssetFilter
from assets.filters.codes import CodesFilter

__all__ = ["AssetFilter", "CodesFilter"]

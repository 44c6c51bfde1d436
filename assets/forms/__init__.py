from assets.forms.answers import BaseVersion, EntryKey
from assets.forms.asset import AssetForm
from assets.forms.boundary import BoundaryForm
from assets.forms.merging import is_changed, merge

__all__ = ["AssetForm", "BaseVersion", "BoundaryForm", "EntryKey", "is_changed", "merge"]

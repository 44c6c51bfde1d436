from assets.forms.answering import AnsweringForm
from assets.forms.asset import AssetForm
from assets.forms.boundary import BoundaryForm
from assets.forms.hidden import BaseVersion, EntryKey, Typing
from assets.forms.merging import is_changed, merge
from assets.forms.photos import AddPhotoForm, ListedPhotoForm

__all__ = [
    "AddPhotoForm",
    "AnsweringForm",
    "AssetForm",
    "BaseVersion",
    "BoundaryForm",
    "EntryKey",
    "ListedPhotoForm",
    "Typing",
    "is_changed",
    "merge",
]

from assets.models.asset import Asset, AssetArea, AssetBehind
from assets.models.codes import Audience, Category, Determinant, Feature, Licence
from assets.models.concern import Concern
from assets.models.duplicate import Duplicate
from assets.models.merge import Forwarding, Merge
from assets.models.photo import Photo
from assets.models.proposal import Proposal
from assets.models.public import PublicAsset
from assets.models.report import Report
from assets.models.review import Claim, Decision, Notice
from assets.models.saved import SavedQuery
from assets.models.words import Word

__all__ = [
    "Asset",
    "AssetArea",
    "AssetBehind",
    "Audience",
    "Category",
    "Claim",
    "Concern",
    "Decision",
    "Determinant",
    "Duplicate",
    "Feature",
    "Forwarding",
    "Licence",
    "Merge",
    "Notice",
    "Photo",
    "Proposal",
    "PublicAsset",
    "Report",
    "SavedQuery",
    "Word",
]

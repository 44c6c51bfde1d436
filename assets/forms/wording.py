"""What people agree to when they send an entry. Changed words get a new version, which is kept with each entry."""

LICENCE_VERSION = "licence 2026-11"
LICENCE_WORDING = "Anyone may use this entry again under the {licence}."

PEOPLE_VERSION = "people 2026-11"
PEOPLE_WORDING = "Everyone who is named in this entry, or can be known from it, has agreed to that."

PHOTO_VERSION = "photo 2026-11"
PHOTO_WORDING = (
    "The people in the photo agreed that everyone may see it (for a child, a parent did), or nobody can be recognised. "
    "Whoever took it agreed, too."
)

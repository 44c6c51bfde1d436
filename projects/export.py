"""What projects add to the file of the register."""

from assets import dictionary
from assets.columns import LIST, Column

PROJECTS = Column(
    "projects",
    """CASE WHEN row.project_ids <> '{}' THEN (
      SELECT string_agg(slug, '; ' ORDER BY slug) FROM projects_project WHERE id = ANY (row.project_ids)
    ) END""",
    "The projects that worked with it, as in /projects/<slug>/ and in the filter.",
    LIST,
    "no project is on record.",
)


def add_projects_to_the_file():
    """A column for the projects of each entry."""
    dictionary.add("Who runs it and keeps it up to date", PROJECTS)

"""Projects as points of a map."""


def on_the_map(projects):
    """A point for each project whose place is known, as `mapping/_map.html` takes them."""
    return [
        {
            "name": project.short_name or project.title,
            "url": project.get_absolute_url(),
            "lon": project.location.x,
            "lat": project.location.y,
            "what": f"{phase_of(project)}, {project.lead or 'lead not known'}",
        }
        for project in projects
        if project.location
    ]


def phase_of(project):
    return f"Phase {project.phase}" if project.phase else "Phase not known"

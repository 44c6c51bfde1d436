"""What tests in the browser look for on a map."""


def markers(page):
    return page.locator(".leaflet-marker-icon")


def status(page):
    return page.locator(".map-status")


def on_the_map(page, name):
    return page.locator(".leaflet-marker-pane").get_by_role("button", name=name)


def tool(page, name):
    return page.locator(".map-tools").get_by_role("button", name=name)

"""Which other sites may show `/embed/` in a frame: the setting EMBED_HOSTS, for browsers and for our own answer."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

FRAMES = {"iframe", "frame", "embed", "object"}  # what browsers say that a page is for, in Sec-Fetch-Dest
ANYONE = ["*"]


def frame_ancestors():
    """The sources of the policy of this name: our own pages, and those of the sites on the list."""
    return ["'self'", *(source for host in settings.EMBED_HOSTS for source in sources_of(host))]


def sources_of(host):
    """`.example.org` means the name itself and all below it; any other host stands as it is."""
    return [host.removeprefix("."), f"*{host}"] if host.startswith(".") else [host]


def host_around(request):
    """The host of the page around the frame that asks; nothing where there is no frame or the browser does not say."""
    if request.headers.get("Sec-Fetch-Dest") not in FRAMES:
        return ""
    try:
        return urlsplit(request.headers.get("Referer", "")).netloc
    except ValueError:
        return ""


def may_frame(host, request):
    """Whether a page of this host may show ours. Browsers decide it once more, for all pages around the frame."""
    return validate_host(host, [request.get_host(), *settings.EMBED_HOSTS])

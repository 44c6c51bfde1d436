"""SVG to PNG."""

import logging
import subprocess
import sys

from django.conf import settings

logger = logging.getLogger(__name__)
PATIENCE = 20  # seconds
# The library holds Python's lock while it draws, which would keep all threads of the web server waiting: it works in a
# process of its own.
PROGRAM = """
import sys, resvg_py
svg = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=svg, font_files=sys.argv[1:]))
"""


class NotDrawn(Exception):
    """The picture was not drawn, or not in time."""


def png_of(svg):
    """The bytes of a PNG of this SVG, as large as it says. Raises NotDrawn."""
    fonts = sorted((settings.BASE_DIR / "build" / "fonts").glob("*.ttf"))
    command = [sys.executable, "-I", "-c", PROGRAM, *fonts]
    try:
        done = subprocess.run(command, input=svg.encode(), capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as problem:
        logger.error("A picture was not drawn: %s", type(problem).__name__)  # what it says may hold a search's words
        raise NotDrawn from None
    return done.stdout

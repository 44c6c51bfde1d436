"""Where static files come from beside the apps' own, and how they are named for browsers."""

import json
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOT = Path(__file__).resolve().parent.parent


class NpmFinder(BaseFinder):
    """Serves, under `npm/`, the files of node_modules that package.json lists one by one as "served", and no others."""

    def __init__(self, app_names=None):
        self.storage = FileSystemStorage(ROOT / "node_modules")
        self.storage.prefix = "npm"
        self.served = json.loads((ROOT / "package.json").read_text())["served"]

    def find(self, path, find_all=False):
        name = path.removeprefix("npm/")
        found = [self.storage.path(name)] if name != path and name in self.served else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns):
        """Raises ImproperlyConfigured where the libraries were not installed."""
        for name in self.served:
            if not self.storage.exists(name):
                raise ImproperlyConfigured(f"node_modules/{name} is missing. Run script/setup, which fetches it.")
            yield name, self.storage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names hold a hash of the content, also where one script imports another, so that browsers keep files for ever.

    Our own scripts lose the comments and spaces that only readers need. Style sheets stay as they are written, and
    are compressed: what makes them smaller has to understand layers, or it joins `.head :is(a)` to another selector.
    """

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        if Path(name).suffix == ".js" and not name.startswith("npm/"):
            content.seek(0)
            content = ContentFile(jsmin(content.read().decode()))
        return super()._save(name, content)

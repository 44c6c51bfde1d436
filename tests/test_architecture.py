"""The order of the apps, which is a rule of the design."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["accounts", "places", "consortia", "assets", "projects", "mapping"]  # lowest first


def imported_apps(app):
    for path in (ROOT / app).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]
            elif isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)


@pytest.mark.parametrize("app", LAYERS)
def test_an_app_imports_only_the_apps_below_it(app):
    above = [*LAYERS[LAYERS.index(app) + 1 :], "config"]
    assert not set(above) & set(imported_apps(app))

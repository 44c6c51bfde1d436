"""What is known of the research programme, as gathered with its sources in `fixtures/programme.json`."""

import json
from functools import cache
from pathlib import Path

FACTS = Path(__file__).parent / "fixtures" / "programme.json"


@cache
def programme_facts():
    """The whole file as it stands: `programme`, `organisations`, `consortia`, `partnerships`, `projects`, `gaps`."""
    return json.loads(FACTS.read_text())

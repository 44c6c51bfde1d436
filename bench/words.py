"""How long a search for words takes, and what is suggested while one types. Over HTTP, as visitors."""

from urllib.parse import urlencode

from bench import web

COMMON = ["garden", "library", "food bank", "walking group", "music", "community centre", "young people", "park"]
TYPED = ["ga", "gard", "libr", "librar", "food b", "walk", "choi", "man", "manch", "oak", "riverside l", "men's sh"]
TYPED += ["commu", "swim", "food bank near le", "libary", "zzz", "st", "bolt", "willow p"]
TURNS = 6


def search_words_seconds():
    """The time to the last byte that 95 of 100 answers keep: the list page of a common word, best match first."""
    return web.p95_seconds([f"/assets/?{urlencode({'q': words})}" for words in COMMON], TURNS)


def suggest_seconds():
    """The same of suggestions for what is being typed."""
    return web.p95_seconds([f"/assets/suggest/?{urlencode({'q': typed})}" for typed in TYPED], TURNS)

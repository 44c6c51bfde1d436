"""One JSON object a line. The words and places that people look for, and rows of the database, are kept out."""

import re

import structlog

WITHOUT_QUERY = ("request", "url", "path")
WORRIES = re.compile(r"(/(?:worried|concerns)/)[^\s,]*")
TOKENS = re.compile(r"(/tell/confirm/)[^\s,]+")  # who reads one could press the button
# PostgreSQL explains errors by the rows and the SQL at fault. In the text of a chain, the next exception may follow.
EXPLAINED = re.compile(
    r"(?:^|\\n)\s*(?:DETAIL|CONTEXT|QUERY|LINE \d+):.*?"
    r"(?=^The above exception was the direct cause|^During handling of the above exception|\Z)",
    re.DOTALL | re.MULTILINE,
)


def without_searches(logger, method, event):
    """Cut query strings: they hold words and postcodes of a search."""
    for key in WITHOUT_QUERY:
        if isinstance(event.get(key), str):
            event[key] = event[key].partition("?")[0]
    return event


def without_worries(logger, method, event):
    """Of pages about somebody's safety, cut which entry they are about and who opened them."""
    for key in ("request", "event"):
        if isinstance(event.get(key), str) and WORRIES.search(event[key]):
            event[key] = WORRIES.sub(r"\1", event[key])
            event.pop("user_id", None)
            event.pop("user_agent", None)
    return event


def without_tokens(logger, method, event):
    """Cut what confirms a report by being known."""
    for key in ("request", "event"):
        if isinstance(event.get(key), str):
            event[key] = TOKENS.sub(r"\1", event[key])
    return event


def without_rows(logger, method, event):
    """Cut what the database says of the rows at fault: they may hold withheld places."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = EXPLAINED.sub("", value)
    return event


STEPS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_searches,
    without_worries,
    without_tokens,
    structlog.processors.format_exc_info,
    without_rows,
]

structlog.configure(
    processors=[*STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


class JsonLines(structlog.stdlib.ProcessorFormatter):
    """For Django's and the libraries' log records too."""

    def __init__(self):
        processors = [self.remove_processors_meta, structlog.processors.JSONRenderer()]
        super().__init__(foreign_pre_chain=STEPS, processors=processors)

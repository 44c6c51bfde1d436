"""Every step of an entry and of a suggested change, a function each. The tables are in `docs/life-of-an-asset.md`."""

from assets.workflow.entries import (
    ask,
    change,
    change_together,
    close,
    decline,
    discard,
    publish,
    resume,
    submit,
)
from assets.workflow.steps import StatusChanged, tell
from assets.workflow.suggestions import decide, end_proposals, inquire, open_lapsed, reply, suggest, withdraw
from assets.workflow.undoing import change_back, reconsider, undo

__all__ = [
    "StatusChanged",
    "ask",
    "change",
    "change_back",
    "change_together",
    "close",
    "decide",
    "decline",
    "discard",
    "end_proposals",
    "inquire",
    "open_lapsed",
    "publish",
    "reconsider",
    "reply",
    "resume",
    "submit",
    "suggest",
    "tell",
    "undo",
    "withdraw",
]

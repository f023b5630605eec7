"""What every floor speaks: frozen values without behaviour. All datetimes are aware and in UTC.

To make such a class takes longer than to read a thread, so each file of them is loaded when one is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.model.articles import Article, DateFlag
    from briefing.model.changes import Changes, Moved
    from briefing.model.corrections import (
        Bond,
        Correction,
        Corrections,
        Lesson,
        Move,
        Parting,
        Regrouping,
        RegroupReport,
    )
    from briefing.model.feeds import EPOCH, Endpoint, Feed, FeedProblem, FeedState, Secret
    from briefing.model.fetching import Document, Entry, Failure, NotModified, Progress, RefreshReport, Response
    from briefing.model.finding import Hit, Why
    from briefing.model.grouping import Archive, Evidence, Kind, Placement, Plan, Profile, Signal
    from briefing.model.keeping import Hidden, Rule, RuleKind, View
    from briefing.model.stories import Status, Story, ThreadRow
    from briefing.model.telling import (
        Coming,
        Coverage,
        OnlyHere,
        Retold,
        Rewrite,
        StoryCoverage,
        Voice,
        Written,
    )
    from briefing.model.threads import Briefing, Thread
    from briefing.model.writing import EntryKind, Sentence, Summary, TimelineEntry

FILES = {
    "articles": "Article DateFlag",
    "changes": "Changes Moved",
    "corrections": "Bond Correction Corrections Lesson Move Parting RegroupReport Regrouping",
    "feeds": "EPOCH Endpoint Feed FeedProblem FeedState Secret",
    "fetching": "Document Entry Failure NotModified Progress RefreshReport Response",
    "finding": "Hit Why",
    "grouping": "Archive Evidence Kind Placement Plan Profile Signal",
    "keeping": "Hidden Rule RuleKind View",
    "stories": "Status Story ThreadRow",
    "telling": "Coming Coverage OnlyHere Retold Rewrite StoryCoverage Voice Written",
    "threads": "Briefing Thread",
    "writing": "EntryKind Sentence Summary TimelineEntry",
}
HOMES = {name: file for file, names in FILES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    return value


__all__ = [
    "EPOCH",
    "Archive",
    "Article",
    "Bond",
    "Briefing",
    "Changes",
    "Coming",
    "Correction",
    "Corrections",
    "Coverage",
    "DateFlag",
    "Document",
    "Endpoint",
    "Entry",
    "EntryKind",
    "Evidence",
    "Failure",
    "Feed",
    "FeedProblem",
    "FeedState",
    "Hidden",
    "Hit",
    "Kind",
    "Lesson",
    "Move",
    "Moved",
    "NotModified",
    "OnlyHere",
    "Parting",
    "Placement",
    "Plan",
    "Profile",
    "Progress",
    "RefreshReport",
    "RegroupReport",
    "Regrouping",
    "Response",
    "Retold",
    "Rewrite",
    "Rule",
    "RuleKind",
    "Secret",
    "Sentence",
    "Signal",
    "Status",
    "Story",
    "StoryCoverage",
    "Summary",
    "Thread",
    "ThreadRow",
    "TimelineEntry",
    "View",
    "Voice",
    "Why",
    "Written",
]

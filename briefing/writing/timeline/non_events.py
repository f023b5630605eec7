"""Clauses in the past tense that state no event: plans, negations, states and the times in which fiction is set."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import word_lists
from briefing.writing.timeline.past_verbs import PAST_VERB

_AUXILIARY = r"(?:was|were|been|being)\s(?:\w+ly\s|still\s|also\s|first\s|then\s)?"
_TO_ACT = r"to\s(?!(?:the|an?|his|her|its|their)\s)[a-z]"
_SAME_CLAUSE = r"(?:(?!(?:was|were|had|has|and|but|who|which|that)\b)[\w’'-]+\s)"
_PLAN = re.compile(
    rf"\b{_AUXILIARY}(?:due|scheduled|slated|expected|planned|supposed|intended|meant)\b"
    rf"|\b{_AUXILIARY}(?:set|about|ready|poised)\s{_TO_ACT}"
    rf"|^due\s{_TO_ACT}|\b(?:scheduled|slated|expected|planned|hoped|intended|meant|vowed|failed|aimed|wanted|wished)\s{_TO_ACT}"
    rf"|\b(?:wanted|expected|intended|hoped\sfor|planned\sfor)\s(?:the|an?|his|her|its|their|[A-Z]\S*)\s{_SAME_CLAUSE}{{0,6}}?{_TO_ACT}"
    r"|(?<!\bthe\s)(?<!\ba\s)\bplanned\s(?:an?|the|his|her|its|their)\s"
)
"""What was meant to happen, and may not have: "was due to leave", "wanted the talks to begin"."""
_NEGATION = re.compile(
    r"\b(?:never|nobody|neither|nor|cannot)\b|\bno\sone\b|\b(?:not|didn['’]t|wasn['’]t|weren['’]t|hadn['’]t|couldn['’]t)\b"
    r"(?!\s(?:only|guilty|least|far|long)\b)|^(?:No|None)\s|\b(?:made|found|took|saw|had|(?:was|were))\sno\s"
)
"""What did not happen: "never took effect"; not "pleaded not guilty"."""
_FICTION_SETTING = re.compile(
    r"\b(?:film|movie|novel|book|series|play|story|drama|musical|opera|thriller|comedy|game|show|episode)s?\b[^.;]*"
    rf"\b{_AUXILIARY}set\b(?!\s(?:on\sfire|alight|ablaze|up)\b)",
    re.IGNORECASE,
)
"""The time that fiction is about: "a film that was set in 1955"."""
_STATE_VERB = re.compile(r"\b(?:lived|resided|(?:served|worked)\s(?:there\s)?as)\b")
"""What lasted: "lived in Torvane in 2015"."""


@cache
def _state() -> re.Pattern[str]:
    """What somebody or something was: "was mayor in 2015"; not "there was an explosion", "was 52 to 48"."""
    roles = "|".join(sorted(map(re.escape, word_lists("writing/roles.txt")["roles"])))
    return re.compile(
        r"(?<![Tt]here\s)\b(?:was|were)\s(?:(?:still|then|once|already|also|only)\s)*"
        rf"(?:(?:the|an?|his|her|its|their|one\sof)\s|(?:(?!\w+(?:ed|en|wn|rn)\s)[\w-]+\s)?(?:{roles})\b)"
    )


def states_no_event(clause: str) -> bool:
    """Whether a clause in the past tense says what was planned, what did not happen or what lasted."""
    if any(pattern.search(clause) for pattern in (_PLAN, _NEGATION, _FICTION_SETTING, _STATE_VERB)):
        return True
    verbs = {match[0] for match in PAST_VERB.finditer(clause)}
    return verbs <= {"was", "were"} and _state().search(clause) is not None

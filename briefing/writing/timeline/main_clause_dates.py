"""Decides whether a date in a sentence is the date of the event that its main clause reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.text.dates.dates import DateMention
from briefing.writing.timeline.non_events import states_no_event
from briefing.writing.timeline.past_verbs import IRREGULAR, PAST_VERB

_OTHER_CLAUSE = re.compile(
    r"\b(?:after|before|following|since|until|when|while|because|despite|who(?!['’])|which|whose|whom|where"
    r"|as\s(?:it|he|she|they))\b",
    re.IGNORECASE,
)
"""What begins a clause that a date may belong to instead of to the event: "Sara, who died last month"."""
_ASIDE = re.compile(
    r"(?:,\s(?:who|whose|which)\s[^,]{3,80},\s|(?:^|\s)while\s\w+ing\s|\swho\s[^,]{3,80},\s(?=(?:was|were|had|\w+ed)\b))",
    re.IGNORECASE,
)
"""What a sentence says in passing of its subject, or as going on meanwhile: "Sara, who is a nurse, left on Friday"."""
_PARTICIPLE = re.compile(
    r"\w\s(?:the|an?|its|his|her|their|this)\s(?:(?!was\b|were\b|had\b|and\s\w+ed\s)[\w'’-]+\s){1,4}"
    r"\w+ed\s(?:\w+\s)?(?:on|in|last|late|early)?\s*$"
)
"""What describes an object by a date: "implements the agreement hastily announced on Friday"."""
_PARTICIPLE_ASIDE = re.compile(r",\s(?:\w+ed|torn|born|held|made|built|won|shot|taken|sold|found)\s[^,]*$")
"""An aside on the past of what the sentence is about, if a comma follows: "the men, arrested in April, appeared"."""
_PART_OF_NAME = re.compile(r"\b(?:the|its|his|her|their)\s+$", re.IGNORECASE)
"""What stands before a date that names something: "the Jan. 6 attack"."""
_HEDGE = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|over|more than)\s+$", re.IGNORECASE)
"""What stands before a length of time and not a date: "nearly a year"."""
_OF_SOMETHING_ELSE = (_OTHER_CLAUSE, _PARTICIPLE, _PART_OF_NAME, _HEDGE)
"""What shows, before a date, that it belongs to something else than what the sentence states."""

_INTRODUCTION = re.compile(
    r"^(?:After|Before|Following|Since|When|While|Because|Despite|As|Although|Though)\b[^,]{3,120},\s"
)
"""A clause before the main one, without a date of its own."""
_ATTRIBUTION = re.compile(
    r"^.{0,120}?\b(?:sa(?:id|ys)|(?:(?:ha(?:s|ve)|was|were)\s)?(?:confirmed|reported|alleged|claimed|found)"
    r"|told\s[\w\s’']{2,30}?|according to [^,]{2,60},)\s(?:that\s)?"
)
"""Who states what follows: "Police have confirmed that"."""
_STATEMENT_BEFORE = re.compile(
    r"\b(?:said|says|tweeted|posted|wrote|added|told\s[\w.’'-]+(?:\s[\w.’'-]+)?)\s(?:late\s|early\s)?(?:on\s|in\s)?$"
)
"""A date after it is that of a statement: "she said on Friday"."""
_STATEMENT_AFTER = re.compile(r"^\S?(?:\s\S+){0,14}?\s(?:said|says|told)\b")
"""A statement after the date that opens a sentence: "On Saturday the mayor said"."""
_SPAN_BEFORE = re.compile(
    r"\b(?:since|until|till|from|by|through|between|than|to|of|for|starting|as of)\s(?:on\s|at least\s)?"
    r"(?:late\s|early\s|mid[-\s])?$",
    re.IGNORECASE,
)
"""What stands before the begin or the end of something, or before a time that things are compared with."""
_SPAN_START = re.compile(r"(?:since|until|till|from|by|through|of|before|after|next)\b", re.IGNORECASE)
"""The same at the begin of a date: "since 2011"; or a part of a name: "the law of 2015"."""
_PART_OF_MONTH = re.compile(r"\b(?:end|beginning|start|middle|week|weekend|days)\s$", re.IGNORECASE)
"""The part of a month before "of": "at the end of March"."""
# What stands before a date that says when, what such a date begins with, and what makes it part of a longer name.
_PREPOSITION = re.compile(r"\b(?:in|on|at|during|over|late|early|mid)[\s-]$", re.IGNORECASE)
_OWN_PREPOSITION = re.compile(r"(?:in|last|during|early|late|mid|over|this)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|an?|its|his|her|their|this|that)\s(?:[\w'’-]+\s){0,2}$", re.IGNORECASE)
_ADVERBIAL_END = re.compile(
    r"$|[^\w\s]|\s(?:in|on|at|after|when|and|or|as|for|with|to|by|but|while|following|near|outside|from|over|that|during"
    r"|because|amid|against|about|into|under|before|where|who|which|the|an?|his|her|its|their|night|evening|morning"
    r"|afternoon|\w+ing|\w+ed|\w+ly)\b",
    re.IGNORECASE,
)
"""What follows a date that stands by itself, and is no attribute: not "the fatal Aug. 14 shooting"."""
_POSSESSIVE = re.compile(r"['’]s?\b")
"""What follows a date that describes something: "Friday's vote"."""
PRESENT_VERB = re.compile(
    r"\b(?:is|are|has|have|says?|remains?|will|would|could|may(?!\s\d)|might|can|expects?|plans?|aims?|seeks?|faces?"
    r"|wants?|holds?|goes?|go|makes?|takes?)\b|['’](?:s|re|ve) (?:\w+ing|been|likely)\b"
)
"""A statement on the present or on what is to come: "is on her way after the vote in May"."""
_REFERS_BACK = re.compile(r"\b(?:also|too|another|the others?)\b", re.IGNORECASE)
"""Words of a sentence that adds to one before it and does not stand alone."""
_FINITE_AFTER = re.compile(rf"^(?:\s(?:night|morning|evening|afternoon))?\s(?:{IRREGULAR}|[a-z]{{3,}}ed)\b")
"""A verb right after a date, whose subject the words before the date are."""
_GERUND_BEFORE = re.compile(
    r"\b(?:for|of|by|about|into|from|against|without|accused\sof|to)\s\w{3,}ing\b|,\s\w{3,}ing\b"
)
"""What somebody did at another time than the main clause says: "was sentenced for stabbing a man in May"."""
SPEAKING_OF_EARLIER = re.compile(
    r"\b(?:acknowledg\w+|admit\w+|recall\w*|den(?:y|ied|ies)|describ\w+|detail\w*|claim\w*)\b"
)
"""Verbs of what is said of an earlier time: "acknowledged turning off access last year"."""
_RELATIVE_THAT = re.compile(r"(?<!\bso)\sthat\s")
"""What begins a clause that describes something: "the bridge that fell in May"."""
_OF_ANOTHER_TIME = (_GERUND_BEFORE, _RELATIVE_THAT, SPEAKING_OF_EARLIER)
"""What shows, before a date, that it may be of an earlier time than the event."""
MAX_WORDS_BEFORE_OPENING_DATE = 3
"""Number of words up to which a date behind them opens its sentence: "Late on Friday"."""
# Where the clause around a date begins and ends; that of a date which opens its sentence holds its subject and verb.
_CLAUSE_BEGIN = re.compile(r"[;:,]\s|\s(?:and|but|while|who|which|whose|that|when|after|before|as|since|because)\s")
_CLAUSE_END = re.compile(
    r"[;:]|,\s(?:and|but|while|who|which|where|as|with|after|before|according|he|she|it|they|\w+\s(?:said|says))\b"
    r"|\s(?:and|but|while|who|which|whose|that|when|after|before|as)\s"
)
_CLAUSE_END_OF_OPENING_DATE = re.compile(
    r";|,\s(?:and|but|while|who|which|where|as)\b|\s(?:who|which|that|when|after)\s"
)
STATISTIC = re.compile(
    r"\b(?:rose|grew|climbed|dropped|jumped|slipped|slowed|eased|edged|shrank|gained|accelerated|increased|decreased"
    r"|declined|surged|dipped|rates?|index|inflation|sales|prices|percent|revenues?|profits?|earned|borrow(?:ed|ing)"
    r"|income|payrolls?|unemployment|recorded|documented|data|statistics|tracking|fewer|average|survey|poll|deadliest"
    r"|on\srecord|records\sbegan)\b|%"
    r"|\bfell(?!\s(?:into|ill|off|out|through|apart|down|overboard|under|(?:from|to)\s(?:his|her|its|their)\b"
    r"|(?:from|to)\san?\s(?!record|high|low|peak|level)|(?:from|to)\sthe\s(?!record|highest|lowest|peak|level|same)))"
    r"|\b(?:added|created|gained|lost|shed)\s[^,;]{0,30}?\bjobs\b|\bjobs\s(?:report|market|growth|figures|numbers|were)\b"
    r"|\brecord\s(?:highs?|lows?|numbers?|pace|levels?|years?|months?|amounts?|totals?|rainfall|heat|temperatures?"
    r"|\S*\d)",
    re.IGNORECASE,
)
"""A statement on figures, of which a month or a year is the period and not the time: "prices rose in May"."""
_MEASURE = re.compile(
    r"\b(?:was|were)\s(?:(?:about|some|nearly|over)\s)?[\d,.]+\s?"
    r"(?:miles?|mi|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|mph|km/h|knots|degrees?|per\s?cent|percent|%|points?)(?!\w)",
    re.IGNORECASE,
)
"""What was measured at a time, and is no event: "the storm was 700 miles off the coast on Thursday"."""
CAPTION = re.compile(
    r"^[A-Z][A-Z,.\s-]*\d{1,2}(?:,\s\d{4})?\s?:|\b(?:image|picture|photo|photograph)\staken\b"
    r"|\b(?:pictured|seen|photographed)\s(?:here\s|above\s|back\s)?(?:on|in)\s"
)
"""The line below a picture: "MAY 14: Visitors leave the park"."""


def is_of_main_clause(text: str, mention: DateMention) -> bool:
    """Whether a date can belong to what a sentence states, and is no part of a name or of another clause."""
    before = _ASIDE.sub(" ", text[: mention.start])
    return not any(pattern.search(before) for pattern in _OF_SOMETHING_ELSE)


def states_when(text: str, mentions: Sequence[DateMention], mention: DateMention) -> bool:
    """Whether a date is that of the event which a sentence reports; not in doubt.

    Each check excludes dates of something else, so that their order does not matter.

    Args:
        text: The sentence.
        mentions: All its dates.
        mention: One of them, a day, a month or a year.
    """
    before, after = text[: mention.start], text[mention.end :]
    if not is_adverbial(text, mention) or CAPTION.search(text):
        return False
    others = [other for other in mentions if other is not mention and other.end <= mention.start]
    if any(other.granularity in ("day", "month") for other in others):
        return False
    if mention.granularity != "day" and STATISTIC.search(text):
        return False
    claim = _ATTRIBUTION.sub("", _INTRODUCTION.sub("", _ASIDE.sub(" ", before)))
    if PAST_VERB.search(claim.partition(" when ")[0]):  # "died when the rig exploded on 20 April": both then
        claim = claim.replace(" when ", " ", 1)
    if any(pattern.search(claim) for pattern in (*_OF_SOMETHING_ELSE, *_OF_ANOTHER_TIME)):
        return False
    if after.startswith(",") and _PARTICIPLE_ASIDE.search(claim):
        return False
    return _states_past_event(claim, after)


def clause_states_no_event(text: str, mention: DateMention) -> bool:
    """Whether the clause around a date says what was planned, what did not happen or what lasted."""
    begin = max((match.end() for match in _CLAUSE_BEGIN.finditer(text, 0, mention.start)), default=0)
    end = _CLAUSE_END.search(text, mention.end)
    return states_no_event(text[begin : end.start() if end else len(text)].strip())


def words_from_verb(text: str, mention: DateMention) -> int:
    """Return the number of words between a date and the verb before it; 0 if the date comes before the verb."""
    verbs = [verb.end() for verb in PAST_VERB.finditer(text, 0, mention.start)]
    return len(text[verbs[-1] : mention.start].split()) if verbs else 0


def is_adverbial(text: str, mention: DateMention) -> bool:
    """Whether a date stands by itself: "on 8 March"; not in "the March vote", "since 2011", "a year ago"."""
    words, before, after = text[mention.start : mention.end], text[: mention.start], text[mention.end :]
    if _POSSESSIVE.match(after) or words.lower().endswith("ago"):
        return False
    if _SPAN_START.match(words) and not _PART_OF_MONTH.search(before):
        return False
    if any(pattern.search(before) for pattern in (_STATEMENT_BEFORE, _SPAN_BEFORE, _PART_OF_NAME, _HEDGE)):
        return False
    if _OWN_PREPOSITION.match(words) or _PREPOSITION.search(before) or _SPAN_START.match(words):
        return True
    if mention.granularity != "day":
        return False
    return not _DETERMINER.search(before) or bool(_ADVERBIAL_END.match(after))


def _states_past_event(before: str, after: str) -> bool:
    """Whether the clause around a date is in the past tense, stands alone and measures nothing."""
    opens = not PAST_VERB.search(before) and len(before.split()) <= MAX_WORDS_BEFORE_OPENING_DATE
    if not PAST_VERB.search(before) and _STATEMENT_AFTER.match(after):
        return False
    end = (_CLAUSE_END_OF_OPENING_DATE if opens else _CLAUSE_END).search(after)
    clause = after[: end.start()] if end else after
    if any(pattern.search(part) for pattern in (PRESENT_VERB, _REFERS_BACK) for part in (before, clause)):
        return False
    if _MEASURE.search(before) or (PAST_VERB.search(before) and _FINITE_AFTER.match(after)):
        return False
    return bool(PAST_VERB.search(f"{before} {clause}")) and not states_no_event(f"{before} {clause}".strip())

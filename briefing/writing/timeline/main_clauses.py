"""Decides whether an earlier day in a sentence is that of its main clause, and not of what led to that one."""

from __future__ import annotations

import re

from briefing.text.dates.dates import DateMention
from briefing.writing.timeline.main_clause_dates import is_of_main_clause

_RELATIVE_CLAUSE_BEFORE = re.compile(
    r"(?:,\s(?:which|who|whose|where)\s[^,]*|\b(?:al)?though\s[^,]*"
    r"|\w\sthat\s(?:(?:was|were|had)\s)?(?:\w+ed|struck|hit|began|broke|shook|left|swept)\s[^,;]*"
    r"|\b(?!(?:said|says?|\w+ed)\s)\w+\sthat\s[^,;]*\bhad\s[^,;]*)$",
    re.IGNORECASE,
)
"""A clause on the past of what a sentence is about: "a town, which on Friday was hit", "the storm that struck on"."""
_DATED_SUBJECT_BEFORE = re.compile(
    r"\b(?:death|killing|murder|shooting|stabbing|attack|assault|kidnapping|abduction|rape|robbery|arrest)\b"
    r"(?: (?:of|in|at|near) [^,.;]{2,50})? on\s(?:late\s|early\s)?$",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(r"[^,.;]{0,60}?\b(?:was|were|is|has|had|sparked|led|prompted|triggered|caused)\b")
"""Match a sentence on what followed from something earlier: "the death of the man on Monday was investigated"."""
_PAST = (
    r"(?:[a-z]{2,}ed|found|held|hit|struck|shot|won|lost|made|taken|given|brought|caught|left|built|begun|sold|stolen"
    r"|sunk|thrown|told|sent|led|known|set|hurt|seen)"
)
_AUXILIARY = r"(?:is|are|was|were|be|been|being|has|have|had|will|would)"
"""Forms of verbs in news that are past tenses or participles, and verbs that join with them."""
_REPORTS = r"(?:reported|announced|confirmed|claimed|added|revealed|stated|insisted|warned|told)"
"""Verbs that a statement follows, whose day it may name: "confirmed that the storm killed 12 on"."""
_VERB = rf"\b(?!{_REPORTS}\b)(?:{_AUXILIARY}|{_PAST})\s"
_NOUN = (
    rf"\b(?!(?:{_AUXILIARY}|not|also|and|or|but|then|both|all|to|it|he|she|they|we|who|\w+ed|\w+ly)\s)"
    r"\w[\w'’-]*\s"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_COMPLEMENT = r"(?:(?:dead|late|early|on|in|at|by|with|to|from|near|off|during|last)\s(?:[^,;]*\s)?)?"
"""What a participle has with it after a noun, unlike one before a noun: "undefeated season"."""
_PARTICIPLE_BEFORE = re.compile(rf"{_VERB}(?:[^;]{{0,200}}\s)?{_NOUN}{_PAST}\s(?P<rest>{_COMPLEMENT})$")
"""A participle beside something that a verb names: "was charged with the murder of a nurse found dead on"."""
_OTHER_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b(?:in|of|since)\s(?:(?:early|late)\s)?{_MONTH}\b|\blast\s(?:month|year)\b"
)
"""The date of a participle, beside which a day is that of the verb: "guilty of a murder committed in 2001 on"."""
_HARM_BEFORE = re.compile(
    r"\b(?:was|were|been|is|are)\s(?:beaten|defeated|killed|injured|wounded|hurt|hit|struck|destroyed|damaged)\s"
    r"(?:by|in)\s(?:an?|the)\s(?:[\w'’-]+\s){1,3}"
    rf"{_PAST}\s(?:(?!(?:after|before|since|when|while|who|which|that|and)\s)[^,;\s]+\s)*$"
)
"""Harm by something of the same time: "were beaten by a goal scored late on", "was killed in a bombing claimed by"."""
_CAUSE_BEFORE = re.compile(
    rf"(?:{_VERB}(?:[^;]{{0,200}}\s)?over|\b(?:charged|arrested|detained|sued|blamed|sacked|suspended|apologi[sz]ed"
    r"|mourn\w*|praised|thanked|honou?red|criticised|criticized|condemned)\s[^,;]{0,60}?\bfor)\s"
    r"(?:an?|the|his|her|its|their)\s(?:[\w'’-]+\s){0,3}?(?:stabbing|shooting|attack|bombing|assault|robbery|theft|brawl"
    r"|riots?|killings?|fire|blaze|arson|crash|collision|derailment|sinking|explosion|blast|collapse|disaster|floods?)\s"
    r"(?:(?:in|at|near|off|outside)\s[^,;]*\s)?(?:late\s|early\s)?(?:on\s|last\s)?(?:late\s|early\s)?$"
)
"""A happening for which something was done: "was charged over a stabbing in Leeds on", "was sacked for the fire on"."""
_IN_COURT_BEFORE = re.compile(
    r"\b(?:jailed|sentenced|convicted|acquitted|fined)\b|\b(?:by|at|in|before)\s(?:an?|the)\s(?:[\w'’-]+\s){0,3}"
    r"(?:court|judge|jury|tribunal|regulator|hearing|trial)\b"
)
"""A judgement, which comes long after its cause: "was jailed for the crash", "charged over the fire by a judge on"."""
_SUBJECT_PARTICIPLE_BEFORE = re.compile(rf"{_NOUN}{_PAST}\s(?:[^,;]*\s)?$")
_RELATIVE_CLAUSE_AFTER = re.compile(
    r"\sthat\s(?:(?:has|had)\s)?(?:killed|injured|wounded|hurt|left|destroyed|damaged|sank|wrecked)\s"
)
"""A clause on something earlier: "met over the fire on Sunday that killed 14"."""
_MAIN_VERB_AFTER = re.compile(rf"\s{_VERB}")
"""What follows on the day of a subject: "the nurse killed in Leeds on Sunday was named"."""
_CONTINUED_CLAUSE_BEFORE = re.compile(r",\s(?:(?:died|was|were|has|have)\b[^,;]*|[^,;]*\bsaid\s(?:on\s|late\s)*)$")
"""A main clause that another one has interrupted: "Ana Korvel, who was 90, died on", "..., Ana Korvel said on"."""
_DISASTER_BEFORE = re.compile(
    r"\b(?:killed|dead|fatalities)\s(?:and\s[^,;]{1,40}\s)?(?:after|when)\s[^,;]{1,80}"
    r"\b(?:struck|hit|rocked|shook|crashed|exploded|collapsed|sank|erupted|derailed)\s(?:[^,;]*\s)?$"
)
"""Harm with the disaster that did it at once: "12 people were killed when a storm hit Torvane on"."""
_PAIR_BEFORE, _PAIR_AFTER = re.compile(r"day and $"), re.compile(r" and \w{3,6}day\b")
"""What belongs to two days of something longer: "on Saturday and Sunday"."""


def is_day_of_main_clause(line: str, mention: DateMention) -> bool:
    """Whether a day is that of the main clause, and not of a participle, relative clause or cause in it."""
    before, after = line[: mention.start], line[mention.end :]
    return (
        not _RELATIVE_CLAUSE_BEFORE.search(before)
        and not (_DATED_SUBJECT_BEFORE.search(before) and _VERB_AFTER.match(after))
        and not (_PAIR_BEFORE.search(before) or _PAIR_AFTER.match(after))
        and (
            is_of_main_clause(line, mention)
            or any(one.search(before) for one in (_CONTINUED_CLAUSE_BEFORE, _DISASTER_BEFORE, _HARM_BEFORE))
        )
        and not _is_of_participle(before)
        and not _is_of_cause(before)
        and not _RELATIVE_CLAUSE_AFTER.match(after)
        and not (_SUBJECT_PARTICIPLE_BEFORE.search(before) and _MAIN_VERB_AFTER.match(after))
    )


def _is_of_participle(before: str) -> bool:
    """Whether what stands before a day is a participle that can be of another day than its verb."""
    match = _PARTICIPLE_BEFORE.search(before)
    return match is not None and not (_OTHER_DATE.search(match["rest"]) or _HARM_BEFORE.search(before))


def _is_of_cause(before: str) -> bool:
    """Whether what stands before a day is a happening that led to that of the verb and can be of another day."""
    match = _CAUSE_BEFORE.search(before)
    return match is not None and not (_OTHER_DATE.search(match[0]) or _IN_COURT_BEFORE.search(before))

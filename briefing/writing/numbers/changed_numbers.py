"""Finds numbers that changed: two sentences that certainly count the same thing with different values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model.articles import EPOCH, Article, Story
from briefing.model.threads import NumberChange
from briefing.text.publishers.publishers import house_of
from briefing.writing.numbers.counted_nouns import Count
from briefing.writing.numbers.number_scope import NumberScope, covers_the_same, number_scope, scope_below_headline
from briefing.writing.numbers.quantities import Quantity, quantities
from briefing.writing.numbers.toll_words import PEOPLE
from briefing.writing.sentences.quotable_sentences import overlap

# Constants of this module were chosen by reading the changes of replayed feeds.
MAX_CHANGES = 4
"""Number of changes that are reported of a thread."""
REPORTED_WINDOW = timedelta(days=4)
"""Age up to which a change is stored with a story."""
COMPARISON_WINDOW = timedelta(days=21)
"""Age up to which a number is compared with newer ones."""
MAX_RATIO = 20
"""How many times as large as before a toll can be; beyond it, it counts something else."""
DISAGREEMENT_WINDOW = timedelta(hours=12)
"""Time within which different tolls of two publishers on one day contradict each other."""
MAX_DISAGREEMENT_RATIO = 2.0
"""Number of times that the larger toll is the smaller one, at most: a toll that doubles has been overtaken."""
MIN_SHARED_TERMS, MIN_SHARED_TERM_SHARE = 3, 0.5
"""Number and share of terms that two sentences on a number of things have in common."""
_CHANGE_WORDS = re.compile(
    r"\b(?:r[io]se[sn]?|raise[sd]?|increas\w*|gr[eo]w\w*|climb\w*|jump\w*|soar\w*|surg\w*|f[ae]ll\w*|drop\w*|"
    r"lower\w*|reduc\w*|revis\w*|doubl\w*|halv\w*|now|so far)\b",
    re.IGNORECASE,
)
_RISE_WORDS = re.compile(
    r"\b(?:r[io]se[sn]?|rising|climb\w*|jump\w*|soar\w*|increas\w*|now|pass(?:es|ed)|surpass\w*|near(?:s|ed)"
    r"|top(?:s|ped)|cross(?:es|ed)|reach(?:es|ed)|hits?|current(?:ly)?|steigt|ya)\b",
    re.IGNORECASE,
)
_STATE_TOLLS = frozenset(["missing", "displaced", "homeless", "fled", "evacuated"])
"""Tolls of people in a state at a time, whose numbers need no word for a total."""
_FALLING_TOLLS = frozenset(["missing"])
"""Tolls that fall in the course of an event; all others only rise."""


@dataclass(frozen=True, slots=True)
class _StatedNumber:
    """A counted number with what must agree for two of them to be one quantity."""

    story: str
    quantity: Quantity
    counted: Count
    article: Article

    @property
    def scope(self) -> NumberScope:
        """What else must agree; read when another number counts the same, which most have none of."""
        published, lang = self.article.published.date(), self.article.lang
        scope = number_scope(self.quantity.sentence.text, published, lang)
        return scope_below_headline(scope, number_scope(self.article.title, published, lang))

    @property
    def published(self) -> datetime:
        """When the article of the number was published."""
        return self.article.published

    @property
    def order(self) -> tuple[datetime, str]:
        """The key by which numbers are sorted: in the order of publication."""
        return self.article.published, self.article.id

    @property
    def house(self) -> str:
        """The house of the publisher."""
        return house_of(self.article.publisher, self.article.publisher_url or self.article.url)


def number_changes(old: Sequence[Story], new: Sequence[Story]) -> tuple[NumberChange, ...]:
    """Return the tolls of known stories that new stories give with another value; those that disagree come last."""
    known, later = _stated_numbers(old, EPOCH), _stated_numbers(new, EPOCH)
    changes: dict[tuple[Count, bool], tuple[_StatedNumber, NumberChange]] = {}
    for index, number in enumerate(later):
        if change := _movement(number, known):
            key = (number.counted, change.is_disagreement)
            if key in changes and _value(changes[key][0]) == _value(number) and _is_known_step(*changes[key], known):
                del changes[key]  # another sentence with its value may have a newer base
            _keep_greatest(changes, number, change)
        if dispute := _disagreement(number, (*known, *later[:index])):
            _keep_greatest(changes, number, dispute)
    changes = {key: value for key, value in changes.items() if not _is_overtaken(value[0], (*known, *later))}
    changes = {key: value for key, value in changes.items() if not _is_known_step(*value, known)}
    changes = {key: value for key, value in changes.items() if not _is_said_without_fear(key, changes)}
    ordered = sorted(changes.values(), key=lambda item: (not item[0].counted.toll, item[1].is_disagreement))
    return tuple(change for _, change in ordered[:MAX_CHANGES])


def number_changes_by_story(stories: Sequence[Story]) -> Mapping[str, tuple[NumberChange, ...]]:
    """Return the recent changes of numbers by story; each article is compared with all before it."""
    times = [article.published for story in stories for article in story.articles]
    if len(times) < 2:
        return {}
    numbers, end = _stated_numbers(stories, max(times) - COMPARISON_WINDOW), max(times)
    changes: dict[str, tuple[NumberChange, ...]] = {}
    newest: dict[Count, _StatedNumber] = {}
    for index, number in enumerate(numbers):
        if end - number.published > REPORTED_WINDOW:
            continue
        differences = (_movement(number, numbers[:index]), _disagreement(number, numbers[:index]))
        known = {_stated(change) for change in changes.get(number.story, ())}
        steps = tuple(change for change in differences if change and _stated(change) not in known)
        if steps:
            changes[number.story] = (*changes.get(number.story, ()), *steps)
            newest[number.counted] = max(newest.get(number.counted, number), number, key=_value)
    overtaken = {
        _label(number)
        for number in newest.values()
        if _is_overtaken(number, numbers) or _is_certain_by_now(number, newest)
    }
    return {id: tuple(step for step in steps if step.quantity not in overtaken) for id, steps in changes.items()}


def _is_certain_by_now(number: _StatedNumber, newest: Mapping[Count, _StatedNumber]) -> bool:
    """Whether a toll that was feared is reached by the one that is certain."""
    certain = newest.get(number.counted._replace(is_feared=False))
    return number.counted.is_feared and certain is not None and certain.quantity.value >= number.quantity.value


def _value(number: _StatedNumber) -> float:
    return number.quantity.value


def _is_overtaken(number: _StatedNumber, numbers: Sequence[_StatedNumber]) -> bool:
    """Whether a later sentence gives a toll that only rises a higher value: the older one is no news beside it."""
    return bool(
        number.counted.toll
        and number.counted.toll not in _FALLING_TOLLS
        and any(
            other.counted == number.counted
            and other.published > number.published
            and _is_below(number, other)
            and not other.scope.is_of_another  # "12,000 in the quake of 1960" is no later state
            for other in numbers
        )
    )


def _is_known_step(number: _StatedNumber, change: NumberChange, known: Sequence[_StatedNumber]) -> bool:
    """Whether known sentences, of whatever scope, give a rising toll between both values or the new one already.

    The base is an old one then, or the change was reported.
    """
    toll = number.counted.toll
    if not toll or toll in _FALLING_TOLLS or change.is_disagreement:
        return False
    same = [one for one in known if (one.counted.toll, one.counted.noun) == (toll, number.counted.noun)]
    base = max((one.quantity.value for one in same if one.quantity.as_stated == change.before), default=0.0)
    return any(base < one.quantity.value <= number.quantity.value for one in same)


def _is_said_without_fear(
    key: tuple[Count, bool], changes: Mapping[tuple[Count, bool], tuple[_StatedNumber, NumberChange]]
) -> bool:
    """Whether a change of a feared toll is also that of the toll itself: "feared dead" and "dead"."""
    counted, is_disagreement = key
    if not counted.is_feared:
        return False
    certain = [
        change
        for (other, disagrees), (_, change) in changes.items()
        if not other.is_feared
        and disagrees == is_disagreement
        and (other.toll, other.noun) == (counted.toll, counted.noun)
    ]
    return any(change.after == changes[key][1].after for change in certain)


def _label(number: _StatedNumber) -> str:
    counted = number.counted
    kind = "" if counted.noun == PEOPLE else f"{counted.noun} "
    return f"{kind}{'feared ' if counted.is_feared else ''}{counted.toll}" if counted.toll else number.quantity.unit


def _stated(change: NumberChange) -> tuple[str, str, str, bool]:
    return change.quantity, change.before, change.after, change.is_disagreement


def _keep_greatest(
    changes: dict[tuple[Count, bool], tuple[_StatedNumber, NumberChange]], number: _StatedNumber, change: NumberChange
) -> None:
    """Store a change unless a greater one of the same quantity is there; of a falling number the newest."""
    key = (number.counted, change.is_disagreement)
    rises = number.counted.toll and number.counted.toll not in _FALLING_TOLLS
    if key not in changes or not rises or changes[key][0].quantity.value < number.quantity.value:
        changes[key] = (number, change)


def _stated_numbers(stories: Iterable[Story], since: datetime) -> list[_StatedNumber]:
    """Return the numbers of stories that count something, oldest first; each sentence once."""
    by_sentence: dict[tuple[str, str, float, Count], _StatedNumber] = {}
    for story in stories:
        for article in story.articles:
            if article.published < since:
                continue
            for quantity in quantities([article]):
                if quantity.counted:
                    number = _StatedNumber(story.id, quantity, quantity.counted, article)
                    by_sentence.setdefault((story.id, quantity.sentence.text, quantity.value, quantity.counted), number)
    return sorted(by_sentence.values(), key=lambda number: number.order)


def _movement(number: _StatedNumber, earlier: Sequence[_StatedNumber]) -> NumberChange | None:
    """The change from all that earlier sentences say to a number; None unless it is certain."""
    matches = [other for other in earlier if other.published < number.published and _is_one_quantity(other, number)]
    if not matches:
        return None
    if not number.counted.toll or number.counted.toll in _FALLING_TOLLS:
        before = matches[-1]
        has_changed = _is_below(before, number) or _is_below(number, before)
        has_changed = has_changed and all(other.quantity.value != number.quantity.value for other in matches)
    else:
        highest = max(other.quantity.value for other in matches)
        before = next(other for other in matches if other.quantity.value == highest)
        has_changed = _is_below(before, number)
    if not has_changed or _ratio(before, number) > MAX_RATIO or _contradict(before, number):
        return None
    return _change(before, number)


def _disagreement(number: _StatedNumber, earlier: Sequence[_StatedNumber]) -> NumberChange | None:
    """Another publisher's different value of the same day; None unless it stands against the newest one."""
    same = [other for other in earlier if number.counted.toll and _is_one_quantity(other, number)]
    others = [other for other in same if other.house != number.house]
    if not others:
        return None
    other = others[-1]
    if not _contradict(other, number):
        return None
    less, more = sorted((other, number), key=lambda stated: stated.quantity.value)
    return _change(less, more, is_disagreement=True)


def _contradict(before: _StatedNumber, after: _StatedNumber) -> bool:
    """Whether two publishers give different values at one time, none of which is said to be the later state."""
    return (
        before.house != after.house
        and not (before.quantity.bound or after.quantity.bound)
        and before.published.date() == after.published.date()
        and abs(after.published - before.published) <= DISAGREEMENT_WINDOW
        and (_is_below(before, after) or _is_below(after, before))
        and _ratio(before, after) <= MAX_DISAGREEMENT_RATIO
        and not _RISE_WORDS.search(after.quantity.sentence.text)
    )


def _is_below(one: _StatedNumber, other: _StatedNumber) -> bool:
    return other.quantity.least > one.quantity.most


def _ratio(one: _StatedNumber, other: _StatedNumber) -> float:
    less, more = sorted((one.quantity.value, other.quantity.value))
    return more / max(less, 1.0)


def _is_one_quantity(before: _StatedNumber, after: _StatedNumber) -> bool:
    """Whether two numbers certainly count the same in the same scope."""
    if before.counted != after.counted or before.quantity.sentence.text == after.quantity.sentence.text:
        return False
    same_story = before.story == after.story
    if before.counted.toll:
        return covers_the_same(before.scope, after.scope, same_story, before.counted.toll in _STATE_TOLLS)
    old, new = before.quantity, after.quantity
    return (
        same_story
        and not (before.scope.is_uncertain or after.scope.is_uncertain)
        and before.scope.places == after.scope.places
        and len(old.terms & new.terms) >= MIN_SHARED_TERMS
        and overlap(old.terms, new.terms) >= MIN_SHARED_TERM_SHARE
        and bool(_CHANGE_WORDS.search(new.sentence.text))
    )


def _change(before: _StatedNumber, after: _StatedNumber, *, is_disagreement: bool = False) -> NumberChange:
    old, new = before.quantity, after.quantity
    return NumberChange(_label(after), old.as_stated, new.as_stated, old.sentence, new.sentence, is_disagreement)

"""Sentences and lines that the texts of one publisher repeat but for a name: "By Ann Person, Harbour Correspondent"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.publishers.house_phrases import ANY_NAME, BOUNDARY, MAX_NAME_WORDS, NAME_PARTICLES, WordSpans
from briefing.text.publishers.repeated_phrases import Words

OUTER_SENTENCES = 3
"""Sentences at the start and at the end of a text that are read: a credit stands above or below the news."""
MAX_WORDS = 14
"""Words of a sentence that can be a credit; one that also says something is longer."""
MIN_FIXED_WORDS = 2
"""Words beside the name. "By Ann Person" alone has one, and is known without learning."""
MIN_NAMES = 3
"""Different names in the same place; with fewer the sentences can be news about one of them."""
BY = "by"
ALLOWED = ("maker", "picture", "making", "preposition", "credit", "our", "place", "article")
"""The lists of the words of credits."""


class _Reading(NamedTuple):
    """A sentence that is read as a credit.

    Attributes:
        words: Its words, ANY_NAME in the place of the name.
        are_capital: Whether each of them begins with a capital.
        has_comma: Whether a comma stands behind the name.
    """

    words: Words
    are_capital: Sequence[bool]
    has_comma: bool


def repeated_credits(
    texts: Sequence[str], min_texts: float, publisher: Collection[str], stopwords: Collection[str]
) -> Mapping[Words, frozenset[int]]:
    """Return the credits that differ by a name only, ANY_NAME in its place, with the numbers of their texts.

    Of two such sentences with texts in common the one with more words in all its texts is returned. Names are runs of
    words with capitals, so a script without capitals has none.

    Args:
        texts: Openings and endings of texts.
        min_texts: Texts that must have a sentence.
        publisher: The words of the publisher's name.
        stopwords: Words of its language that say nothing.
    """
    lists = word_lists("service_words.txt")
    allowed = frozenset({ANY_NAME, *publisher, *stopwords}.union(*(lists[name] for name in ALLOWED)))
    names_by_credit: dict[Words, dict[int, set[Words]]] = defaultdict(lambda: defaultdict(set))
    for number, text in enumerate(texts):
        for sentence in _outer_sentences(text):
            for credit, name in _readings(sentence, publisher, allowed):
                names_by_credit[credit][number].add(name)
    frequent = {
        credit: frozenset(names)
        for credit, names in names_by_credit.items()
        if len(names) >= min_texts and len(set().union(*names.values())) >= MIN_NAMES
    }
    chosen: dict[Words, frozenset[int]] = {}
    used: set[int] = set()
    for credit, numbers in sorted(frequent.items(), key=lambda item: (-len(item[1]) * len(item[0]), item[0])):
        if len(left := numbers - used) >= min_texts:
            chosen[credit] = left
            used |= left
    return chosen


def _outer_sentences(text: str) -> Iterator[str]:
    sentences = [sentence for sentence in BOUNDARY.split(text) if sentence.strip()]
    outer = sentences if len(sentences) <= 2 * OUTER_SENTENCES else None
    outer = outer or [*sentences[:OUTER_SENTENCES], *sentences[-OUTER_SENTENCES:]]
    return (sentence for sentence in outer if MIN_FIXED_WORDS < len(sentence.split()) <= MAX_WORDS)


def _readings(sentence: str, publisher: Collection[str], allowed: Collection[str]) -> Iterator[tuple[Words, Words]]:
    """Yield each way to read a sentence as a credit: its words with ANY_NAME for the name, and the name."""
    spans = WordSpans(sentence)
    words = tuple(spans.words)
    if not MIN_FIXED_WORDS < len(words) <= MAX_WORDS:
        return
    capitals = [sentence[start].isupper() for start in spans.starts]
    for start, is_capital in enumerate(capitals):
        if not is_capital:
            continue
        for end in range(start + 1, min(len(words), start + MAX_NAME_WORDS) + 1):
            if capitals[end - 1]:
                credit = _Reading(
                    (*words[:start], ANY_NAME, *words[end:]),
                    (*capitals[:start], True, *capitals[end:]),
                    "," in sentence[spans.starts[end - 1] : spans.starts[end]] if end < len(words) else False,
                )
                if len(credit.words) > MIN_FIXED_WORDS and _is_credit(credit, publisher, allowed):
                    yield credit.words, words[start:end]
            elif words[end - 1] not in NAME_PARTICLES:
                break


def _is_credit(reading: _Reading, publisher: Collection[str], allowed: Collection[str]) -> bool:
    """Whether words around a name say who made something; words with a capital can name a section or a programme.

    A sentence of news can stand in several texts but for a name too: "Ann Person has died." So a credit has no verb,
    except one that says what somebody is, and no words in small letters that belong neither to credits nor to a duty.
    """
    words, lists = reading.words, word_lists("service_words.txt")
    start = 2 if words[0] == ANY_NAME and words[1] in lists["is"] and _begins_duty(words[2:]) else 0
    credit_words = frozenset(words[start:])
    if not lists["verb"].isdisjoint(credit_words):
        return False
    is_allowed = [word in allowed for word in words]
    in_duty = _words_of_duties(reading, allowed) if credit_words & lists["maker"] else frozenset()
    if not all(is_allowed[n] or reading.are_capital[n] or n in in_duty for n in range(start, len(words))):
        return False
    if start:
        return bool(credit_words & lists["maker"])
    if credit_words & (lists["maker"] | lists["picture"] | lists["making"]) or words[0] == BY:
        return True
    if publisher and credit_words.issuperset(publisher):
        return True
    return bool(credit_words & lists["preposition"]) and all(
        is_allowed
    )  # nouns have capitals in German: "Trainer von ..."


def _begins_duty(words: Words) -> bool:
    """Whether words behind "is" say what somebody does for the publisher: "an editor of", and not "the new editor"."""
    lists = word_lists("service_words.txt")
    return bool(words) and words[0] in lists["our"] | lists["maker"]


def _words_of_duties(reading: _Reading, allowed: Collection[str]) -> frozenset[int]:
    """Return the positions of the other words with which a person's duty is described.

    These stand between "our", "by NAME" or "NAME," and the duty ("senior staff correspondent"), or behind a word of
    place ("correspondent of the islands"). A verb stands elsewhere: "police released reporter ...".
    """
    words, lists = reading.words, word_lists("service_words.txt")
    positions: set[int] = set()
    is_other = [not capital and word not in allowed for word, capital in zip(words, reading.are_capital, strict=True)]
    for start in range(len(words)):
        if not is_other[start] or (start and is_other[start - 1]):
            continue
        end = next((n for n in range(start, len(words)) if not is_other[n]), len(words))
        before = words[:start]
        if before and before[-1] in lists["article"]:
            before = before[:-1]
        behind_name = before[-1:] == (ANY_NAME,) and (before[0] == BY or reading.has_comma)
        leads_to_maker = end < len(words) and words[end] in lists["maker"]
        if (before and before[-1] in lists["place"]) or (
            leads_to_maker and (not before or before[-1] in lists["our"] or behind_name)
        ):
            positions.update(range(start, end))
    return frozenset(positions)

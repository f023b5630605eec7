"""Which threads and articles the rules of feeds.toml mean."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from briefing.store.codecs import json_array
from briefing.store.json_codecs import decode_text_list
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.languages.respelling import respelled
from briefing.text.scripts import bigram_run

if TYPE_CHECKING:
    from briefing.model.curation import MuteRule
    from briefing.model.thread_rules import Rule

_ARTICLES_OF_THREADS = """FROM json_each(?) i
    CROSS JOIN stories s INDEXED BY stories_thread ON s.thread = i.value
    CROSS JOIN articles a INDEXED BY articles_story ON a.story = s.n"""

_IS_OF_FEEDS = """EXISTS (SELECT 1 FROM feed_entries e WHERE e.article = a.n
    AND e.feed IN (SELECT value FROM json_each(?)))"""


class RuleSubject(Protocol):
    """What a rule reads of a thread."""

    @property
    def n(self) -> int:
        """Its inner number."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def section(self) -> str:
        """Its section."""

    @property
    def publishers(self) -> str:
        """The names of its publishers, as a JSON array."""

    @property
    def followed(self) -> int | None:
        """Since when it is followed (microseconds); None if it is not."""


def hidden_by_rules(
    db: sqlite3.Connection, rules: Sequence[Rule], threads: Sequence[RuleSubject]
) -> dict[int, MuteRule]:
    """Return the first rule that hides each thread, by inner number. Rules never hide followed threads."""
    hidden: dict[int, MuteRule] = {}
    unfollowed = [thread for thread in threads if thread.followed is None]
    for rule in rules:
        if rule.action == "hide":
            numbers = threads_meant(db, rule, unfollowed)
            mute_rule = _mute_rule(rule)
            hidden |= {n: mute_rule for n in numbers if n not in hidden}
    return hidden


def kept_by_rules(db: sqlite3.Connection, rules: Sequence[Rule], threads: Sequence[RuleSubject]) -> set[int]:
    """Return the inner numbers of the threads that no rule may hide, because another rule keeps them."""
    return {n for rule in rules if rule.action == "keep" for n in threads_meant(db, rule, threads)}


def threads_meant(db: sqlite3.Connection, rule: Rule, threads: Sequence[RuleSubject]) -> set[int]:
    """Return the inner numbers of the threads that meet all conditions of a rule."""
    quantifier = all if rule.action == "hide" else any
    has_word, has_name = word_test(rule.words), name_test(rule.names)
    sections = set(map(plain_spelling, rule.sections))
    publishers = set(map(plain_spelling, rule.publishers))
    numbers = {
        thread.n
        for thread in threads
        if (not sections or plain_spelling(thread.section) in sections)
        and (not rule.words or has_word(thread.title))
        and (not rule.names or has_name(thread.title))
        and (not publishers or quantifier(name in publishers for name in _publishers(thread)))
    }
    if rule.languages:
        numbers &= _threads_in_languages(db, numbers, rule.languages, quantifier)
    if rule.feeds:
        numbers &= _threads_of_feeds(db, numbers, rule.feeds, quantifier)
    return numbers


def articles_meant(db: sqlite3.Connection, rule: Rule, threads: Collection[int]) -> list[str]:
    """Return the ids of those articles of threads that meet all conditions of a rule by themselves, oldest first."""
    has_word, has_name = word_test(rule.words), name_test(rule.names)
    sections, publishers = set(map(plain_spelling, rule.sections)), set(map(plain_spelling, rule.publishers))
    sql = f"""SELECT a.id, a.title, a.publisher, a.section, a.lang, {_IS_OF_FEEDS} {_ARTICLES_OF_THREADS}
        ORDER BY a.published, a.id"""
    return [
        id
        for id, title, publisher, section, lang, is_of_feeds in db.execute(
            sql, (json_array(rule.feeds), json_array(threads))
        )
        if (not rule.words or has_word(title))
        and (not rule.names or has_name(title))
        and (not publishers or plain_spelling(publisher) in publishers)
        and (not sections or plain_spelling(section) in sections)
        and (not rule.languages or _is_in(lang, rule.languages))
        and (not rule.feeds or is_of_feeds)
    ]


def threads_only_of_feeds(db: sqlite3.Connection, threads: Collection[int], feeds: Collection[str]) -> set[int]:
    """Return those threads whose articles all come from these feeds."""
    return _threads_of_feeds(db, threads, feeds, all)


def word_test(words: Iterable[str]) -> Callable[[str], bool]:
    """Return a test whether a title has one of these words, in any case and spelling."""
    pattern = re.compile("|".join(map(spelled_pattern, words)) or "(?!)")
    return lambda title: pattern.search(plain_spelling(title)) is not None


def name_test(names: Iterable[str]) -> Callable[[str], bool]:
    """Return a test whether a title has one of these names, as they are written."""
    pattern = re.compile("|".join(map(word_pattern, names)) or "(?!)")
    return lambda title: pattern.search(title) is not None


def spelled_pattern(words: str) -> str:
    """Return a pattern for whole words of a text in plain spelling: each of them in each spelling.

    A search and `briefing mute` also find longer words that begin so.
    """
    return _whole_words(plain_spelling(words), " ".join(map(_any_spelling, words.split())))


def _any_spelling(word: str) -> str:
    """Return a pattern for a word and its other spellings; where one is cut, any mark may stand: "U S" means "u.s."."""
    forms = [re.escape(plain_spelling(word))]
    forms += [r"\W".join(map(re.escape, plain_spelling(other).split())) for other in respelled(word)]
    return f"(?:{'|'.join(forms)})" if len(forms) > 1 else forms[0]


def word_pattern(word: str) -> str:
    """Return a pattern for whole words; in scripts without spaces, for any part of the text."""
    return _whole_words(word, re.escape(word))


def _whole_words(word: str, pattern: str) -> str:
    before = "" if bigram_run().match(word[0]) else r"(?<!\w)"
    after = "" if bigram_run().match(word[-1]) else r"(?!\w)"
    return f"{before}{pattern}{after}"


Quantifier = Callable[[Iterable[bool]], bool]
"""Whether all articles of a thread must meet a condition, or any of them."""


def _threads_in_languages(
    db: sqlite3.Connection, threads: Collection[int], languages: Collection[str], quantifier: Quantifier
) -> set[int]:
    """Return those threads with articles in these languages; an undeclared language counts as English."""
    rows = db.execute(f"SELECT DISTINCT s.thread, a.lang {_ARTICLES_OF_THREADS}", (json_array(threads),))
    return _meeting(((n, _is_in(lang, languages)) for n, lang in rows), quantifier)


def _is_in(lang: str, languages: Collection[str]) -> bool:
    from briefing.text.language_tags import primary_language

    return (primary_language(lang) or "en") in languages


def _threads_of_feeds(
    db: sqlite3.Connection, threads: Collection[int], feeds: Collection[str], quantifier: Quantifier
) -> set[int]:
    """Return those threads with articles that these feeds brought."""
    sql = f"SELECT DISTINCT s.thread, {_IS_OF_FEEDS} {_ARTICLES_OF_THREADS}"
    return _meeting(db.execute(sql, (json_array(feeds), json_array(threads))), quantifier)


def _meeting(rows: Iterable[tuple[int, bool]], quantifier: Quantifier) -> set[int]:
    """Return the threads, given with whether one of their articles meets a condition, that meet it as a whole."""
    results: dict[int, list[bool]] = {}
    for n, meets in rows:
        results.setdefault(n, []).append(bool(meets))
    return {n for n, values in results.items() if quantifier(values)}


def _publishers(thread: RuleSubject) -> list[str]:
    return [plain_spelling(name) for name in decode_text_list(thread.publishers, "list of publishers")]


def _mute_rule(rule: Rule) -> MuteRule:
    from briefing.model.curation import MuteRule

    return MuteRule("configured", rule.describe(), None, rule.until, rule.reason, rule.line)


def mute_rules_of(rules: Sequence[Rule]) -> list[MuteRule]:
    """Return the rules that hide threads as lists of mute rules show them."""
    return [_mute_rule(rule) for rule in rules if rule.action == "hide"]

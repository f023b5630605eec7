"""The stored reasons for putting an article into a story or a story into a thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.classifier import rules_version
from briefing.grouping.idf import Idf
from briefing.grouping.one_topic import AGREEMENT_REASON
from briefing.grouping.scoring import Match, Scorer
from briefing.grouping.signals import sigmoid
from briefing.model.grouping import Evidence, Signal
from briefing.text.places import known_places

MAX_SHOWN = 6
"""Number of shared names, and of shared words, that evidence keeps: as many as fit on a line of `briefing why`."""
MAX_INITIALS = 3
"""Length in letters up to which a name that stands alone is written in capitals ("un": UN)."""


def build_evidence(vector: ArticleVector, best: Match, rival: Match | None, scorer: Scorer) -> Evidence:
    """Record why an article was placed: the signals, what it shares with the nearest member, and the next best group.

    Args:
        vector: The article that was placed.
        best: Its match with the group that it joined.
        rival: Its match with the next best group, if there is one.
        scorer: The scorer that made the matches.
    """
    a, b = vector.features, best.nearest_member.features
    phrases = a.name_phrases & b.name_phrases
    words_in_phrases = {word for phrase in phrases for word in phrase.split()}
    names = [*sorted(phrases), *_rarest_first((a.names & b.names) - words_in_phrases, scorer.idf)]
    shared_words = vector.word_vector.keys() & best.nearest_member.word_vector.keys()
    terms = _rarest_first(shared_words - a.names - words_in_phrases, scorer.idf)
    spellings = {**b.spellings, **a.spellings}
    return Evidence(
        subject=a.id,
        target=best.group.id,
        kind=best.group.kind,
        probability=scorer.probability(best),
        signals=(
            *(scorer.classifier.contributions(best.signal_values) if best.signal_values else ()),
            *_agreement_signals(best.agreement),
        ),
        names=tuple(display_name(name, spellings) for name in names[:MAX_SHOWN]),
        terms=tuple(spellings.get(term, term) for term in terms[:MAX_SHOWN]),
        hours=round(abs(vector.published_hour - best.nearest_member.published_hour), 2),
        nearest=b.id,
        rival=rival.group.id if rival else "",
        rival_probability=scorer.probability(rival) if rival else 0.0,
        rules=rules_version(),
    )


def _agreement_signals(agreement: float) -> tuple[Signal, ...]:
    """The log-odds of one topic that joined two threads as a signal; empty if their words alone did."""
    return (Signal(AGREEMENT_REASON, round(sigmoid(agreement), 4), round(agreement, 3)),) if agreement else ()


def display_name(name: str, spellings: Mapping[str, str]) -> str:
    """Write a stemmed name as readers know it: "united-states" becomes "United States".

    Args:
        name: One or more stems, separated by spaces.
        spellings: The spelling of each stem in an article.
    """
    words = name.split()
    return " ".join(_display_word(word, spellings, is_whole_name=len(words) == 1) for word in words)


def _display_word(word: str, spellings: Mapping[str, str], *, is_whole_name: bool) -> str:
    if word in known_places():
        return word.replace("-", " ").title()
    word = spellings.get(word, word)
    return word.upper() if len(word) <= MAX_INITIALS and is_whole_name else word.capitalize()


def _rarest_first(terms: Iterable[str], idf: Idf) -> list[str]:
    return sorted(terms, key=lambda term: (-idf[term], term))

"""The reasons of a decision, kept with it."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.classifier import Classifier, rules_version
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match
from briefing.grouping.signals import sigmoid
from briefing.model.grouping import Evidence
from briefing.text.names import known_places

MAX_SHOWN = 6


def build_evidence(
    vector: ArticleVector, best: Match, rival: Match | None, classifier: Classifier, idf: Idf
) -> Evidence:
    """Why an article was put where it was: signals, what is shared with the nearest member, and the next best group."""
    a, b = vector.features, best.nearest_member.features
    runs = a.name_phrases & b.name_phrases
    covered = {word for run in runs for word in run.split()}
    names = [*sorted(runs), *_rarest((a.names & b.names) - covered, idf)]
    terms = _rarest((vector.word_vector.keys() & best.nearest_member.word_vector.keys()) - a.names - covered, idf)
    spelled = {**b.spellings, **a.spellings}
    return Evidence(
        subject=a.id,
        target=best.group.id,
        kind=best.group.kind,
        probability=_match_probability(best, classifier),
        signals=classifier.contributions(best.signal_values) if best.signal_values else (),
        names=tuple(display_name(name, spelled) for name in names[:MAX_SHOWN]),
        terms=tuple(spelled.get(term, term) for term in terms[:MAX_SHOWN]),
        hours=round(abs(vector.published_hour - best.nearest_member.published_hour), 2),
        nearest=b.id,
        rival=rival.group.id if rival else "",
        rival_probability=_match_probability(rival, classifier) if rival else 0.0,
        rules=rules_version(),
    )


def _match_probability(match: Match, classifier: Classifier) -> float:
    """How sure the model is that it belongs there: what is above one half is joined."""
    return round(sigmoid(match.logit - classifier.threshold), 4)


def display_name(name: str, spellings: Mapping[str, str]) -> str:
    """A name as a reader writes it: stems spelled out, with capitals ("united-states": United States)."""
    words = name.split()
    return " ".join(_display_word(word, spellings, is_whole_name=len(words) == 1) for word in words)


def _display_word(word: str, spellings: Mapping[str, str], *, is_whole_name: bool) -> str:
    if word in known_places():
        return word.replace("-", " ").title()
    word = spellings.get(word, word)
    return word.upper() if len(word) < 4 and is_whole_name else word.capitalize()


def _rarest(terms: set[str] | frozenset[str], idf: Idf) -> list[str]:
    return sorted(terms, key=lambda term: (-idf[term], term))

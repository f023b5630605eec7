"""The main clause of a sentence that a feed cut off: "The party won the vote" of "The party won the vote, as i"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.writing.quotable_sentences import QuotableSentence, judged_sentences, measure_sentence
from briefing.writing.sentences.signs import words_of
from briefing.writing.summary.same_facts import main_clauses
from briefing.writing.timeline.headline_verbs import verbs_of_acts

MIN_CLAUSE_WORDS = 9
"""Number of words of a clause that says enough."""
MAX_CLAUSES = 12
"""Number of cut sentences of a thread that are read; bounds the cost."""
_SIDE_CLAUSE = re.compile(
    r"(?<=[\w)”\"’%+])(?:"
    r"(?:,| [–—-])(?= (?:which|who|whose|where|when|with|without|as|but|after|before|while|amid|despite|according"
    r"|following|though|although|because|since|so|even|plus|per|from|for|by|in|on|at|to|a|an|the|its|his|her|their|one"
    r"|home|part|just|[a-z]+ing|[a-z]+ed)\b)"
    r"|(?= (?:according to|after|amid|following|while|in (?:what|response to|retaliation))\b))"
)
"""Matches the beginning of a clause or apposition without which what stands before it says the same."""
_THAT_CLAUSE = re.compile(
    r"\b(?:that|sa(?:id|ys?|ying)|whether|how|why|because|(?:believe|claim|insist|reveal|warn|argue)(?:s|e?d)?|confirm(?:s|ed)"
    r"|admit(?:s|ted)|if|when|after|before|while|until)\b",
    re.IGNORECASE,
)
"""Matches what begins a clause with a verb of its own."""
_DASH = re.compile(r" [–—-] ")
_PICTURE_DATE = re.compile(r"[A-Z]{3,}\.? \d{1,2}:")
"""Matches the date with which a caption begins: "MAY 22:"."""
_WHERE = re.compile(r"\b(?:where|whom|that (?:[a-z]+ed|[a-z]{2,}s|are|have|had|were|could|would|will|can))\b[^,;]*")
"""Matches more about a place or thing: "a group that robbed homes"."""
_MODIFYING = frozenset(("the", "a", "an", "of", "by"))
_UNENDING = frozenset(
    (
        "and",
        "or",
        "but",
        "a",
        "an",
        "the",
        "little",
        "just",
        "only",
        "even",
        "soon",
        "shortly",
        "immediately",
        "moments",
    )
) | {f"{unit}{plural}" for unit in ("minute", "hour", "day", "week", "month", "year") for plural in ("", "s")}
"""Words that need the next one: "days" of "days after"."""


def main_clause(text: str) -> str:
    """Return the longest beginning of a cut sentence that ends before a side clause and is a clause; "" for none."""
    for match in reversed(list(_SIDE_CLAUSE.finditer(text))):
        clause = text[: match.start()]
        words = words_of(clause)
        if len(words) >= MIN_CLAUSE_WORDS and words[-1] not in _UNENDING and _is_clause(clause):
            return clause
    return ""


def _is_clause(text: str) -> bool:
    """Whether a text has a verb outside of its side clauses, and in the last of these, and closes what it opens."""
    is_closed = text.count("(") == text.count(")") and not text.count('"') % 2 and text.count("“") == text.count("”")
    if not is_closed or len(_DASH.findall(text)) % 2 or _PICTURE_DATE.match(text):
        return False
    plain = _DASH.sub(", ", text)
    last = max((match.end() for match in _THAT_CLAUSE.finditer(plain)), default=0)
    return _has_verb(_WHERE.sub(" ", main_clauses(plain))) and _has_verb(plain[last:])


def _has_verb(text: str) -> bool:
    """Whether a text has a finite form of a verb, or what is most often one."""
    words = words_of(text)
    known = word_lists("writing/editor_words.txt")["verbs"] | verbs_of_acts(text)
    if any(word in known and not word.endswith("ing") for word in words):  # "Rocks" in capitals is a name
        return True
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    return any(_is_past(word) and not {before.lower(), after} & _MODIFYING for before, word, after in around)


def _is_past(word: str) -> bool:
    return word.islower() and word.endswith("ed") and len(word) > len("need")


def clauses_of(sentences: Sequence[QuotableSentence], articles: Sequence[Article]) -> list[QuotableSentence]:
    """Return the main clauses of first sentences that feeds cut off, each judged as the whole sentence that it is.

    Args:
        sentences: Sentences of the articles.
        articles: The articles.
    """
    cut = [one for one in sentences if (one.cut_silently or one.cut_visibly) and not one.position][:MAX_CLAUSES]
    return [clause for one in cut if (clause := _clause_of(one, articles[one.article_index]))]


def _clause_of(sentence: QuotableSentence, article: Article) -> QuotableSentence | None:
    if not (text := main_clause(sentence.text)):
        return None
    judged = judged_sentences(replace(article, text=f"{text}."))
    clause = measure_sentence(text, article, sentence.article_index, sentence.position, sentence.sentence_count)
    return replace(clause, verdict=judged[0].verdict) if len(judged) == 1 else None

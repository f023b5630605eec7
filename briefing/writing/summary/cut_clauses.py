"""The main clause of a sentence that a feed cut off: "The party won the vote" of "The party won the vote, as i"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.writing.quotable_sentences import QuotableSentence, judged_sentences, measure_sentence
from briefing.writing.sentences.signs import words_of
from briefing.writing.summary.same_facts import facts_of, main_clauses

MIN_CLAUSE_WORDS = 10
"""Number of words of a clause that says enough."""
MAX_CLAUSES = 12
"""Number of cut sentences of a thread that are read; bounds the cost."""
_SIDE_CLAUSE = re.compile(
    r"(?<=[\w)”\"’%]),? (?=(?:according to|after|amid|following|as (?:the|a|an|its|his|her|part of|[A-Z])|while"
    r"|to (?:allow|help|let|make|use|stop|prevent|give|protect|support|discuss) "
    r"|over (?:the|its|his|her)|in (?:what|response to|retaliation))\b)"
)
"""Matches the beginning of a clause of time, circumstances or source, without which the main clause says the same."""


def main_clause(text: str) -> str:
    """Return the longest beginning of a cut sentence that ends before a side clause and is a clause; "" for none."""
    for match in reversed(list(_SIDE_CLAUSE.finditer(text))):
        clause = text[: match.start()]
        if len(words_of(clause)) >= MIN_CLAUSE_WORDS and _is_clause(clause):
            return clause
    return ""


def _is_clause(text: str) -> bool:
    """Whether a text states an act outside of its side clauses, and no quotation or bracket is open."""
    is_closed = text.count("(") == text.count(")") and not text.count('"') % 2 and text.count("“") == text.count("”")
    return is_closed and bool(facts_of(main_clauses(text)).acts)


def clauses_of(sentences: Sequence[QuotableSentence], articles: Sequence[Article]) -> list[QuotableSentence]:
    """Return the main clauses of first sentences that feeds cut off, each judged as the whole sentence that it is.

    Args:
        sentences: Sentences of the articles.
        articles: The articles.
    """
    cut = [one for one in sentences if one.cut_silently and not one.position][:MAX_CLAUSES]
    return [clause for one in cut if (clause := _clause_of(one, articles[one.article_index]))]


def _clause_of(sentence: QuotableSentence, article: Article) -> QuotableSentence | None:
    if not (text := main_clause(sentence.text)):
        return None
    judged = judged_sentences(replace(article, text=f"{text}."))
    clause = measure_sentence(text, article, sentence.article_index, sentence.position, sentence.sentence_count)
    return replace(clause, verdict=judged[0].verdict) if len(judged) == 1 else None

"""The main clause of a sentence that a feed cut off: "The party won the vote" of "The party won the vote, as the".

A claim is never quoted as a fact: where the sentence or the headline says that somebody says so, a clause is quoted
with its source whole or not at all; none is quoted of what did not happen (a hoax, an exercise).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.text.language_tags import primary_language
from briefing.writing.sentences.quotable_sentences import QuotableSentence, judged_sentences, measure_sentence
from briefing.writing.sentences.signs import words_of
from briefing.writing.timeline.headline_verbs import verbs_of_acts

MIN_CLAUSE_WORDS = 9
"""Number of words of a clause that says enough."""
MAX_CLAUSES = 12
"""Number of cut sentences of a thread that are read; bounds the cost."""
MAX_CUT_LENGTH = 600
"""Number of characters of a cut sentence up to which it is read: a longer one is a list; bounds the cost."""
MAX_PLACES = 5
"""Number of places, from the end, at which a clause may end; bounds the cost."""
_SIDE_CLAUSE = re.compile(
    r"(?<=[\w)”\"%+])(?:"
    r"(?:,| [–—-])(?= (?:according to|after|amid|following|when|where|who|whose|which|in response to|in retaliation for"
    r"|as (?!well|long|far|soon|if|though|yet)"
    r"|[A-Za-z’' ]{2,40} (?:said|says|announced|reported)\b(?! to)"
    r"|(?!barring|pending|assuming|providing|excluding|denying)[a-z]{3,}ing"
    r" (?:that|the|an?|its|his|her|their|at least|more|dozens|hundreds|thousands|\d+|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve))\b)"
    r"|(?= (?:according to|after|amid|following|in response to|in retaliation for)\b))"
)
"""Matches the beginning of a clause of source, time or circumstances, or of more about somebody, without which what
stands before it says the same. Other ones, with "but", "if" or a noun, may refute or limit it or go on with a list.
"""
_DAY = r"(?:(?:late|early) )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_WHOLE_SOURCE = re.compile(
    rf"(?<=[\w)”\"%+]),(?! as\b)(?: (?:[A-Z]?[a-z’'-]+|[A-Z][\w.’'-]*)){{1,7}}"
    rf" (?:said|says|announced|reported|confirmed)(?: {_DAY})?(?=,| (?:on|in|at|after|as|amid|during|following)\b|$)"
    r"|(?<=[\w)”\"%+]),? according to (?!a$|an$|the$)[^,]{3,60}(?=,)"
)
"""Matches the end of a statement that says who says so, and perhaps on which day: ", officials said on Friday"."""
_SOURCE = re.compile(
    r"\b(?:said(?! to\b)|says?|according to|told|announc(?:ed|es)|report(?:ed|s)|claim(?:ed|s)|alleg(?:ed|es)|confirmed"
    r"|accus(?:ed|es|ing)|believ(?:ed?|es)|warn(?:ed|s|ing)|den(?:y|ied|ies|ying)|argu(?:ed|es|ing)|suggest(?:ed|s)"
    r"|statement)\b"
)
"""Matches what names who says something, or that somebody does."""
_CUT_SOURCE = re.compile(r" (?:sa|sai|acc(?:o(?:r(?:d(?:in?)?)?)?)?|according)$")
"""Matches the beginning of such a word at the end of what is left of a sentence."""
_UNCERTAIN = re.compile(r"\b(?:could|may|might|would|likely|apparently|reportedly|allegedly|fears?|feared|suspected)\b")
"""Matches what shows that something is not certain."""
_CLAIM = re.compile(
    r"(?i:\b(?:say|says|said|claims?|claimed|claiming|alleges?|alleged|alleging|accuse[sd]?|accusing|blame[sd]?|reports?"
    r"|rumou?r(?:s|ed)?|believe[sd]?|warns?|denies|denied|disputed?|disputes|suggests?|insists?|according|sources?|thinks?"
    rf"|if)\b|\?|{_UNCERTAIN.pattern})|(?<!\w)[‘“\"'](?=[a-z])"
)
"""Matches what shows that a headline reports what somebody says, or what is not certain. A quotation that begins with a
small letter is one of a few words: "Virus ‘made in laboratory’"; names of works begin with a capital."""
_UNREAL = re.compile(
    r"\b(?:hoax(?:es)?|fakes?|faked|false|falsely|untrue|debunk(?:s|ed)?|satir(?:e|ical)|parody|myths?"
    r"|conspiracy theor(?:y|ies)|retract(?:s|ed|ion)?|exercises?|drills?|simulat(?:es?|ed|ion|ions)|scenarios?"
    r"|fictional|misinformation|disinformation|deepfakes?|made up|turned out|fact[- ]check(?:s|ed|ing)?|april fool\w*"
    r"|prank\w*)\b",
    re.IGNORECASE,
)
"""Matches what shows in a headline or a lead that what it states did not happen."""
_LAST_PHRASE = re.compile(
    r"(?<=[\w)”\"%+])(?= (?:about|across|against|along|around|at|by|during|for|in|inside|into|near|on|outside|over"
    r"|through|under|which|who|whose|where|within|[a-z]{3,}ing(?= (?:the|an?|its|his|her|their)\b))"
    r"(?! w(?:h|$))(?: [^\s,]+){1,6}$)"
)
"""Matches the beginning of a last phrase of a few words. One with "to" or "from" may be what the verb is about:
"forbade the government to"; one with "with" may limit it: "leads with half of the votes counted"; one with "in which"
says which "way" it was. One word may be the beginning of a longer one: "Tarsen at" of "Tarsen athletes". None begins
with "and": what stands before it may be half of something: "a senior army and police officer"."""
_OPEN_NOUN = re.compile(r"\b(?:an?|the) [^\s,]+(?= (?!during)[a-z]{3,}ing )")
"""Matches an article and a word that what follows may belong to: "a video showing"."""
_OPEN_PAIR = re.compile(r"\b(?:from(?= \S*\d)|between|both|either|neither|rather)(?: [^\s,]+){1,4}$")
"""Matches the first half of a pair at the end of a clause: "rose from 12", "between Norland"."""
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|none|nothing|only|without|neither|nor|\w+n[’']t)\b", re.IGNORECASE)
"""Matches what may hold for the last phrase alone: "did not resign over the vote"."""
_NO_NOUN_ENDINGS = ("able", "ed", "ible", "ing", "ive", "ly", "ous")
_LIMIT = re.compile(
    r"\b(?:but|although|though|however|despite|unless|if|until|so long as|provided|except|not|never|later|false|untrue"
    r"|wrong(?:ly)?|mistaken(?:ly)?|disputed|dismissed|rejected|denied|denies|overturned|annulled|retracted"
    r"|turned out)\b",
    re.IGNORECASE,
)
"""Matches a word after a clause that may refute or limit it."""
_OPEN = re.compile(
    r"\b(?:will|would|may|might|can|could|must|should|to|not|never|no|nobody|\w+n[’']t)\b", re.IGNORECASE
)
"""Matches what may make a clause depend on the time: "is to end its blockade" only "after the rebels leave"."""
_TIME = re.compile(r"(?:,| [–—-])? (?:after|following|when|as)\b")
_ANY_TIME = re.compile(r"\b(?:after|following|when|as|once|before|until|if|unless)\b")
_INNER_CLAUSE = re.compile(
    r"\b(?:that|said(?! to\b)|says|after|amid|as|before|because|following|how|if|since|until|when|where|whether|which"
    r"|while|who|whom|whose|why)\b",
    re.IGNORECASE,
)
"""Matches what begins a clause within another one, whose verb is the match or stands before it."""
_NEEDS_VERB = re.compile(r"\b(?:that|said(?! to\b)|says|whether|how|why|because|if|when|while|until)\b", re.IGNORECASE)
"""Matches what begins a clause with a verb of its own; "after" and others may begin a phrase without one."""
_DASH = re.compile(r" [–—-] ")
_PICTURE_DATE = re.compile(r"[A-Z]{3,}\.? \d{1,2}:")
"""Matches the date with which a caption begins: "MAY 22:"."""
_OTHER_QUOTATION = re.compile(r"[‘‚‹›«»„]|(?<!\w)['’]")
"""Matches the beginning of a quotation, unless its signs are “” or two straight ones."""
_PAST_PERFECT = re.compile(r"\bhad\b")
"""Matches what a lead says to have been so before it goes on to what is so now."""
_PAST_ENDING = re.compile(r"[a-z’'-]{3,}ed")


def main_clause(text: str, title: str) -> str:
    """Return the longest beginning of a cut sentence that is a clause and no claim without its source; "" for none.

    It ends before a side clause or behind a whole source: "..., officials said on Friday".

    Args:
        text: The sentence.
        title: The headline of its article.
    """
    if len(text) > MAX_CUT_LENGTH or _OTHER_QUOTATION.search(text) or _UNREAL.search(title) or _UNREAL.search(text):
        return ""
    clause = _clause_with_source(text) or _longest_clause(text)
    is_claim = _CLAIM.search(title) or _SOURCE.search(text[len(clause) :]) or _CUT_SOURCE.search(text)
    return "" if is_claim and not (_SOURCE.search(clause) or _UNCERTAIN.search(clause)) else clause


def _clause_with_source(text: str) -> str:
    """Return the beginning that ends behind the last whole source, if what stands before that is a clause."""
    for source in reversed(list(_WHOLE_SOURCE.finditer(text))[-MAX_PLACES:]):
        clause, rest = text[: source.start()], text[source.end() :]
        if _LIMIT.search(rest):
            return ""
        if _is_clause(clause) and not (_TIME.match(rest) and _OPEN.search(clause)):
            return text[: source.end()]
    return ""


def _longest_clause(text: str) -> str:
    """Return the longest beginning that is a clause and ends before a side clause or a last phrase; "" for none."""
    places = {match.start(): False for match in list(_SIDE_CLAUSE.finditer(text))[-MAX_PLACES:]}
    open_nouns = {match.end() for match in _OPEN_NOUN.finditer(text)}
    phrases = {match.start() for match in _LAST_PHRASE.finditer(text)} - open_nouns
    places = dict.fromkeys(phrases, True) | places
    for place, is_phrase in sorted(places.items(), reverse=True):
        clause, rest = text[:place], text[place:]
        if _LIMIT.search(rest):
            return ""
        if not _is_clause(clause):
            continue
        if is_phrase and (_NEGATION.search(clause) or _OPEN_PAIR.search(clause) or not _ends_with_noun(clause)):
            continue
        if not ((_ANY_TIME.search(rest) if is_phrase else _TIME.match(rest)) and _OPEN.search(clause)):
            return clause
    return ""


def _ends_with_noun(clause: str) -> bool:
    """Whether the last word of a clause is rather a noun than a verb, an adverb or an adjective that needs a phrase."""
    last = words_of(clause)[-1]
    if last[0].isupper() or last[0].isdigit():
        return True
    lists = word_lists("writing/cut_clauses.txt")
    needing = lists["finite"] | lists["needs-phrase"] | word_lists("writing/opening_words.txt")["function-words"]
    verbs = word_lists("writing/editor_words.txt")["verbs"] | verbs_of_acts(clause)
    return last not in needing | verbs and not last.endswith(_NO_NOUN_ENDINGS)


def _is_clause(text: str) -> bool:
    """Whether a text begins and ends like a statement, closes what it opens, and has the verbs that it needs."""
    words, lists = words_of(text), word_lists("writing/cut_clauses.txt")
    if len(words) < MIN_CLAUSE_WORDS or _PICTURE_DATE.match(text) or len(_DASH.findall(text)) % 2:
        return False
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("“") != text.count("”"):
        return False
    if words[0].lower() in lists["no-beginning"] or words[-1].lower() in lists["no-end"] | lists["time"]:
        return False
    return _ends_with_clause(_DASH.sub(", ", text))


def _ends_with_clause(text: str) -> bool:
    """Whether what stands behind the last comma of a text has a verb, and each clause in it; "in 2019" has none."""
    part = text.rpartition(", ")[2]
    inner = _INNER_CLAUSE.search(part)
    outer = part[: inner.end()] if inner else part
    last = max((match.end() for match in _NEEDS_VERB.finditer(part)), default=0)
    return _has_verb(outer) and not _PAST_PERFECT.search(outer) and (not last or _has_verb(part[last:]))


def _has_verb(text: str) -> bool:
    """Whether a text has a form that is always a finite verb, or one that often is with an object behind it."""
    words, lists = words_of(text.replace("’", "'")), word_lists("writing/cut_clauses.txt")
    known = word_lists("writing/editor_words.txt")["verbs"] | verbs_of_acts(text)
    for before, word, after, last in zip(["", *words], words, [*words[1:], ""], [*words[2:], "", ""], strict=False):
        if word in lists["finite"] and not (word == "said" and after == "to"):
            return True
        is_past = bool(_PAST_ENDING.fullmatch(word))
        has_object = (after in lists["object"] and last not in lists["time"]) or (is_past and after == "that")
        is_other = before == "to" or word in lists["no-verb"] or word.endswith("ing")
        if (is_past or word in known) and has_object and not is_other:
            return True
    return False


def clauses_of(sentences: Sequence[QuotableSentence], articles: Sequence[Article]) -> list[QuotableSentence]:
    """Return the main clauses of first English sentences that feeds cut off, each judged as a whole sentence.

    Args:
        sentences: Sentences of the articles.
        articles: The articles.
    """
    cut = [one for one in sentences if (one.cut_silently or one.cut_visibly) and not one.position][:MAX_CLAUSES]
    english = [one for one in cut if primary_language(articles[one.article_index].lang) in ("", "en")]
    return [clause for one in english if (clause := _clause_of(one, articles[one.article_index]))]


def _clause_of(sentence: QuotableSentence, article: Article) -> QuotableSentence | None:
    if not (text := main_clause(sentence.text, article.title)):
        return None
    judged = judged_sentences(replace(article, text=f"{text}."))
    clause = measure_sentence(text, article, sentence.article_index, sentence.position, sentence.sentence_count)
    return replace(clause, verdict=judged[0].verdict, is_beginning=True) if len(judged) == 1 else None

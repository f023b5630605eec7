"""Headlines: that of a story, and the one that names a thread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import sqrt

from briefing.model.articles import Article, Story
from briefing.text.names import country_of, find_names
from briefing.text.titles import bare_headline, classify_headline, is_generic
from briefing.writing.stories import publisher_count, publisher_numbers, sample_articles, sample_stories_evenly
from briefing.writing.summary.quotable_sentences import is_shopping_text
from briefing.writing.summary.sentence_vectors import bag_of_words

NAME_WEIGHT = 1.5  # a name counts so much more than another word
LEAD_CHARACTERS = 240  # characters of a text whose terms support a headline, half as much as other headlines do
MIN_LENGTH_NORM = 5  # below which a short headline gains nothing
MIN_ALTERNATIVE_QUALITY = 0.8  # grade of a headline that may stand where a better one is already used
COMMON_TERM_SHARE = 0.85  # share of the weight of the commonest term from which on another one is as common
MIN_LABEL_STORIES = 3  # stories whose headlines carry a label
LABEL_STORY_SHARE, ENOUGH_LABEL_STORIES = (
    0.3,
    10,
)  # that hold a label which may name the thread although its best headline does not
MIN_UNLABELLED_CHARACTERS = 20  # characters of a headline that can do without its label
LONG_THREAD_STORIES = 8  # stories from which on a label says more than any headline
FIRST_STORY_FACTOR = 1.08  # the story that began a thread names it a little better, which keeps the name steady
OLD_STORY_FACTOR, OLD_STORY_AGE = (
    0.92,
    timedelta(days=5),
)  # one that was last told so long before the newest a little worse
BASE_PRIOR, PRIOR_PER_PUBLISHER = 0.88, 0.04  # and one that few voices tell too: by so much each, up to three
_QUESTION_OPENERS = r"how|why|what|who|when|where|which|is|are|can|could|should|will|here(?:'s|’s)?|inside|meet|opinion"
_COMMENT_OPENERS = (
    r"explainer|review|letters?|editorial|the case (?:for|against)|everything|every|i |my |our |we |"
    r"\d+ (?:things|ways|reasons|takeaways)"
)
_FORMAT_WORDS = (
    r"explained|what to know|what we know|takeaways|key (?:moments|questions)|things to know|timeline|in pictures|"
    r"live (?:news|updates?|blog|coverage|stream)|stream|how to watch|in charts|analysis|fact check|factbox|"
    r"quiz|podcast|newsletter|reviews?(?=:)|hands-on|team news|line-?ups?|kick-?off time|full list|predictions?|"
    r"exclusive (?:trailer|clip|first look)|first look|preview|our verdict|i tried|just got"
)
_NOT_NEWS = re.compile(
    rf"\?|(?:^|[:;,–—-] )(?:{_QUESTION_OPENERS}|{_COMMENT_OPENERS})\b|\b(?:{_FORMAT_WORDS})\b", re.IGNORECASE
)
_COLUMN_PREFIX = re.compile(
    r"^(?:replay|recap|(?:the )?morning after|watch again|in depth|(?:the )?long read|quick take|deep dive|first look)"
    r"\s*[:|–—]\s+",
    re.IGNORECASE,
)
_LABEL_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){1,3}): ")
_SERIES_PREFIX = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){0,4}): ")
_NAME_PARTICLES = frozenset(["and", "bin", "del", "den", "der", "dos", "for", "the", "van", "von"])
_QUOTATION_MARK = re.compile(r"[\"“”]")
_OPENING_QUOTATION = re.compile(r"^[\"“‘'][^\"”’']+[\"”’']\s*(?:[:;,–-]|$)")


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline with its terms, those of the text under it, and how well it is made (0 to 1)."""

    text: str
    terms: frozenset[str]
    lead_terms: frozenset[str]
    names: frozenset[str]
    quality: float
    story_number: int
    publisher_number: int


def headlines(articles: Sequence[Article], story_number: int = 0) -> list[Headline]:
    """The cleaned headlines of articles, in their order; headlines that say nothing are left out."""
    found = []
    for article, voice in zip(articles, publisher_numbers(articles), strict=True):
        if measured := _measure_headline(
            article.title, article.publisher, article.text[:LEAD_CHARACTERS], article.lang
        ):
            found.append(Headline(*measured, story_number, voice))
    return found


@lru_cache(maxsize=4096)
def _measure_headline(
    title: str, publisher: str, lead: str, lang: str
) -> tuple[str, frozenset[str], frozenset[str], frozenset[str], float] | None:
    """Measure a headline once, though title, story titles and timeline all ask for it; None if it says nothing."""
    text = _COLUMN_PREFIX.sub("", bare_headline(title, publisher))
    if not text or is_generic(text):
        return None
    terms = frozenset(bag_of_words(text, lang))
    named = frozenset(bag_of_words(" ".join(sorted(find_names(text, "", lang).words)), lang)) & terms
    return text, terms, frozenset(bag_of_words(lead, lang)), named, _headline_quality(text, title)


def _headline_quality(text: str, title: str) -> float:
    words = len(text.split())
    grade = {"": 1.0, "rolling": 0.4, "recurring": 0.4, "generic": 0.1}[classify_headline(title)]
    grade *= 0.55 if _NOT_NEWS.search(text) else 1.0
    grade *= 0.8 if _OPENING_QUOTATION.search(text) else 1.0
    grade *= 0.7 if words < 4 else 1.0
    grade *= (0.9 if words > 12 else 1.0) * (0.8 if words > 17 else 1.0) * (0.8 if words > 22 else 1.0)
    grade *= (0.5 if is_shopping_text(text) else 1.0) * (0.85 if "; " in text else 1.0)
    grade *= 0.85 if _QUOTATION_MARK.search(text) else 1.0
    grade *= 0.7 if text.isupper() else 1.0
    return grade * (0.3 if text.endswith(("...", "…")) else 1.0)


def story_title(articles: Sequence[Article], avoid_title: str = "") -> str:
    """The most central headline of a story, cleaned, and if possible not `besides`; "" if no article has one."""
    read = sample_articles(articles)
    known = headlines(read)
    if not known:
        return next((title for a in read if (title := bare_headline(a.title, a.publisher) or a.title)), "")
    shared = term_centrality(known)
    title = best_headline(known, shared).text
    if title == avoid_title:
        said = frozenset(bag_of_words(avoid_title))
        others = [h for h in known if h.quality >= MIN_ALTERNATIVE_QUALITY and len(h.terms - said) > 1]
        return best_headline(others, shared).text if others else title
    return title


def thread_title(stories: Sequence[Story], avoid_title: str = "") -> str:
    """The headline that holds most of what all stories of a thread share: it names the affair, not today's detail.

    Of the headline of a long thread only a label is kept that names the affair: "Ice war" of "Ice war: day three". It
    is not `besides`, the title of the larger affair it is part of.
    """
    read = sample_stories_evenly(stories)
    known = [h for number, story in enumerate(read) for h in headlines(story.articles, number)]
    if not known:
        return next((title for s in read if (title := story_title(s.articles))), "")
    shared = term_centrality(known)
    title = best_headline(known, shared, _story_priors(read)).text
    label = _thread_label(title, known, shared) if len(read) >= LONG_THREAD_STORIES else ""
    if avoid_title and avoid_title in (label, title):
        own = [h for h in known if h.quality >= MIN_ALTERNATIVE_QUALITY and h.text != avoid_title]
        return best_headline(own, shared, _story_priors(read)).text if own else title
    return label or title


def _story_priors(stories: Sequence[Story]) -> list[float]:
    """How well each story may name the thread of all: told by several, not grown old, or the first."""
    last = [max(a.published for a in story.articles) for story in stories]
    end = max(last)
    return [
        (BASE_PRIOR + PRIOR_PER_PUBLISHER * min(3, publisher_count(story.articles)))
        * (OLD_STORY_FACTOR if end - when > OLD_STORY_AGE else 1.0)
        * (1.0 if number else FIRST_STORY_FACTOR)
        for number, (story, when) in enumerate(zip(stories, last, strict=True))
    ]


def _thread_label(title: str, candidates: Sequence[Headline], centrality: dict[str, float]) -> str:
    """The longest label of any headline that names the affair and stands in `title`, or else in many stories; or ""."""
    many = len({h.story_number for h in candidates})
    labels = Counter(found[1] for h in candidates if (found := _LABEL_PREFIX.match(h.text)))
    naming = {
        label: stories
        for label in labels
        if (stories := _stories_with_label(label, candidates, centrality)) >= MIN_LABEL_STORIES
    }
    inside = [label for label in naming if label.casefold() in title.casefold()]
    often = min(ENOUGH_LABEL_STORIES, many * LABEL_STORY_SHARE)
    fitting = inside or [label for label, stories in naming.items() if stories >= often]
    return max(fitting, key=lambda label: (len(label) if inside else naming[label], labels[label], label), default="")


def _stories_with_label(label: str, candidates: Sequence[Headline], centrality: dict[str, float]) -> int:
    """In the headlines of how many stories a label stands; 0 if it lacks one of the commonest terms of the thread."""
    most = max(centrality.values())
    common = {term for term, value in centrality.items() if value >= COMMON_TERM_SHARE * most}
    if not common <= set(bag_of_words(label)):
        return 0
    return len({h.story_number for h in candidates if label.casefold() in h.text.casefold()})


def series_labels(stories: Sequence[Story], title: str) -> frozenset[str]:
    """The labels that headlines of a thread carry in front of what they tell ("Ice war: ferry turns back").

    Only those that `title` tells already, or that several stories carry; never the name of somebody who speaks.
    """
    told, heard = bag_of_words(title).keys(), dict[str, set[int]]()
    for number, story in enumerate(stories):
        for article in story.articles:
            if (found := _SERIES_PREFIX.match(bare_headline(article.title, article.publisher))) and _is_topic_label(
                found[1]
            ):
                heard.setdefault(found[1], set()).add(number)
    return frozenset(
        label for label, where in heard.items() if len(where) >= MIN_LABEL_STORIES or bag_of_words(label).keys() <= told
    )


def _is_topic_label(label: str) -> bool:
    """Whether a label is a country or holds a word that others write small: people's names do not."""
    words = label.split()
    return country_of(label.lower()) != "" or any(
        word.islower() and len(word) > 2 and word not in _NAME_PARTICLES for word in words[1:]
    )


def without_label(text: str, labels: frozenset[str]) -> str:
    """A headline without such a label, if enough is left of it."""
    found = _SERIES_PREFIX.match(text)
    if found is None or found[1] not in labels or len(text) - found.end() < MIN_UNLABELLED_CHARACTERS:
        return text
    return text[found.end()].upper() + text[found.end() + 1 :]


def term_centrality(candidates: Sequence[Headline]) -> dict[str, float]:
    """How many stories, and how many voices, have a term in a headline or (half) in a lead; names count more."""
    stories: dict[str, dict[int, float]] = {}
    heard: dict[str, dict[tuple[int, int], float]] = {}
    for h in candidates:
        for terms, share in ((h.lead_terms, 0.5), (h.terms, 1.0)):
            for term in terms:
                by_story, by_voice = stories.setdefault(term, {}), heard.setdefault(term, {})
                by_story[h.story_number] = max(share, by_story.get(h.story_number, 0.0))
                by_voice[h.story_number, h.publisher_number] = max(
                    share, by_voice.get((h.story_number, h.publisher_number), 0.0)
                )
    named = frozenset[str]().union(*(h.names for h in candidates))
    size, all_voices = (
        len({h.story_number for h in candidates}),
        len({(h.story_number, h.publisher_number) for h in candidates}),
    )
    return {
        term: (sum(own.values()) / size + sum(heard[term].values()) / all_voices)
        * (NAME_WEIGHT if term in named else 1.0)
        for term, own in stories.items()
    }


def best_headline(
    candidates: Sequence[Headline], centrality: dict[str, float], story_priors: Sequence[float] = ()
) -> Headline:
    """The headline that holds most of what is shared, for its length, and is best made.

    `standing` says for each story how well it may be named after.
    """

    def score(place: int) -> tuple[float, int]:
        h = candidates[place]
        near = sum(centrality[term] for term in h.terms) / sqrt(max(MIN_LENGTH_NORM, len(h.terms)))
        return round(near * h.quality * (story_priors[h.story_number] if story_priors else 1.0), 6), -place

    return candidates[max(range(len(candidates)), key=score)]

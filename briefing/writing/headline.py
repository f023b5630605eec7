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
from briefing.text.names import country, names
from briefing.text.titles import bare, form, is_generic
from briefing.writing.quotes import sells, voices
from briefing.writing.reading import few, spread
from briefing.writing.vectors import bag

NAME = 1.5  # a name counts so much more than another word
LEAD = 240  # characters of a text whose terms support a headline, half as much as other headlines do
MANY_TERMS = 5  # below which a short headline gains nothing
GOOD = 0.8  # grade of a headline that may stand where a better one is already used
COMMONEST = 0.85  # share of the weight of the commonest term from which on another one is as common
OFTEN = 3  # stories whose headlines carry a label
SHARE_OF_STORIES, MANY = 0.3, 10  # that hold a label which may name the thread although its best headline does not
LEAST_LEFT = 20  # characters of a headline that can do without its label
LONG_THREAD = 8  # stories from which on a label says more than any headline
FIRST_STORY = 1.08  # the story that began a thread names it a little better, which keeps the name steady
AGED, AGE = 0.92, timedelta(days=5)  # one that was last told so long before the newest a little worse
ALONE, SHARED = 0.88, 0.04  # and one that few voices tell too: by so much each, up to three
_ASKING = r"how|why|what|who|when|where|which|is|are|can|could|should|will|here(?:'s|’s)?|inside|meet|opinion"
_TELLING = (
    r"explainer|review|letters?|editorial|the case (?:for|against)|everything|every|i |my |our |we |"
    r"\d+ (?:things|ways|reasons|takeaways)"
)
_ASIDE = (
    r"explained|what to know|what we know|takeaways|key (?:moments|questions)|things to know|timeline|in pictures|"
    r"live (?:news|updates?|blog|coverage|stream)|stream|how to watch|in charts|analysis|fact check|factbox|"
    r"quiz|podcast|newsletter|reviews?(?=:)|hands-on|team news|line-?ups?|kick-?off time|full list|predictions?|"
    r"exclusive (?:trailer|clip|first look)|first look|preview|our verdict|i tried|just got"
)
_OPINION = re.compile(rf"\?|(?:^|[:;,–—-] )(?:{_ASKING}|{_TELLING})\b|\b(?:{_ASIDE})\b", re.IGNORECASE)
_COLUMN = re.compile(
    r"^(?:replay|recap|(?:the )?morning after|watch again|in depth|(?:the )?long read|quick take|deep dive|first look)"
    r"\s*[:|–—]\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){1,3}): ")
_SERIES = re.compile(r"([A-Z][\w'’.-]*(?: [\w'’.-]+){0,4}): ")
_PARTICLES = frozenset(["and", "bin", "del", "den", "der", "dos", "for", "the", "van", "von"])
_QUOTED = re.compile(r"[\"“”]")
_SPOKEN = re.compile(r"^[\"“‘'][^\"”’']+[\"”’']\s*(?:[:;,–-]|$)")


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline with its terms, those of the text under it, and how well it is made (0 to 1)."""

    text: str
    terms: frozenset[str]
    lead: frozenset[str]
    names: frozenset[str]
    grade: float
    story: int
    voice: int


def headlines(articles: Sequence[Article], story: int = 0) -> list[Headline]:
    """The cleaned headlines of articles, in their order; headlines that say nothing are left out."""
    found = []
    for article, voice in zip(articles, voices(articles), strict=True):
        if measured := _measured(article.title, article.publisher, article.text[:LEAD], article.lang):
            found.append(Headline(*measured, story, voice))
    return found


@lru_cache(maxsize=4096)
def _measured(
    title: str, publisher: str, lead: str, lang: str
) -> tuple[str, frozenset[str], frozenset[str], frozenset[str], float] | None:
    """Measure a headline once, though title, story titles and timeline all ask for it; None if it says nothing."""
    text = _COLUMN.sub("", bare(title, publisher))
    if not text or is_generic(text):
        return None
    terms = frozenset(bag(text, lang))
    named = frozenset(bag(" ".join(sorted(names(text, "", lang).words)), lang)) & terms
    return text, terms, frozenset(bag(lead, lang)), named, _grade(text, title)


def _grade(text: str, title: str) -> float:
    words = len(text.split())
    grade = {"": 1.0, "rolling": 0.4, "recurring": 0.4, "generic": 0.1}[form(title)]
    grade *= 0.55 if _OPINION.search(text) else 1.0
    grade *= 0.8 if _SPOKEN.search(text) else 1.0
    grade *= 0.7 if words < 4 else 1.0
    grade *= (0.9 if words > 12 else 1.0) * (0.8 if words > 17 else 1.0) * (0.8 if words > 22 else 1.0)
    grade *= (0.5 if sells(text) else 1.0) * (0.85 if "; " in text else 1.0)
    grade *= 0.85 if _QUOTED.search(text) else 1.0
    grade *= 0.7 if text.isupper() else 1.0
    return grade * (0.3 if text.endswith(("...", "…")) else 1.0)


def story_title(articles: Sequence[Article], besides: str = "") -> str:
    """The most central headline of a story, cleaned, and if possible not `besides`; "" if no article has one."""
    read = few(articles)
    known = headlines(read)
    if not known:
        return next((title for a in read if (title := bare(a.title, a.publisher) or a.title)), "")
    shared = centre(known)
    title = best(known, shared).text
    if title == besides:
        said = frozenset(bag(besides))
        others = [h for h in known if h.grade >= GOOD and len(h.terms - said) > 1]
        return best(others, shared).text if others else title
    return title


def thread_title(stories: Sequence[Story], besides: str = "") -> str:
    """The headline that holds most of what all stories of a thread share: it names the affair, not today's detail.

    Of the headline of a long thread only a label is kept that names the affair: "Ice war" of "Ice war: day three". It
    is not `besides`, the title of the larger affair it is part of.
    """
    read = spread(stories)
    known = [h for number, story in enumerate(read) for h in headlines(story.articles, number)]
    if not known:
        return next((title for s in read if (title := story_title(s.articles))), "")
    shared = centre(known)
    title = best(known, shared, _standing(read)).text
    label = _label(title, known, shared) if len(read) >= LONG_THREAD else ""
    if besides and besides in (label, title):
        own = [h for h in known if h.grade >= GOOD and h.text != besides]
        return best(own, shared, _standing(read)).text if own else title
    return label or title


def _standing(stories: Sequence[Story]) -> list[float]:
    """How well each story may name the thread of all: told by several, not grown old, or the first."""
    last = [max(a.published for a in story.articles) for story in stories]
    end = max(last)
    return [
        (ALONE + SHARED * min(3, len(set(voices(story.articles)))))
        * (AGED if end - when > AGE else 1.0)
        * (1.0 if number else FIRST_STORY)
        for number, (story, when) in enumerate(zip(stories, last, strict=True))
    ]


def _label(title: str, known: Sequence[Headline], shared: dict[str, float]) -> str:
    """The longest label of any headline that names the affair and stands in `title`, or else in many stories; or ""."""
    many = len({h.story for h in known})
    labels = Counter(found[1] for h in known if (found := _LABEL.match(h.text)))
    naming = {label: stories for label in labels if (stories := _names(label, known, shared)) >= OFTEN}
    inside = [label for label in naming if label.casefold() in title.casefold()]
    often = min(MANY, many * SHARE_OF_STORIES)
    fitting = inside or [label for label, stories in naming.items() if stories >= often]
    return max(fitting, key=lambda label: (len(label) if inside else naming[label], labels[label], label), default="")


def _names(label: str, known: Sequence[Headline], shared: dict[str, float]) -> int:
    """In the headlines of how many stories a label stands; 0 if it lacks one of the commonest terms of the thread."""
    most = max(shared.values())
    common = {term for term, value in shared.items() if value >= COMMONEST * most}
    if not common <= set(bag(label)):
        return 0
    return len({h.story for h in known if label.casefold() in h.text.casefold()})


def series(stories: Sequence[Story], title: str) -> frozenset[str]:
    """The labels that headlines of a thread carry in front of what they tell ("Ice war: ferry turns back").

    Only those that `title` tells already, or that several stories carry; never the name of somebody who speaks.
    """
    told, heard = bag(title).keys(), dict[str, set[int]]()
    for number, story in enumerate(stories):
        for article in story.articles:
            if (found := _SERIES.match(bare(article.title, article.publisher))) and _is_subject(found[1]):
                heard.setdefault(found[1], set()).add(number)
    return frozenset(label for label, where in heard.items() if len(where) >= OFTEN or bag(label).keys() <= told)


def _is_subject(label: str) -> bool:
    """Whether a label is a country or holds a word that others write small: people's names do not."""
    words = label.split()
    return country(label.lower()) != "" or any(
        word.islower() and len(word) > 2 and word not in _PARTICLES for word in words[1:]
    )


def without_label(text: str, labels: frozenset[str]) -> str:
    """A headline without such a label, if enough is left of it."""
    found = _SERIES.match(text)
    if found is None or found[1] not in labels or len(text) - found.end() < LEAST_LEFT:
        return text
    return text[found.end()].upper() + text[found.end() + 1 :]


def centre(known: Sequence[Headline]) -> dict[str, float]:
    """How many stories, and how many voices, have a term in a headline or (half) in a lead; names count more."""
    stories: dict[str, dict[int, float]] = {}
    heard: dict[str, dict[tuple[int, int], float]] = {}
    for h in known:
        for terms, share in ((h.lead, 0.5), (h.terms, 1.0)):
            for term in terms:
                by_story, by_voice = stories.setdefault(term, {}), heard.setdefault(term, {})
                by_story[h.story] = max(share, by_story.get(h.story, 0.0))
                by_voice[h.story, h.voice] = max(share, by_voice.get((h.story, h.voice), 0.0))
    named = frozenset[str]().union(*(h.names for h in known))
    size, all_voices = len({h.story for h in known}), len({(h.story, h.voice) for h in known})
    return {
        term: (sum(own.values()) / size + sum(heard[term].values()) / all_voices) * (NAME if term in named else 1.0)
        for term, own in stories.items()
    }


def best(known: Sequence[Headline], shared: dict[str, float], standing: Sequence[float] = ()) -> Headline:
    """The headline that holds most of what is shared, for its length, and is best made.

    `standing` says for each story how well it may be named after.
    """

    def score(place: int) -> tuple[float, int]:
        h = known[place]
        near = sum(shared[term] for term in h.terms) / sqrt(max(MANY_TERMS, len(h.terms)))
        return round(near * h.grade * (standing[h.story] if standing else 1.0), 6), -place

    return known[max(range(len(known)), key=score)]

"""Headlines: that of a story, that of a thread, and the newest development in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Article, Story
from briefing.text.names import names
from briefing.text.titles import bare, form, is_generic
from briefing.writing.quotes import voices
from briefing.writing.reading import bounded, few, newest, started
from briefing.writing.vectors import bag, dot, unit

NAME = 1.5  # a name counts so much more than another word
SAME_WORDS = 0.6  # a headline that shares more of the shorter one's terms says nothing else
FIRST_STORY = 1.08  # the story that began a thread names it a little better, which keeps the name steady
_OPINION = re.compile(
    r"\?|^(?:how|why|what|who|when|where|which|is|are|can|could|should|will|here(?:'s|’s)?|inside|meet|opinion|analysis|"
    r"explained|explainer|review|letters?|editorial|the case (?:for|against)|i |my |\d+ (?:things|ways|reasons|takeaways))\b|"
    r"\b(?:explained|what to know|what we know|takeaways|key (?:moments|questions)|things to know|timeline|in pictures|"
    r"fact check|factbox|quiz|podcast|newsletter)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"^[\"“‘'][^\"”’']+[\"”’']\s*(?:[:;,–-]|$)")


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline with its terms and how well it is made (0 to 1)."""

    text: str
    terms: frozenset[str]
    names: frozenset[str]
    grade: float
    story: int
    voice: int


def headlines(articles: Sequence[Article], story: int = 0) -> list[Headline]:
    """The cleaned headlines of articles, in their order; headlines that say nothing are left out."""
    found = []
    for article, voice in zip(articles, voices(articles), strict=True):
        text = bare(article.title, article.publisher)
        if text and not is_generic(text):
            terms = frozenset(bag(text, article.lang))
            named = frozenset(bag(" ".join(sorted(names(text, "", article.lang).words)), article.lang)) & terms
            found.append(Headline(text, terms, named, _grade(text, article.title), story, voice))
    return found


def _grade(text: str, title: str) -> float:
    words = len(text.split())
    grade = {"": 1.0, "rolling": 0.4, "recurring": 0.4, "generic": 0.1}[form(title)]
    grade *= 0.55 if _OPINION.search(text) else 1.0
    grade *= 0.8 if _SPOKEN.search(text) else 1.0
    grade *= 0.7 if words < 4 else 1.0
    grade *= 0.85 if len(text) > 110 else 1.0
    grade *= 0.7 if text.isupper() else 1.0
    return grade * (0.3 if text.endswith(("...", "…")) else 1.0)


def story_title(articles: Sequence[Article]) -> str:
    """The most central headline of a story, cleaned; "" if no article has one."""
    read = few(articles)
    known = headlines(read)
    if not known:
        return next((title for a in read if (title := bare(a.title, a.publisher) or a.title)), "")
    return _best(known, _centre(known)).text


def thread_title(stories: Sequence[Story]) -> str:
    """The headline that holds most of what all stories of a thread share: it names the affair, not today's detail."""
    read = bounded(stories)
    known = [h for number, story in enumerate(read) for h in headlines(story.articles, number)]
    if not known:
        return next((title for s in read if (title := story_title(s.articles))), "")
    return _best(known, _centre(known)).text


def latest(stories: Sequence[Story], title: str) -> str:
    """The newest development in other words than `title`; "" if there is nothing else to say."""
    read = bounded(stories)
    if not read:
        return ""
    said = frozenset(bag(title))
    lead = newest(read)
    for story in [lead, *(s for s in reversed(read) if s.id != lead.id)]:
        known = headlines(sorted(story.articles, key=lambda a: (a.published, a.id), reverse=True))
        other = [h for h in known if _shared(h.terms, said) <= SAME_WORDS and h.grade >= 0.5 and len(h.terms) > 2]
        if other:
            return _best(other, _centre(known)).text
        if started(lead) - started(story) > started(lead) - started(read[-1]) and len(read) > 3:
            break
    return ""


def _centre(known: Sequence[Headline]) -> dict[str, float]:
    """The share of stories, then of voices, that have a term in a headline; names count more."""
    stories: dict[str, set[int]] = {}
    heard: dict[str, set[tuple[int, int]]] = {}
    named: Counter[str] = Counter()
    for h in known:
        for term in h.terms:
            stories.setdefault(term, set()).add(h.story)
            heard.setdefault(term, set()).add((h.story, h.voice))
        named.update(h.names)
    size, all_voices = len({h.story for h in known}), len({(h.story, h.voice) for h in known})
    return unit(
        {
            term: (len(own) / size + len(heard[term]) / all_voices) * (NAME if named[term] else 1.0)
            for term, own in stories.items()
        }
    )


def _best(known: Sequence[Headline], centre: dict[str, float]) -> Headline:
    first = min(h.story for h in known)

    def score(place: int) -> tuple[float, int]:
        h = known[place]
        near = dot(unit(dict.fromkeys(h.terms, 1.0)), centre)
        return round(near * h.grade * (FIRST_STORY if h.story == first else 1.0), 6), -place

    return known[max(range(len(known)), key=score)]


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0

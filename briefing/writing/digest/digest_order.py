"""In which order a digest has its entries: by what is new of each thread, and by the weight of its affair.

The order of a page goes by titles and by all publishers of a thread; a digest knows the articles since it last ran.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log2, prod
from typing import TYPE_CHECKING

from briefing.writing.digest.digest_headlines import bare_title
from briefing.writing.digest.digest_lines import mean_likelihood, printed_headline
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS
from briefing.writing.front_page.ranking import OWN_ROW_FACTOR, SAME_AFFAIR_FACTOR, score_factors
from briefing.writing.numbers.deaths import deaths_in
from briefing.writing.public_affairs import is_public_affair
from briefing.writing.stories import publisher_count

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.threads import Thread

PUBLIC_FACTOR = 2.5
"""Factor of a thread about public affairs, on which people's lives depend."""
MIN_PUBLIC_REACH, FULL_PUBLIC_REACH = 0.65, 0.85
"""Reach of a thread up to which the words of public affairs say nothing, since people fight in films and actors die,
and from which on they count in full. On nineteen mornings of three years, two thirds of the threads between were about
shows, devices and games."""
FULL_PUBLIC_SHARE = 0.3
"""Share of the new headlines of a thread with a word of public affairs from which on it is about them. A smaller share
counts in proportion: one in five headlines on a visit of a head of state has such a word."""
BASE_LIKELIHOOD = 0.5
"""Factor of a thread whose new articles surely report no event: remarks, advice, scenes of a show."""
OTHER_NEWS_WEIGHT = 0.15
"""Added to the factor of the first thread of an affair for each doubling of the new articles of its others."""
_LOOKS_BACK = re.compile(
    r"\b(?:in|of|since) (?:19|20)\d\d\b|\byears (?:on|after|ago|since|later)\b|\banniversary\b", re.IGNORECASE
)
"""Matches a headline on deaths of another time, by which no news is heavier: "20 years on: flood that killed 900"."""
REPLACED_FACTORS = frozenset({"public affair", "others above", "nothing new"})
"""Factors of a page that this order has in another way: they go by the title, or by the place on the page."""


def by_news(threads: Sequence[Thread], since: datetime, now: datetime) -> list[Thread]:
    """Return threads by the weight of what is new since a moment, each with it as its score; the heaviest first."""
    fresh = {thread.row.id: _articles_since(thread, since) for thread in threads}
    of_affair = Counter[str]()
    for thread in threads:
        of_affair[_affair(thread)] += len(fresh[thread.row.id])
    scored = [_with_score(thread, _score(thread, fresh[thread.row.id], now)) for thread in threads]
    above = Counter[str]()
    spread = []
    for thread in sorted(scored, key=_place):
        affair = _affair(thread)
        others = of_affair[affair] - len(fresh[thread.row.id])
        is_wide = publisher_count(fresh[thread.row.id]) >= WIDE_PUBLISHERS
        factor = OWN_ROW_FACTOR if is_wide else SAME_AFFAIR_FACTOR
        weight = factor ** above[affair] if above[affair] else 1 + OTHER_NEWS_WEIGHT * log2(1 + others)
        above[affair] += 1
        spread.append(_with_score(thread, thread.row.score * weight))
    return sorted(spread, key=_place)


def affairs_together(threads: Sequence[Thread]) -> list[Thread]:
    """Return threads in their order, those of one affair behind the first of them."""
    first: dict[str, int] = {}
    for index, thread in enumerate(threads):
        first.setdefault(_affair(thread), index)
    return sorted(threads, key=lambda thread: first[_affair(thread)])


def _with_score(thread: Thread, score: float) -> Thread:
    return replace(thread, row=replace(thread.row, score=round(score, 9)))


def _place(thread: Thread) -> tuple[bool, float, str]:
    return thread.row.muted, -thread.row.score, thread.row.id


def _score(thread: Thread, fresh: Sequence[Article], now: datetime) -> float:
    publishers = min(publisher_count(fresh), thread.row.independent_publisher_count)
    deaths = max(thread.row.deaths, deaths_in_line(thread))
    row = replace(thread.row, new_publisher_count=publishers, new_article_count=len(fresh), deaths=deaths)
    public = sum(is_public_affair(bare_title(article)) for article in fresh)
    public_share = public / max(1, len(fresh))
    certainty = BASE_LIKELIHOOD + (1 - BASE_LIKELIHOOD) * mean_likelihood(fresh)
    factors = [factor for name, factor in score_factors(row, now) if name not in REPLACED_FACTORS]
    return prod(factors) * certainty * _public_factor(thread.row.reach, public_share)


def _public_factor(reach: float, public_share: float) -> float:
    """Return the factor of a thread about public affairs: the less it reaches beyond its section, and the fewer of its
    headlines have a word of them, the less it is.
    """
    reaching = (reach - MIN_PUBLIC_REACH) / (FULL_PUBLIC_REACH - MIN_PUBLIC_REACH)
    about_them = min(public_share / FULL_PUBLIC_SHARE, 1.0)
    return 1 + (PUBLIC_FACTOR - 1) * min(max(reaching, 0.0), 1.0) * about_them


def deaths_in_line(thread: Thread) -> int:
    """Return the deaths that a thread's line states, in the language of its report, unless the line looks back."""
    line = printed_headline(thread)
    articles = [article for story in thread.stories for article in story.articles]
    lang = next((article.lang for article in articles if bare_title(article) == line), "")
    return 0 if _LOOKS_BACK.search(line) else deaths_in(line, lang)


def _articles_since(thread: Thread, since: datetime) -> list[Article]:
    return [article for story in thread.stories for article in story.articles if article.published >= since]


def _affair(thread: Thread) -> str:
    return thread.row.affair_id or thread.row.id

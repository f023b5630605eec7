"""Whether a feed cut a text off at a fixed length, without a mark of it."""

from __future__ import annotations

import re
from html import unescape

from briefing.text.scripts import INDIC_AND_ARABIC_ENDS

FEED_CUT_CHARACTERS, FEED_CUT_STEP, MORE_FEED_CUTS = 150, 50, (255, 256)
"""Length in characters from which on feeds cut texts, most often at a multiple of the step, and other such lengths."""
ENTITY_CHARACTERS, MAX_ENTITIES = 6, 5
"""Number of characters that a sign such as "’" has more in a feed, as "&#8217;", than in the text; number of such signs
up to which they are counted."""
_SENTENCE_END = re.compile(rf"[.!?。！？{INDIC_AND_ARABIC_ENDS}][\"”’'»」』)\]]*$")
_CUT_MARK = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$|\[(?:…|\.\.\.|&hellip;)\]$")
_TAG = re.compile(r"<[^<>]*(?:>|$)")


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or the like."""
    return bool(_SENTENCE_END.search(text))


def is_marked_as_cut(text: str) -> bool:
    """Whether a text ends with a mark of a cut, such as "[...]"."""
    return bool(_CUT_MARK.search(text))


def may_have_cut_length(text: str) -> bool:
    """Whether a clean text may be as long as a feed's limit: some publishers end whole lines without a full stop."""
    entities = min(MAX_ENTITIES, sum(sign == "&" or not sign.isascii() for sign in text))
    return _has_limit_between(len(text), len(text) + 1 + entities * ENTITY_CHARACTERS)


def has_cut_length(html: str) -> bool:
    """Whether a fragment, as a feed has it, is as long as a feed's limit.

    Some count with markup and entities, others without; all count characters that nobody sees.
    """
    text = unescape(_TAG.sub("", html))
    counted = [text] if html.rstrip().endswith(">") else [text, html, unescape(html)]
    return any(_has_limit_between(len(one), len(one) + 1) for one in counted)  # a space at the end is gone


def _has_limit_between(shortest: int, longest: int) -> bool:
    limits = (longest // FEED_CUT_STEP * FEED_CUT_STEP, *MORE_FEED_CUTS)
    return any(limit >= FEED_CUT_CHARACTERS and shortest <= limit <= longest for limit in limits)

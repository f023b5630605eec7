"""News made up for benchmarks: affairs that several outlets report, in words as unevenly common as real ones."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from briefing.model.articles import Article
from briefing.text.words import stem

START = datetime(2025, 1, 1, tzinfo=UTC)
"""When the first report is published."""
PACE = timedelta(minutes=3)
"""Time from one report to the next: 480 a day, about as many as the shipped feeds publish."""
OUTLETS = 40
"""Number of outlets that report in turn."""
ACTS = (
    "signs pact",
    "wins final",
    "sinks off coast",
    "resigns",
    "raises rate",
    "opens inquiry",
    "strikes",
    "unveils plan",
)
NAME_ENDS = (
    "ova",
    "ek",
    "asi",
    "orn",
    "ule",
    "iva",
    "ath",
    "omo",
    "ers",
    "ink",
    "ado",
    "ulf",
    "ise",
    "ank",
    "oto",
    "ard",
)
WORD_STARTS = [
    f"{a}{b}" for a in ("tr", "pl", "sk", "br", "m", "h", "gr", "w", "st", "c") for b in ("ar", "ol", "im", "ep", "und")
]
NAMES = [f"{a}{b}{c}".capitalize() for a in "bdfgklmnprstvz" for b in ("al", "en", "ir", "os", "un") for c in NAME_ENDS]
_WORD = re.compile(r"[A-Za-z]+")


def renaming(number: int) -> Callable[[str], str]:
    """Return what gives a text, or a body of stems, names of its own for a block of this number; block 0 keeps all."""
    if number == 0:
        return lambda text: text
    ending = "".join("bdgkpt"[number // 6**place % 6] for place in range(4))
    renamed = {name: f"{name}ux{ending}" for name in NAMES}
    renamed |= {stem(name.lower()): stem(new.lower()) for name, new in renamed.items()}
    return lambda text: _WORD.sub(lambda match: renamed.get(match[0], match[0]), text)


def reports(count: int) -> list[Article]:
    """Return so many made-up reports, oldest first: affairs of three names, each reported some times."""
    rng = random.Random(7)
    words = [f"{a}{b}" for a in WORD_STARTS for b in ("ing", "ment", "er", "ion", "ness", "al", "ous")]
    weights = [1 / (n + 3) for n in range(len(words))]
    made = []
    for n in range(count):
        affair = random.Random(n // 4 if rng.random() < 0.7 else rng.randrange(max(1, n // 4)))
        who = [affair.choice(NAMES) for _ in range(3)]
        act = affair.choice(ACTS)
        text = " ".join(rng.choices(words, weights, k=25))
        made.append(
            Article(
                id=f"a{n}",
                title=f"{who[0]} {act} with {who[1]} {' '.join(rng.choices(words, weights, k=3))}",
                text=f"{who[2]} spoke of {who[0]} and {text}.",
                publisher=f"Sample {n % OUTLETS}",
                lang="en",
                published=START + PACE * n,
                seen=START + PACE * n,
            )
        )
    return made

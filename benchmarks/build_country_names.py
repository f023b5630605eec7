"""Makes `briefing/text/data/country_names.txt`, the names of countries in many languages, from CLDR by way of Babel.

    pip install Babel && python benchmarks/build_country_names.py

Each line: the name that grouping uses = its names elsewhere, words of one name joined with "-". Left out are names that
two countries share, names that are too short to differ from other words, and what `cross_language_terms.txt` has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from babel import Locale

from briefing.text.data_files import data_lines
from briefing.text.places import country_by_name, known_countries
from briefing.text.scripts import BIGRAM_CHARACTERS
from briefing.text.words import tokenize

LANGUAGES = tuple(
    "ja zh zh_Hant ko ru uk de fr es it pt nl sv da nb fi pl cs hu ro el tr ar he fa hi id vi th".split()  # noqa: SIM905
)
MIN_LETTERS = 4
"""Letters of the shortest single word."""
MIN_CHARACTERS = {"ko": 3, "th": 4}
"""Characters of the shortest name where no spaces separate words; two elsewhere."""
ENGLISH_NAMES = {
    "bosnia": "BA", "burkina-faso": "BF", "czech-republic": "CZ", "georgia-republic": "GE", "ivory-coast": "CI",
    "myanmar": "MM", "palestine": "PS", "turkey": "TR", "vatican": "VA", "congo": "CD",
}  # fmt: skip
"""Countries that CLDR calls by another English name, by their ISO code."""
AMBIGUOUS = {"mısır", "fas", "island", "konge", "jersey"}
"""Words that mean something else in another language too: maize, and the English island."""
TARGET = Path(__file__).parents[1] / "briefing" / "text" / "data" / "country_names.txt"
_ONE_RUN = re.compile(f"[{BIGRAM_CHARACTERS}]+")


def iso_code(country: str) -> str:
    """Return the ISO code of a country; "" if CLDR has none."""
    if country in ENGLISH_NAMES:
        return ENGLISH_NAMES[country]
    for code, name in Locale.parse("en").territories.items():
        if len(code) == 2 and code.isalpha() and "-".join(tokenize(name.replace("&", "and"))) == country:
            return str(code)
    return ""


def names_of(code: str) -> set[str]:
    """Return the names of a country in all languages, in the form of the table."""
    names = set()
    for language in LANGUAGES:
        name = Locale.parse(language).territories.get(code, "").split("(")[0].strip().lower()
        if _ONE_RUN.fullmatch(name):
            if len(name) >= MIN_CHARACTERS.get(language, 2):
                names.add(name)
        elif not _ONE_RUN.search(name):
            joined = "-".join(tokenize(name))
            if len(joined) >= MIN_LETTERS:
                names.add(joined)
    return names


def main() -> None:
    """Write the table."""
    curated = {word for line in data_lines("cross_language_terms.txt") for word in line.partition("=")[2].split()}
    countries_by_name: dict[str, set[str]] = defaultdict(set)
    for country in known_countries():
        for name in names_of(code) if (code := iso_code(country)) else ():
            countries_by_name[name].add(country)
    lines: dict[str, list[str]] = defaultdict(list)
    for name, countries in countries_by_name.items():
        if len(countries) == 1 and name not in curated | AMBIGUOUS and name not in country_by_name():
            lines[next(iter(countries))].append(name)
    header = (
        "# Countries = their names in other languages."
        " Made by benchmarks/build_country_names.py from CLDR (Unicode License).\n"
    )
    body = "".join(f"{country} = {' '.join(sorted(names))}\n" for country, names in sorted(lines.items()))
    TARGET.write_text(header + body, encoding="utf-8")


if __name__ == "__main__":
    main()

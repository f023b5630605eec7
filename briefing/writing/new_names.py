"""Names of persons that are new in a thread, each with the role that a text gives.

A false name is worse than none: a name counts if several publishers write it in full, if a text shows that it is a
person, and if nobody knows it yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.model.articles import Article
from briefing.text.data_files import word_lists
from briefing.text.frequencies import background_frequencies
from briefing.text.places import country_by_city, country_by_name, country_of
from briefing.text.words import stem
from briefing.writing.stories import publisher_numbers

# Constants of this module were chosen by reading the new names of replayed feeds.
OPENING_CHARACTERS = 600
"""Number of characters of an article that are read for new names."""
MAX_NEW_NAMES = 5
"""Number of new names that are reported: one line."""
MIN_NAME_SOURCES = 2
"""Number of independent publishers that must mention a new name."""
MAX_COMMON_SHARE = 0.00035
"""Share of the texts of the background table from which on everybody knows a surname: "Obama"."""
MAX_ROLE_WORDS = 4
"""Number of words of a role that is printed behind a name."""
_ROLE_FILE = "writing/roles.txt"

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_CAPITALISED = rf"(?!(?:The|An?|In|On|At|But|And|For|As)\b)[A-Z](?:{_WORD}|['’][A-Z]{_WORD}|\.)"
_PARTICLE = r"(?:de|del|della|da|dos|du|van|von|der|bin|ibn|al|el)"
_NAME = re.compile(rf"\b{_CAPITALISED}(?: (?:{_PARTICLE} ){{0,2}}{_CAPITALISED}){{1,6}}")
_POSSESSIVE = re.compile(r"['’]s$")
_LINKED_BEFORE = re.compile(r"(?:\b[Tt]he |\b[A-Z][\w’'-]*|&) (?:(?:of|for|and|the|&) ){0,2}$")
_LINKED_AFTER = re.compile(r"^ (?:of|for|and) (?:the )?[A-Z]|^-[A-Z]")
_SPEAKS = re.compile(r"^,? (?:who|said|says|told|tells|added|adds|wrote)\b")
_SPEECH_BEFORE = re.compile(r"\b(?:said|says|according to|told by|by) $")
_AGE = re.compile(r"^, (?:aged )?\d{1,2},")
_APPOSITION = re.compile(rf"^, (?:the |an? |his |her |its |their )?((?:[\w’'-]+ ){{0,{MAX_ROLE_WORDS - 1}}}[\w’'-]+)\b")


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that is new in a thread.

    Attributes:
        name: The name as it is written.
        role: What the person is, in the words of an article; "" if no article says it.
        articles: The ids of the articles that mention it.
    """

    name: str
    role: str
    articles: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name with the role, as it is printed."""
        return f"{self.name} ({self.role})" if self.role else self.name


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    role: str
    is_person: bool
    is_clipped: bool
    article: str
    publisher: int


def new_names(known: Sequence[Article], new: Sequence[Article]) -> tuple[NewName, ...]:
    """Return the persons that several publishers name and no known article does, the most widely named first."""
    known_words = frozenset(
        word for article in known for word in re.findall(r"[^\W_]+", f"{article.title} {article.text}".casefold())
    )
    by_name: dict[str, list[_Mention]] = {}
    for article, publisher in zip(new, publisher_numbers(new), strict=True):
        for mention in _mentions(article, publisher):
            by_name.setdefault(mention.name.casefold(), []).append(mention)
    reported = [
        mentions
        for mentions in by_name.values()
        if len({mention.publisher for mention in mentions}) >= MIN_NAME_SOURCES
        and any(mention.is_person for mention in mentions)
        and not any(mention.is_clipped for mention in mentions)
        and _surname(mentions[0].name) not in known_words
        and not _is_commonly_known(mentions[0].name)
    ]
    reported.sort(key=lambda mentions: (-len({m.publisher for m in mentions}), mentions[0].name))
    names: dict[str, NewName] = {}
    for mentions in reported:
        role = next((mention.role for mention in mentions if mention.role), "")
        articles = tuple(dict.fromkeys(mention.article for mention in mentions))
        names.setdefault(_surname(mentions[0].name), NewName(mentions[0].name, role, articles))
    return tuple(names.values())[:MAX_NEW_NAMES]


def _surname(name: str) -> str:
    return name.split()[-1].casefold()


def _is_commonly_known(name: str) -> bool:
    """Whether a name is that of a place or of somebody whom much of the news mentions."""
    words = name.casefold().split()
    if any(country_of(word) or word in country_by_city() for word in words) or "-".join(words) in country_by_name():
        return True
    return background_frequencies().document_share(stem(words[-1], "en")) >= MAX_COMMON_SHARE


def _mentions(article: Article, publisher: int) -> Iterator[_Mention]:
    """Yield the names in the opening of an article that can be those of persons."""
    text = article.text[:OPENING_CHARACTERS]
    for match in _NAME.finditer(text):
        words = _POSSESSIVE.sub("", match[0]).split()
        start = max((end for end, word in enumerate(words, 1) if _is_title(word)), default=0)
        name = " ".join(words[start:])
        if " " not in name or any(map(_is_body, words[start:])):
            continue
        before, after = text[: match.start()], text[match.end() :]
        title = _title([*before.split()[-MAX_ROLE_WORDS:], *words[:start]])
        role = title or _apposition(after)
        yield _Mention(
            name,
            role,
            is_person=bool(role) or _is_person(text, name, before, after),
            is_clipped=bool((not start and _LINKED_BEFORE.search(before)) or _LINKED_AFTER.search(after)),
            article=article.id,
            publisher=publisher,
        )


def _title(words_before: Sequence[str]) -> str:
    """Return the office or profession at the end of the words before a name: "Secretary of State"; else ""."""
    title: list[str] = []
    for word in reversed(words_before):
        if not (_is_title(word) or (word == "of" and title)):
            break
        title.insert(0, word)
    while title and title[0] == "of":
        title.pop(0)
    return " ".join(title) if any(map(_is_role, title)) else ""


def _apposition(after: str) -> str:
    """Return the office or profession behind a name: "Ana Korvel, head of the port, ..."; else ""."""
    match = _APPOSITION.match(after)
    words = match[1].split() if match else []
    last = max((count for count, word in enumerate(words, 1) if _is_role(word)), default=0)
    return " ".join(words[:last])


def _is_person(text: str, name: str, before: str, after: str) -> bool:
    """Whether the name speaks, has an age, or stands again as a surname alone."""
    if _SPEAKS.match(after) or _AGE.match(after) or _SPEECH_BEFORE.search(before):
        return True
    surname = re.escape(name.split()[-1])
    alone = rf"\b(?:Mr|Mrs|Ms|Dr)\.? {surname}\b|[.,]\s+{surname} (?:[a-z]+ed|said|was|had|has)\b"
    return bool(re.search(alone, text))


def _is_role(word: str) -> bool:
    return word.casefold().strip(".") in word_lists(_ROLE_FILE)["roles"]


def _is_title(word: str) -> bool:
    return _is_role(word) or word.casefold() in word_lists(_ROLE_FILE)["parts"]


def _is_body(word: str) -> bool:
    return word.casefold() in word_lists(_ROLE_FILE)["bodies"]

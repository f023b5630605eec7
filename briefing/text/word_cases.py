"""How texts write a name that is stored without its capital letters: "openai" is "OpenAI"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.text.words import stopwords, tokenize

_RAW_WORD = re.compile(r"[^\W_](?:[\w'’.,-]*\w)?")


class WordCases:
    """The forms in which some texts write their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = {}
        for text in texts:
            for raw in _RAW_WORD.findall(text):
                form = raw.removesuffix("'s").removesuffix("’s")
                if form != form.lower() and tokenize(form) == [form.lower()]:
                    self._forms.setdefault(form.lower(), Counter())[form] += 1

    def name_form(self, name: str) -> str:
        """Return a name with each word in its most frequent form with a capital letter.

        A word that no text writes with one stays; a stop word behind the first word is written in lower case.
        """
        first, *others = name.split()
        return " ".join([self._form(first), *(self._inner_form(word) for word in others)])

    def _inner_form(self, word: str) -> str:
        return word.lower() if word.lower() in stopwords() else self._form(word)

    def _form(self, word: str) -> str:
        forms: Counter[str] = self._forms.get(word.lower(), Counter())
        return min(forms, key=lambda form: (-forms[form], form.swapcase()), default=word)

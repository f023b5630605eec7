"""How texts write a name that is stored without its capital letters: "openai" is "OpenAI"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from briefing.text.words import stopwords, tokenize

_RAW_WORD = re.compile(r"[^\W_](?:[\w'’.,-]*\w)?")


class WordCases:
    """The forms in which some texts write their words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = {}
        self._following: dict[tuple[str, str], Counter[str]] = {}
        for text in texts:
            words = [(match[0].removesuffix("'s").removesuffix("’s"), match) for match in _RAW_WORD.finditer(text)]
            for form, _ in words:
                if form != form.lower() and tokenize(form) == [form.lower()]:
                    self._forms.setdefault(form.lower(), Counter())[form] += 1
            for (before, first), (form, second) in pairwise(words):
                if form.lower() in stopwords() and text[first.end() : second.start()].isspace():
                    self._following.setdefault((before.lower(), form.lower()), Counter())[form] += 1

    def name_form(self, name: str) -> str:
        """Return a name with each word in its most frequent form with a capital letter.

        A word that no text writes with one stays; a stop word has the form that it mostly has behind the word before
        it: "Department of Defense", "Theresa May".
        """
        words = name.split()
        return " ".join([self._form(words[0]), *(self._form_behind(*pair) for pair in pairwise(words))])

    def _form_behind(self, before: str, word: str) -> str:
        if word.lower() not in stopwords():
            return self._form(word)
        forms = self._following.get((before.lower(), word.lower()), Counter())
        return min(forms, key=lambda form: (-forms[form], form.swapcase()), default=word.lower())

    def _form(self, word: str) -> str:
        forms: Counter[str] = self._forms.get(word.lower(), Counter())
        return min(forms, key=lambda form: (-forms[form], form.swapcase()), default=word)

"""Small words that turn what a sentence says: negations, reserves, and words that weigh."""

from __future__ import annotations

import re

from briefing.text.language_tags import primary_language
from briefing.text.words import stem, tokenize

NEGATION_PATTERNS = {
    "en": r"not|cannot|\w+n't|never|no|none|nobody|nothing|nowhere|neither|nor|without|hardly|barely|un(?:able|likely)",
    "de": r"nicht|nichts|nie|niemals|niemand|kein\w*|ohne|weder|kaum",
    "fr": r"ne|n|pas|jamais|aucune?|rien|personne|sans|ni",
    "es": r"no|nunca|jamás|ningun[oa]?|ningún|nada|nadie|sin|ni|tampoco",
    "it": r"non|mai|nessun[oa]?|niente|nulla|senza|né",
    "pt": r"não|nunca|jamais|nenhuma?|nada|ninguém|sem|nem",
    "nl": r"niet|niets|nooit|niemand|geen|zonder|noch",
}
"""By language: words that negate. Where they are not known, nothing is retold."""
_NEGATION_REGEXES = {
    lang: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for lang, words in NEGATION_PATTERNS.items()
}

HEDGE_PATTERNS = {
    "alleged": r"alleg\w*|accus\w*|suspect\w*|claim\w*|reportedly|purported\w*|rumou?r\w*|unconfirmed|so-called",
    "only possible": r"may|might|could|can|likely|possibl[ey]|possibilit\w*|potential\w*|perhaps|appear\w*|seem\w*|"
    r"apparently|believed|estimated",
    "still to come": r"will|would|shall|should|going to|plan(?:s|ned|ning)?|propos\w*|expect\w*|due to|intend\w*|"
    r"hop(?:es?|ed|ing)|seeks?|sought|consider\w*|threat\w*|vow\w*|pledg\w*|promis\w*|urg(?:e[sd]?|ing)|"
    r"call\w* (?:for|on)|aim\w*|ready to|want\w*",
    "a condition": r"if|unless|provided|subject to|depend\w*|until|pending",
}
_HEDGE_REGEXES = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for kind, words in HEDGE_PATTERNS.items()}

_LOADED_WORD_LIST = """
accept accuse admit allege approve arrest ban blame bomb cancel cause charge cheat claim collapse confirm convict
corrupt crash crime cut dead deadly death defeat delay deny destroy die dismiss double drop end expel explode
extend fail fake fall false fell fire first flee former fraud free freeze gain guilty halt hostage illegal
increase injure innocent invade jail kill last lie lose loss lost lower massacre murder oppose pass postpone quit
raid raise record refuse reject release resign resume rise rose ruin sack seize shoot shot steal stop strike
succeed surge surrender suspend terror top torture true victory violate war win withdraw won worst wound
after ago all almost already always before best between biggest despite during earlier enough entire every except
exactly fewer final forever half highest largest later latest least less long lowest major many months more most
nearly next once only over previous quarter recently since some still today tomorrow tonight total under until
week weeks year years yesterday against because
"""
"""Words that must not come in: what was done, how badly, how much, how often and when."""
_IRREGULAR_FORMS = {
    "struck": "strike",
    "rose": "rise",
    "risen": "rise",
    "fell": "fall",
    "fallen": "fall",
    "shot": "shoot",
}
_IRREGULAR_FORMS |= {"won": "win", "lost": "lose", "fled": "flee", "died": "die", "stole": "steal"}
_IRREGULAR_FORMS |= {"withdrew": "withdraw", "withdrawn": "withdraw", "froze": "freeze", "lay": "lie"}
"""Forms of words that have another stem than the word."""
_LOADED_STEMS = frozenset(stem(_IRREGULAR_FORMS.get(word, word)) for word in _LOADED_WORD_LIST.split())


def count_negations(text: str, lang: str = "") -> int:
    """Return how often a text negates."""
    pattern = _NEGATION_REGEXES.get(primary_language(lang) or "en")
    return len(pattern.findall(text.replace("’", "'"))) if pattern else 0


def hedges(text: str) -> frozenset[str]:
    """Return which kinds of reserve a text makes: that something is alleged, possible, to come, or a condition."""
    lowered = " ".join(word if word == "May" else word.lower() for word in text.split())
    return frozenset(kind for kind, pattern in _HEDGE_REGEXES.items() if pattern.search(lowered))


def loaded_words(text: str, lang: str = "") -> frozenset[str]:
    """Return the stems of an English text that turn what it says; none of another."""
    english = (primary_language(lang) or "en") == "en"
    return (
        frozenset(stem(_IRREGULAR_FORMS.get(word, word)) for word in tokenize(text)) & _LOADED_STEMS
        if english
        else frozenset()
    )

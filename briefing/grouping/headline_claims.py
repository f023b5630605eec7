"""What English headlines claim that others may contradict: a rate held or cut, a threat, the deed, who acts on whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, takewhile

from briefing.text.words import stopwords

VALUE_BY_WORD = {
    **dict.fromkeys(["acquit", "acquits", "acquitted"], ("verdict", "acquitted")),
    **dict.fromkeys(["convict", "convicts", "convicted"], ("verdict", "convicted")),
    **dict.fromkeys(["closed", "closes", "shut", "shuts"], ("passage", "closed")),
    **dict.fromkeys(["reopen", "reopened", "reopens"], ("passage", "reopened")),
}
"""The question that a word answers by itself, and its answer. Nouns are left out: a report may look back by them."""
VALUE_BY_RATE_VERB = {
    **dict.fromkeys(["held", "hold", "holds", "keep", "keeps", "kept", "leaves"], "held"),
    **dict.fromkeys(["cut", "cuts", "lower", "lowered", "lowers", "reduced", "reduces", "trim", "trims"], "lowered"),
    **dict.fromkeys(["hike", "hiked", "hikes", "lift", "lifted", "lifts", "raise", "raised", "raises"], "raised"),
}
"""What a verb says of a rate that follows within MAX_RATE_WORDS, or of rates right before it."""
MAX_RATE_WORDS = 3
"""Number of words after a verb among which its rate is looked for: "cuts key interest rate"."""
VALUE_BY_MOVE = {
    **dict.fromkeys(["climb", "gain", "jump", "rally", "rise", "soar", "surge"], "up"),
    **dict.fromkeys(["drop", "fall", "plunge", "sink", "slide", "slump", "tumble"], "down"),
}
"""Where a word after one of MOVING says that its subject moves: "shares slump"."""
MOVING = frozenset(
    {"exports", "futures", "imports", "markets", "prices", "profits", "sales", "shares", "stocks", "wages", "yields"}
)
"""What moves up or down as a whole; teams and people fall, rally and climb too."""
THREATS = frozenset(["threaten", "threatened", "threatening", "threatens", "vow", "vowed", "vows"])
NOT_DONE = THREATS | {
    "call", "calls", "could", "deadline", "demand", "demands", "fears", "if", "looming", "looms", "may", "might",
    "plan", "planned", "planning", "plans", "pledge", "pledged", "pledges", "possible", "promise", "promised",
    "promises", "threat", "threats", "ultimatum", "urge", "urged", "urges", "warn", "warned", "warning", "warns",
    "will", "would",
}  # fmt: skip
"""Words of a headline that does not say that something was done."""
UNCLEAR = NOT_DONE | {
    "back", "before", "but", "despite", "from", "no", "not", "never", "hope", "hopes", "bet",
    "bets", "likely", "nearly", "part", "partly", "refuse", "refuses", "refused", "resist", "resists", "rule", "ruled",
    "rules", "reject", "rejects", "rejected", "some", "split", "then", "until", "yet", "charge", "charges", "count",
    "counts", "expected", "seen", "odds", "pressure", "talk",
}  # fmt: skip
"""Words of a headline that may answer for another time or in part, or deny: its answers do not count."""
NO_PASSAGE = frozenset(
    {"at", "deal", "door", "doors", "down", "eyes", "gap", "higher", "in", "lower", "ranks", "mixed", "out", "up"}
)
"""Words behind a verb of closing by which no place is closed: "closes at a record", "shuts out"."""
THREATS_IN_LEAD = THREATS | {"threat", "threats", "warned", "warning", "warns"}
"""Words of a text by which its report may be about the threat, whatever the headline says."""
DEED_BY_WORD = {
    **dict.fromkeys(["attack", "attacked", "attacks"], "attack"),
    **dict.fromkeys(["ban", "banned", "bans"], "ban"),
    **dict.fromkeys(["block", "blocked", "blocks"], "block"),
    **dict.fromkeys(["bomb", "bombed", "bombs"], "bomb"),
    **dict.fromkeys(["close", "closed", "closes", "shut", "shuts"], "close"),
    **dict.fromkeys(["expel", "expelled", "expels"], "expel"),
    **dict.fromkeys(["impose", "imposed", "imposes"], "impose"),
    **dict.fromkeys(["invade", "invaded", "invades"], "invade"),
    **dict.fromkeys(["quit", "quits"], "quit"),
    **dict.fromkeys(["resign", "resigned", "resigns"], "resign"),
    **dict.fromkeys(["seize", "seized", "seizes"], "seize"),
    **dict.fromkeys(["strike", "strikes", "struck"], "strike"),
    **dict.fromkeys(["sue", "sued", "sues"], "sue"),
    **dict.fromkeys(["suspend", "suspended", "suspends"], "suspend"),
}
"""What is threatened and then done, by its forms."""
DIRECTED_DEEDS = {
    "accus", "acquir", "arrest", "attack", "beat", "bomb", "buy", "condemn", "defeat", "expel", "hit", "invad",
    "raid", "sack", "sanction", "seiz", "shell", "strike", "sue", "thrash",
}  # fmt: skip
"""Stems of verbs by which one acts on another; who meets, plays or debates another is met, played and answered too."""
MAX_ACT_WORDS = 4
"""Number of words after a verb among which its object is looked for."""
MIN_PREFIX = 5
"""Letters with which two forms of a name begin alike: a country and its people."""
MAX_ENDING = 3
"""Letters by which the shorter of two such forms may differ behind them."""
IN_LEAD = "~"
"""Marks what the text says, not the headline."""


def headline_claims(
    head: Sequence[str], body: Sequence[str], names: Collection[str], base_of: Mapping[str, str]
) -> frozenset[str]:
    """Return what an English headline claims, and marked as of the text what this says on the same questions.

    Args:
        head: The words of the headline in lower case, stop words included.
        body: Those of the opening of the text.
        names: The stems, or countries, of names in both.
        base_of: The stem, or country, of each word.
    """
    is_intended = any(word == "to" and base_of[following] not in names for word, following in pairwise(head))
    claims = _threats(head)
    if not is_intended and UNCLEAR.isdisjoint(head):
        claims |= _answers(head)
    if not is_intended and NOT_DONE.isdisjoint(head) and THREATS_IN_LEAD.isdisjoint(body):
        claims |= _deeds(head, names, base_of)
    if "by" not in head:
        claims |= _acts(head, names, base_of)
    if claims:
        claims |= {IN_LEAD + answer for answer in _answers(body)}
    return frozenset(claims)


def _answers(words: Sequence[str]) -> set[str]:
    """What words say on the questions of the tables, as "question answer"."""
    following = [*words[1:], ""]
    answers = {
        " ".join(VALUE_BY_WORD[word])
        for word, after in zip(words, following, strict=False)
        if word in VALUE_BY_WORD and not (VALUE_BY_WORD[word][0] == "passage" and after in NO_PASSAGE)
    }
    answers |= {f"rate {VALUE_BY_RATE_VERB[words[n]]}" for n in range(len(words)) if _is_of_rate(words, n)}
    moves = (pair for pair in pairwise(words) if pair[1] in VALUE_BY_MOVE and pair[0] in MOVING)
    return answers | {f"move-of-{subject} {VALUE_BY_MOVE[move]}" for subject, move in moves}


def _is_of_rate(words: Sequence[str], n: int) -> bool:
    """Whether a word is a verb of a rate: "cuts key interest rate", "rates held", but no "rate cut"."""
    if words[n] not in VALUE_BY_RATE_VERB:
        return False
    following = words[n + 1 : n + 1 + MAX_RATE_WORDS]
    return not {"rate", "rates"}.isdisjoint(following) or (n > 0 and words[n - 1] == "rates")


def _threats(head: Sequence[str]) -> set[str]:
    """The deeds that a headline says are threatened, as "threat close"."""
    triples = zip(head, head[1:], head[2:], strict=False)
    return {
        f"threat {DEED_BY_WORD[deed]}"
        for word, to, deed in triples
        if word in THREATS and to == "to" and deed in DEED_BY_WORD
    }


def _deeds(head: Sequence[str], names: Collection[str], base_of: Mapping[str, str]) -> set[str]:
    """The deeds that a headline says were done, as "deed close"; what may be a noun follows who did it."""
    deeds = set()
    for before, word in pairwise(["", *head]):
        is_noun = word == DEED_BY_WORD.get(word) or word == f"{DEED_BY_WORD.get(word)}s"
        if word in DEED_BY_WORD and (not is_noun or base_of.get(before) in names or before.endswith("s")):
            deeds.add(f"deed {DEED_BY_WORD[word]}")
    return deeds


def _acts(head: Sequence[str], names: Collection[str], base_of: Mapping[str, str]) -> set[str]:
    """Who does what to whom, as "act quarzo sue ovanta"; behind a preposition stands no object."""
    acts, stops = set(), stopwords("en")
    for n in range(1, len(head) - 1):
        actor, verb = base_of[head[n - 1]], base_of[head[n]]
        if actor in names and verb in DIRECTED_DEEDS:
            following = takewhile(lambda word: word not in stops, head[n + 1 : n + 1 + MAX_ACT_WORDS])
            objects = {base_of[word] for word in following if base_of[word] in names}
            acts |= {f"act {actor} {verb} {object_}" for object_ in objects if not _is_same_name(actor, object_)}
    return acts


def claims_conflict(one: Collection[str], other: Collection[str]) -> bool:
    """Whether the claims of two headlines cannot be of one happening."""
    return (
        _answers_conflict(one, other)
        or not _values(one, "threat").isdisjoint(_values(other, "deed"))
        or not _values(other, "threat").isdisjoint(_values(one, "deed"))
        or _are_exchanged(one, other)
    )


def _answers_conflict(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two headlines answer a question differently, and neither text gives the answer of the other."""
    for question in _questions(one) & _questions(other):
        mine, others = _values(one, question), _values(other, question)
        if mine.isdisjoint(others | _values(other, IN_LEAD + question)) and others.isdisjoint(
            _values(one, IN_LEAD + question)
        ):
            return True
    return False


def _questions(claims: Collection[str]) -> set[str]:
    kinds = (IN_LEAD, "threat ", "deed ", "act ")
    return {claim.split()[0] for claim in claims if not claim.startswith(kinds)}


def _values(claims: Collection[str], question: str) -> set[str]:
    return {claim.removeprefix(f"{question} ") for claim in claims if claim.startswith(f"{question} ")}


def _are_exchanged(one: Collection[str], other: Collection[str]) -> bool:
    """Whether who does something in one headline suffers it in the other, and the reverse."""
    mine, others = ([act.split() for act in _values(claims, "act")] for claims in (one, other))
    return any(
        verb == other_verb and _is_same_name(actor, other_object) and _is_same_name(object_, other_actor)
        for actor, verb, object_ in (act for act in mine if len(act) == 3)
        for other_actor, other_verb, other_object in (act for act in others if len(act) == 3)
    )


def _is_same_name(one: str, other: str) -> bool:
    """Whether two stems are forms of one name: "belgravia" and "belgravian"."""
    shorter, longer = sorted((one, other), key=len)
    prefix = max(MIN_PREFIX, len(shorter) - 1)
    return one == other or (shorter[:prefix] == longer[:prefix] and len(longer) - len(shorter) <= MAX_ENDING)

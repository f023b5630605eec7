"""The words of tolls and of the events that cause them: what `counted_nouns` and `number_scope` look for."""

from __future__ import annotations

import re

PEOPLE = "people"
"""The counted noun of tolls that name none ("12 dead"), or people of any kind."""

TOLL_STATES = {
    "dead": r"dead|killed|died|drowned|perished|deaths?|fatalities|crushed to death|los[et] their lives|Tote[nr]?"
    r"|getötet|gestorben|morts?|muert[oa]s|fallecid[oa]s|mort[ie]|mortos",
    "hurt": r"injured|wounded|hurt|injuries|Verletzte[nr]?|verletzt|bless[ée]s|herid[oa]s|ferit[ie]|ferid[oa]s",
    "missing": r"missing|unaccounted|Vermisste[nr]?|vermisst|disparus|desaparecid[oa]s|dispersi",
    "displaced": r"displaced|uprooted",
    "homeless": r"homeless",
    "fled": r"fled|flee",
    "evacuated": r"evacuated",
    "arrested": r"arrested|detained|arrests|festgenommen",
    "rescued": r"rescued|saved",
}
"""For each toll: what the people behind a number are said to be ("12 people were killed"), in six languages."""

TOLL_ACTS = {
    "dead": r"kill(?:s|ed|ing)?|claim(?:s|ed|ing)?(?: the lives of)?|took the lives of|mort[eio]",
    "hurt": r"injur(?:es?|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?",
    "displaced": r"displac(?:es?|ed|ing)|uproot(?:s|ed|ing)?",
    "evacuated": r"evacuat(?:es?|ed|ing)",
    "arrested": r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
    "rescued": r"rescu(?:es?|ed|ing)|sav(?:es?|ed|ing)",
}
"""For each toll: what is done to the people whose number follows ("killed 12 people")."""

_PEOPLE_LISTS = {
    PEOPLE: "people person persons life lives victim victims menschen personen personnes personas persone pessoas",
    "soldiers": "soldier soldiers troop troops serviceman servicemen paratroopers marines",
    "children": "child children kids schoolchildren",
    "civilians": "civilian civilians",
    "migrants": "migrant migrants refugees",
    "passengers": "passenger passengers",
    "workers": "worker workers employees",
    "protesters": "protester protesters protestors demonstrators",
    "fighters": "fighter fighters militants insurgents",
    "firefighters": "firefighter firefighters",
    "journalists": "journalist journalists reporters",
    "police officers": "policeman policemen officers",
    "families": "family families",
}
PEOPLE_NOUNS = {noun: name for name, nouns in _PEOPLE_LISTS.items() for noun in nouns.split()}
"""The kind of people that a noun counts: two numbers are one only if they count the same kind."""

_OTHER_PEOPLE = """
    men women girls boys students pupils teachers guests tourists hikers skiers miners sailors residents patients
    rebels pilgrims crew hostages prisoners detainees officials medics doctors nurses pilots climbers players fans
    villagers fishermen drivers reservists suspects americans palestinians voters adults members inmates
"""
PERSON_NOUNS = frozenset([*PEOPLE_NOUNS, *_OTHER_PEOPLE.split()])
"""Nouns for people: without a toll their number is a population or a crowd, which no news moves."""

_EVENT_KINDS = {
    "quake": r"(?:earth)?quakes?|aftershocks?|tremors?|tsunamis?|Erdbeben|séisme|terremotos?",
    "flood": r"flood\w*|deluge|Hochwasser|Überschwemmung\w*|inondation\w*|inundaci[oó]n\w*|alluvion\w*|dams?",
    "storm": r"storms?|cyclones?|hurricanes?|typhoons?|tornado(?:e?s)?|monsoons?",
    "fire": r"(?:wild)?fires?|blazes?|Brand|Feuer|incendi[eoa]s?",
    "crash": r"crash(?:es|ed)?|derail\w*|collisions?|collided|accidents?|accidente|Unfall",
    "ship": r"boats?|ferry|ferries|ships?|warships?|freighters?|capsiz\w*|sank|sinks|sinking",
    "slide": r"landslides?|mudslides?|avalanches?",
    "collapse": r"collaps\w*|cave-in|crane|bridge",
    "blast": r"explosions?|blasts?|explod\w*",
    "heat": r"heatwaves?|heat wave|cold snap",
    "outbreak": r"outbreaks?|epidemics?|pandemic|cholera|ebola|measles|virus|dengue",
    "eruption": r"eruptions?|erupt\w*|volcano",
    "crush": r"stampedes?|crowd crush|crush(?:ed)?",
    "protest": r"protests?|riots?|unrest|march|demonstrations?",
}
_VIOLENCE = {
    "attack": r"attack(?:s|ed)?|strikes?|airstrikes?|raids?|bomb\w*|shell(?:ed|ing)|missiles?|drones?|clash(?:es)?"
    r"|ambush\w*|offensive|war|wars|fighting|conflict|campaign|pounds|genocide|massacre",
    "shooting": r"shootings?|gunm[ae]n|stabbings?|shot",
}
INCIDENT = (
    r"\b(?:an?|one|the|this|single|another|latest)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:strike|attack|airstrike|raid|bombing|ambush|clash|shooting|stabbing|massacre)\b"
    r"|\b(?:strike|attack|airstrike|raid|bombing)\s+(?:on|at|against|of)\s"
)
"""One act of violence, whose toll is not that of all of them."""
CAMPAIGN = (
    r"\b(?:strikes|attacks|airstrikes|raids|bombings|bombardments?|clashes|offensive|war|wars|fighting|conflict|campaign"
    r"|pounds|shootings)\b"
)
"""Many acts of violence."""


EVENT_PATTERNS = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in (_EVENT_KINDS | _VIOLENCE).items()
}
"""A pattern of the words of each kind of event."""
EVENT_WORDS = "|".join((_EVENT_KINDS | _VIOLENCE).values())
"""The words of all kinds of events, as alternatives of a pattern."""
VIOLENT_KINDS = frozenset(_VIOLENCE)
"""Kinds of events that happen again and again in one place: their tolls need more in common."""

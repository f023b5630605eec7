"""Verbs in the past tense."""

from __future__ import annotations

import re

IRREGULAR = (
    "was|were|had|did|didn['’]t|died|won|lost|met|began|came|went|left|took|held|made|fell|rose|gave|got|shot|led|broke|became|fled"
    "|flew|sent|sold|bought|brought|caught|cut|hit|put|quit|ran|saw|set|struck|stole|swore|threw|tore|wrote|fought|found"
    "|grew|hid|kept|laid|paid|sank|shook|spoke|spent|split|stood|swept|withdrew|overthrew|beat|blew|burst|chose|drew"
    "|drove|froze|hurt|let|rode|shut|swam|told|spread(?!\\sof\\b)"
)
PAST_VERB = re.compile(
    rf"\b(?:{IRREGULAR}|(?!(?:hundred|need|speed|indeed|exceed|proceed|succeed|feed|bleed|seed|breed|unit|bas|nam|call"
    r"|ag|dat|alleg)(?:ed)?\b)[a-z]{2,}ed)\b"
)
"""A verb in the past tense."""

BASE_BY_FORM = {
    "won": "win",
    "lost": "lose",
    "met": "meet",
    "began": "begin",
    "begun": "begin",
    "left": "leave",
    "took": "take",
    "taken": "take",
    "fell": "fall",
    "fallen": "fall",
    "gave": "give",
    "given": "give",
    "shot": "shoot",
    "led": "lead",
    "broke": "break",
    "broken": "break",
    "fled": "flee",
    "flew": "fly",
    "flown": "fly",
    "sent": "send",
    "sold": "sell",
    "bought": "buy",
    "brought": "bring",
    "caught": "catch",
    "struck": "strike",
    "stole": "steal",
    "stolen": "steal",
    "swore": "swear",
    "sworn": "swear",
    "threw": "throw",
    "thrown": "throw",
    "wrote": "write",
    "written": "write",
    "fought": "fight",
    "sank": "sink",
    "sunk": "sink",
    "shook": "shake",
    "shaken": "shake",
    "spoke": "speak",
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "beaten": "beat",
    "chose": "choose",
    "chosen": "choose",
    "drove": "drive",
    "driven": "drive",
}
"""The infinitives of irregular forms: "given" and "gave" are of one verb."""

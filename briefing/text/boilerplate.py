"""What stands around news and is not news: datelines, bylines, credits, calls to click."""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_AGENCY = (
    r"\(\s*(?:The\s+)?(?:Reuters|Thomson Reuters Foundation|Associated Press|Xinhua|Kyodo(?: News)?|Jiji(?: Press)?|AP|AFP|"
    r"CNN|UPI|DPA|ANI|PTI|PNA|EFE|TASS|ANSA|IANS|CNS|NHK|BBC|Bloomberg|Anadolu|Yonhap|Agencies|CNN Business|AP Photo)\s*\)"
)
_DASH = r"[-–—―]{1,2}"
_TOWN = r"[A-Z][A-Z.'’ -]{2,30}"
_CREDIT = r"photos?\b|image\b|credit\b|picture\b|ap photo|reuters/|afp/|getty|file photo|courtesy"
_HOUSE = r"AP|EPA|PA|AFP|Reuters|REUTERS|Getty Images|Getty|Corbis|Rex|Alamy|Bloomberg|Shutterstock|The Verge|Guardian"
_LEAD_INS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i:^advertisement\s+(?:continue reading (?:the )?main story\s+)?)",
        # "(Photo: A. Person/Agency) " and "Photograph: A. Person/Agency "
        rf"(?i:^\W{{0,2}}\(\s*(?:{_CREDIT})[^()]{{0,80}}\)\s*)",
        rf"^(?:Photograph|Photo|Image|Picture|Illustration)s?(?: by|:) (?:[\w.'’-]+ ){{0,4}}?(?:[\w.'’-]+\s*\\?/\s*)?(?:{_HOUSE})\s+(?=[A-Z\"“])",
        # "By A. Writer MANILA | Mon Jul 8, 2024 MANILA, July 8 (Reuters) - ": everything up to the agency's dash.
        rf"(?i:^.{{0,160}}?{_AGENCY}\s*{_DASH}+\s*)",
        rf"(?i:^(?:[\w.'’-]+[ ,]+){{0,3}}{_AGENCY}\s*[,:]?\s+)(?=[A-Z\"“])",
        # "MANILA, Philippines — " and "TOKYO, Dec. 16 - "
        rf"^{_TOWN}(?:,\s+[A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,\s+{_DAY})?\s*(?:\([A-Z][\w ]+\)\s*)?{_DASH}+\s+",
        rf"^{_TOWN}\s*,\s+{_DAY}\s*[:.]?\s+(?=[A-Z])",
        rf"^{_TOWN} \| (?:\w{{3}} )?{_DAY}.{{0,20}}?[ap]m [A-Z]{{2,4}}\s+",
    )
)

_WHOLE = re.compile(
    r"""(?ix)
    ^\W*(?:
      (?:click|tap)\ (?:here|on|through|the)\b | (?:read|see|learn|find\ out|show|view)\ (?:more|also|next|the\ (?:full|original))\b
    | read\ (?:our|this|the)\ (?:full|latest|original|live|complete|related)\b | read\ (?:more|on)\W*$ | full\ (?:story|article|text)\W*$
    | (?:continue|keep)\ reading\b | (?:sign|signing)\ up\b | subscribe\b | register\ (?:now|here|for)\b | log\ in\b
    | follow\ (?:us|our|the\ latest|live|along|@|\w+\ on\ (?:twitter|x|facebook|instagram))\b
    | (?:like|join|find)\ us\ on\b | share\ (?:this|on|via)\b | get\ (?:our|the\ latest|breaking|your|email|news|alerts)\b
    | download\ (?:our|the)\b | listen\ to\ (?:this|the|our)\b | listen\W*$ | watch\ (?:the\ video|more|now|live|this)\b | watch\W*$ | video:
    | the\ post\ .*\ (?:appeared\ first\ on|first\ appeared)\b | this\ (?:article|story|post|piece)\ (?:was|is|has|first|originally|originally\ appeared|appeared|may)\b
    | article\ url:? | comments\ url:? | points:\ \d | \#\ comments | nature,\ published\ online
    | (?:photo(?:graph|graphy|s)?|image|images|picture|pictured|illustration|graphic|composite|credit|credits|video|source)\s*(?::|by\b|credit\b|copyright\b|via\b|courtesy\b)
    | (?:image|media)\ (?:copyright|caption|source)\b | copyright\b | ©  | all\ rights\ reserved
    | \(?(?:additional\ )?(?:reporting|editing|writing|compiled|translated|edited|produced|written)\ by\b
    | (?:the\ )?associated\ press\ (?:writer|journalist|reporter|video)s?\b | associated\ press\W*$
    | this\ is\ (?:a\ (?:breaking|developing)|an\ (?:updated|automat|excerpt|ai)) | (?:please\ )?check\ back\b | more\ (?:to\ come|to\ follow|details\ soon|on\ this\ story)\b
    | breaking\ news\W*$ | advertisement\b | sponsored\b | story\ (?:highlights|continues)\b | related\b.{0,12}: | (?:in\ pictures|related\ (?:articles|stories|links|topics|content))\b
    | (?:first\ )?(?:published|updated|posted|last\ (?:updated|modified)|publication\ date)\b.{0,40}$
    | (?:we|this\ site|our\ site)\ (?:may\ earn|use\ cookies|uses\ cookies) | cookies?\b.{0,40}$ | (?:terms|privacy)\ (?:of|policy|and)\b
    | newsletter\b | e?mail\ (?:us|the\ author|address)\b | comments?\ (?:are\ closed|\(\d+\))? \W*$ | topics?: | tags?: | filed\ under\b
    | vote\ in\ the\b | at\ a\ glance\W*$ | key\ (?:points|moments|events)\W*$ | skip\ to\b | loading\b.{0,20}$ | play\ video\b
    | have\ (?:a\ (?:tip|story|question)|you\ been\ affected) | do\ you\ have\ (?:a\ story|any) | contact\ us\b | to\ contact\ the\b | for\ more\ (?:on|information|news|stories|from)\b
    | support\ (?:our|independent)\b | donate\b | if\ you\ (?:have\ been\ affected|would\ like\ to\ (?:comment|receive))
    )""",
)
_ANYWHERE = re.compile(
    r"""(?ix)
      \bappeared\ first\ on\b | \bclick\ here\b | \bsign\ up\ (?:for|to|here)\b | \bsubscribe\ (?:to|now|here|for|today)\b
    | \bfree\ app\ or\ daily\b | \bour\ (?:free\ )?(?:daily\ |weekly\ |morning\ )?(?:newsletters?|news\ emails?|podcast)\b
    | \b(?:getty\ images|afp\ via\ getty|ap\ photo/|reuters/[A-Z]|shutterstock)\b | \bcontributed\ to\ this\ (?:report|article|story)\b
    | \bmay\ not\ be\ (?:published|reproduced|redistributed)\b | \ball\ rights\ reserved\b | \bfile\ photo\b | \benable\ javascript\b
    | \b(?:follow|join)\ (?:us|him|her|me|the\ conversation)\ on\b | \bsee\ gallery\b | \blink\ to\ video\b | https?://\S+ | \bread\ more\b\W*$
    | \bcontinue\ reading\b | \bcomments\ url\b | \bplayback\ (?:is\ )?(?:un|not\ )supported\b
    """,
)
_BYLINE = re.compile(
    r"^(?:By|Von|Par|Por)\s+(?:[A-Z][\w.'’-]+)(?:(?:\s+|,\s+|\s+and\s+)[A-Z][\w.'’-]*){0,9}(?:\s+in\s+[A-Z][\w ]+)?[.:]?$"
)


def without_lead_in(block: str) -> str:
    """Return a block of text without the dateline, byline and agency that it opens with."""
    for pattern in _LEAD_INS:
        match = pattern.match(block)
        if match and len(block) - match.end() >= 20:
            block = block[match.end() :]
    return block


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is a credit, byline, notice or call to click that nobody would quote as news."""
    return bool(_WHOLE.match(sentence) or _ANYWHERE.search(sentence) or _BYLINE.match(sentence))

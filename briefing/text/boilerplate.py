"""What stands around news and is not news: datelines, bylines, credits, calls to click."""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_AGENCIES = (
    "Reuters|Thomson Reuters Foundation|Associated Press|Xinhua|Kyodo(?: News)?|Jiji(?: Press)?|AP|AFP|CNN|UPI|DPA|ANI|"
    "PTI|PNA|EFE|TASS|ANSA|IANS|CNS|NHK|BBC|Bloomberg|Anadolu|Yonhap|Agencies|AP Photo"
)
_AGENCY = rf"\(\s*(?:The\s+)?(?:{_AGENCIES})\s*\)"
_DASH = r"[-–—―]{1,2}"
_TOWN = r"[A-Z][A-Z.'’ -]{2,30}"
_CREDIT = r"photos?\b|image\b|credit\b|picture\b|ap photo|reuters/|afp/|getty|file photo|courtesy"
_PHOTO_AGENCIES = (
    r"AP|EPA|PA|AFP|Reuters|REUTERS|Getty Images|Getty|Corbis|Rex|Alamy|Bloomberg|Shutterstock|The Verge|Guardian"
)
_LEAD_INS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:EXCLUSIVE|UPDATED?|BREAKING|CORRECTED|WATCH|ANALYSIS)\s*:\s*(?=[A-Z\"“])",
        r"(?i:^advertisement\s+(?:continue reading (?:the )?main story\s+)?)",
        # "(Photo: A. Person/Agency) " and "Photograph: A. Person/Agency "
        rf"(?i:^\W{{0,2}}\(\s*(?:{_CREDIT})[^()]{{0,80}}\)\s*)",
        r"^(?:Photograph|Photo|Image|Picture|Illustration)s?(?: by|:) (?:[\w.'’-]+ ){0,4}?(?:[\w.'’-]+\s*\\?/\s*)?"
        rf"(?:{_PHOTO_AGENCIES})\s+(?=[A-Z\"“])",
        # "By A. Writer MANILA | Mon Jul 8, 2024 MANILA, July 8 (Reuters) - ": everything up to the agency's dash.
        rf"(?i:^.{{0,160}}?{_AGENCY}\s*{_DASH}+\s*)",
        rf"(?i:^(?:[\w.'’-]+[ ,]+){{0,3}}{_AGENCY}\s*[,:]?\s+)(?=[A-Z\"“])",
        # "MANILA, Philippines — " and "TOKYO, Dec. 16 - "
        rf"^{_TOWN}(?:,\s+[A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,\s+{_DAY})?\s*(?:\([A-Z][\w ]+\)\s*)?{_DASH}+\s+",
        rf"^{_TOWN}\s*,\s+{_DAY}\s*[:.]?\s+(?=[A-Z])",
        rf"^{_TOWN} \| (?:\w{{3}} )?{_DAY}.{{0,20}}?[ap]m [A-Z]{{2,4}}\s+",
    )
)

# How a sentence opens that nobody would quote.
_OPENING_PATTERNS = (
    # calls to click, follow and pay
    r"(?:click|tap) (?:here|on|through|the)\b",
    r"(?:read|see|learn|find out|show|view) (?:more|also|next|the (?:full|original))\b",
    r"read (?:our|this|the) (?:full|latest|original|live|complete|related)\b",
    r"read (?:more|on)\W*$",
    r"full (?:story|article|text)\W*$",
    r"(?:continue|keep) reading\b",
    r"sign(?:ing)? up\b",
    r"subscribe\b",
    r"register (?:now|here|for)\b",
    r"log in\b",
    r"follow (?:us|our|the (?:latest|build-?up)|live|along|@|\w+ on (?:twitter|x|facebook|instagram))\b",
    r"(?:like|join|find) us on\b",
    r"share (?:this|on|via)\b",
    r"get (?:our|the latest|breaking|your|email|news|alerts)\b",
    r"download (?:our|the)\b",
    r"(?:listen to|watch) (?:this|the (?:video|podcast|episode)|our|more|now|live)\b",
    r"(?:listen|watch|read more|learn more|video)\W*$",
    r"(?:play video|skip to|newsletter|donate|support our|contact us|to contact the)\b",
    r"for more (?:on|information|news)\b",
    r"e?mail (?:us|the author|address)\b",
    r"have (?:a (?:tip|story|question)|you been affected)",
    r"do you have (?:a story|any)",
    r"if you (?:have been affected|would like to (?:comment|receive))",
    r"vote in the\b",
    # credits and notices
    r"(?:photo(?:graph|graphy|s)?|images?(?: credits?)?|pictured?|illustration|graphic|composite|credits?|video|source)"
    r"\s*(?::|by\b|credit\b|copyright\b|via\b|courtesy\b)",
    r"(?:image|media) (?:copyright|caption|source)\b",
    r"copyright\b|©|all rights reserved",
    r"\(?(?:additional )?(?:reporting|editing|writing|compiled|translated|edited|written) by\b",
    r"(?:the )?associated press (?:writer|journalist|reporter|video)s?\b|associated press\W*$",
    r"(?:first )?(?:published|updated|posted|last (?:updated|modified)|publication date)\b.{0,40}$",
    r"(?:we|this site|our site) (?:may earn|use cookies|uses cookies)",
    r"(?:cookies?\b|loading\b).{0,40}$",
    r"(?:terms|privacy) (?:of|policy|and)\b",
    # what feeds and pages put around a text
    r"(?:an?|this) (?:\w+ )?(?:version|edition) of (?:this|the) (?:article|story|post|piece|report|column)\b",
    r"(?:editor|author|writer)['’]s note\b",
    r"(?:corrections?|clarification)\s?[:|–—]",
    r"(?:also|must) (?:read|watch)\s?[:|–—]|watch\s?[:|]",
    r"want (?:more|to (?:read|know|hear|get))\b.{0,60}\?",
    r"this (?:live ?blog|video|page|audio|embed|content) (?:is|has|can ?not|cannot|can't|was|requires)\b.{0,60}$",
    r"(?:enjoy|get) (?:unlimited|full|free) (?:digital )?access\b",
    r"already (?:a subscriber|subscribed|registered|have an account)\b|create (?:an|your)(?: free)? account\b",
    r"support (?:independent|quality|our|local|free) journalism\b",
    r"(?:stay|keep) (?:up to date|informed|in the know|on top)\b|stay tuned\b",
    r"(?:if|when) you (?:buy|purchase|click|shop|order)\b.{0,80}\b(?:we|site|commission)\b",
    r"the (?:views|opinions) expressed\b|(?:opinions|views) expressed (?:in|by|here)\b",
    r"for (?:confidential|free) (?:support|help)\b",
    r"full (?:story|details|report|coverage) (?:here|below)\W*$",
    r"that(?:'s|’s| is) (?:all|it) (?:from|for)\b",
    r"(?:welcome to|thanks? (?:you )?for (?:following|reading|joining|watching)) (?:our|the|this)\b",
    r"here (?:are|is|'s) (?:the|some|a)\b[^.]{0,60}:$",
    r"file\s[-–—]\s(?=[A-Z])",
    r"the post .* (?:appeared first on|first appeared)\b",
    r"this (?:article|story|post|piece) (?:was|is|has|first|originally|appeared|may)\b",
    r"this is (?:a (?:breaking|developing)|an (?:updated|automat|excerpt|ai))",
    r"(?:please )?check back\b",
    r"more (?:to come|to follow|details soon|on this story)\b",
    r"(?:breaking news|at a glance|key (?:points|moments|events)|comments?(?: are closed| \(\d+\))?)\W*$",
    r"(?:skip )?advertisement\W*$|(?:sponsored|story highlights|story continues|in pictures)\b",
    r"related\b(?:.{0,12}:| (?:articles|stories|links|topics|content)\b)",
    r"(?:topics?|tags?|filed under|article url|comments url|points):",
    r"# comments|nature, published online",
)
_OPENING = re.compile(rf"^\W*(?:{'|'.join(_OPENING_PATTERNS)})", re.IGNORECASE)
# What such a sentence holds anywhere.
_ANYWHERE_PATTERNS = (
    r"\bappeared first on\b",
    r"\b(?:first|originally) appeared in (?:the |our |\w+['’]s )?.{0,60}\bnewsletter\b",
    r"\baffiliate (?:links?|commissions?|programs?)\b",
    r"\bnot responsible for the content\b",
    r"\b(?:on|our|via) (?:whatsapp|telegram) (?:channel|group)\b",
    r"^follow .{2,40} on (?:x|twitter|facebook|instagram|bluesky|threads|mastodon|linkedin)\b",
    r"^(?-i:[A-Z])[\w.'’-]+(?: (?-i:[A-Z])[\w.'’-]+){1,2} is (?:an?|the) (?:[\w-]+ ){0,4}"
    r"(?:reporter|correspondent|columnist|editor|journalist|writer) (?:at|for|based|covering)\b.{0,60}$",
    r"\bclick here\b",
    r"\bsign up (?:here|for (?:our|free|(?:the )?\w+ (?:newsletter|alerts)))\b",
    r"\bsubscribe (?:to|now|here|for|today)\b",
    r"\bfree app or daily\b",
    r"\bour (?:free )?(?:daily |weekly |morning )?(?:newsletters?|news emails?|podcast)\b",
    r"\b(?:getty images|ap photo/|reuters/[A-Z]|shutterstock|file photo)",
    r"\bcontributed to this (?:report|article|story)\b",
    r"\bmay not be (?:published|reproduced|redistributed)\b",
    r"\ball rights reserved\b",
    r"\benable javascript\b",
    r"\b(?:follow|join) (?:us|him|her|me|the conversation) on\b",
    r"\bsee gallery\b",
    r"\blink to video\b",
    r"https?://\S+",
    r"\bread more\b\W*$",
    r"\bcontinue reading\b",
    r"\bcomments url\b",
    r"\bplayback (?:is )?(?:un|not )supported\b",
)
_ANYWHERE = re.compile("|".join(_ANYWHERE_PATTERNS), re.IGNORECASE)
_LINK = re.compile(r"^\W*(?:[\w-]+\.)+(?:com|org|net|co\.uk)\S*$", re.IGNORECASE)
_BYLINE = re.compile(
    r"^(?:By|Von|Par|Por)\s+[A-Z][\w.'’-]+(?:(?:\s+|,\s+|\s+and\s+)[A-Z][\w.'’-]*){0,9}(?:\s+in\s+[A-Z][\w ]+)?[.:]?$"
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
    return any(test.search(sentence) for test in (_OPENING, _ANYWHERE, _BYLINE, _LINK))

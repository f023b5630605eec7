"""Two examples of each command, for its help, its manual page and the reference. Tests run them on the demo's news."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "today": (
        ("briefing today --since 3d --limit 5", "the five most important threads of three days"),
        ("briefing today --query 'section:asia -tanker' --format markdown", "to keep, or to pass on"),
    ),
    "threads": (
        ("briefing threads --query japan", "threads with an article that has this word"),
        ("briefing threads --section asia --json", "for programs"),
    ),
    "show": (
        ("briefing show amber dawn", "by words of the title"),
        ("briefing show access agreement --full --format html > pact.html", "a page for a browser"),
    ),
    "search": (
        ("briefing search senate japan", "articles that have both words"),
        (
            """briefing search '"access agreement"' since:900d -publisher:wire""",
            "exact words, and who did not write them",
        ),
    ),
    "why": (
        ("briefing why 'Crew of the Amber Dawn'", "why this article is where it is"),
        ("briefing why belmora --all", "all stories of a thread"),
    ),
    "coverage": (
        ("briefing coverage amber dawn", "who reports it, and since when"),
        ("briefing coverage access agreement --all", "its older stories too"),
    ),
    "tag": (
        ("briefing tag energy belmora", "words of the title name the thread"),
        ("briefing tag watch amber dawn", "`briefing today --query tag:watch` finds it"),
    ),
    "untag": (
        ("briefing untag energy belmora", "from one thread"),
        ("briefing untag watch --all", "from all threads; `briefing undo` takes it back"),
    ),
    "tags": (
        ("briefing tags", "all tags"),
        ("briefing tags --json", "for programs"),
    ),
    "agenda": (
        ("briefing agenda --days 30", "what articles announce for the next 30 days"),
        ("briefing agenda --json", "for programs"),
    ),
    "fulltext": (
        ("briefing fulltext 'Crew of the Amber Dawn'", "the text of its page"),
        ("briefing fulltext 'Crew of the Amber Dawn' --again", "the page as it is now"),
    ),
    "digest": (
        ("briefing digest --dry-run", "what the next digest would print"),
        ("briefing digest --name evening --since 12h --limit 5", "a digest with a record of its own"),
    ),
    "demo": (
        ("briefing demo --today", "print the briefing of the sample news"),
        ("briefing demo --keep trial", "put the sample news into a folder, to try every command"),
    ),
    "keys": (
        ("briefing keys", "the keys of the reader, your own included"),
        ("briefing keys --json", "for programs"),
    ),
    "refresh": (
        ("briefing refresh", "fetch the feeds that are due"),
        ("briefing refresh --force --quiet", "all of them; print only what needs a person"),
    ),
    "add": (
        ("briefing add gazette.example", "find the feed of a site"),
        ("briefing add https://gazette.example/rss --section world --yes", "without a question"),
    ),
    "remove": (
        ("briefing remove 'Sample Gazette: Health'", "by name; `briefing undo` brings it back"),
        ("briefing remove 2", "by its number in `briefing feeds`"),
    ),
    "enable": (
        ("briefing enable 'Sample Wire: Asia'", "fetch it again"),
        ("briefing enable 1", "by its number in `briefing feeds`"),
    ),
    "disable": (
        ("briefing disable 'Sample Wire: Asia'", "keep it, but do not fetch it"),
        ("briefing disable 1", "by its number in `briefing feeds`"),
    ),
    "import": (
        ("briefing import feeds.opml --dry-run", "show what a list of feeds would add"),
        ("briefing import reading.jsonl", "what `briefing export --all` wrote on another machine"),
    ),
    "export": (
        ("briefing export subscriptions.opml", "the feeds, for another program"),
        ("briefing export --all everything.jsonl", "all that you did and read, for another machine"),
    ),
    "feeds": (
        ("briefing feeds", "each feed, and whether it works"),
        ("briefing feeds --json", "for programs"),
    ),
    "check": (
        ("briefing check", "mistakes in feeds.toml, each with its line"),
        ("briefing check --json", "for programs"),
    ),
    "paths": (
        ("briefing paths", "where configuration and store are"),
        ("briefing paths --json", "for programs"),
    ),
    "doctor": (
        ("briefing doctor", "look for the cause of a problem"),
        ("briefing doctor --json", "for programs"),
    ),
    "backup": (
        ("briefing backup news.bak", "a copy of the store, also while it is in use"),
        ("briefing backup news.bak --force", "replace the last copy"),
    ),
    "restore": (
        ("briefing restore copy.bak --yes", "put a copy in the place of the store"),
        ("briefing restore copy.bak --yes --store new.sqlite3", "or make another store of it"),
    ),
    "prune": (
        ("briefing prune --keep 90d --dry-run", "how much old articles take"),
        ("briefing prune --keep 1y", "thin what is older than a year"),
    ),
    "schedule": (
        ("briefing schedule", "lines for `crontab -e`"),
        ("briefing schedule --systemd", "services and timers of the user"),
    ),
    "completion": (
        ("briefing completion bash > briefing.bash", "source this file in ~/.bashrc"),
        ("briefing completion fish > briefing.fish", "in ~/.config/fish/completions"),
    ),
    "follow": (
        ("briefing follow amber dawn", "by words of the title"),
        ("briefing follow t1376ba08b6", "by its id"),
    ),
    "unfollow": (
        ("briefing unfollow amber dawn", "by words of the title"),
        ("briefing unfollow t1376ba08b6", "by its id"),
    ),
    "mute": (
        ("briefing mute lantern prize --until-new", "until something new happens"),
        ("briefing mute --word golf", "every thread with this word in its title"),
    ),
    "unmute": (
        ("briefing unmute lantern prize", "show it again"),
        ("briefing unmute --word golf", "end a rule"),
    ),
    "hidden": (
        ("briefing hidden", "what is left out of lists, and why"),
        ("briefing hidden --json", "for programs"),
    ),
    "star": (
        ("briefing star 'Crew of the Amber Dawn'", "by words of its title"),
        ("briefing star aec385716911a", "by its id"),
    ),
    "unstar": (
        ("briefing unstar 'Crew of the Amber Dawn'", "by words of its title"),
        ("briefing unstar aec385716911a", "by its id"),
    ),
    "view": (
        ("briefing view pacific section:asia japan", "save a query under a name"),
        ("briefing view pacific", "print it"),
    ),
    "views": (
        ("briefing views", "all saved queries"),
        ("briefing views --json", "for programs"),
    ),
    "undo": (
        ("briefing undo", "revert the last thing you did"),
        ("briefing undo", "and the one before"),
    ),
    "redo": (
        ("briefing redo", "do again what `briefing undo` took back last"),
        ("briefing redo", "and what the undo before took back"),
    ),
    "merge": (
        ("briefing merge 'amber dawn' 'lantern prize'", "two threads about one topic"),
        ("briefing merge t1376ba08b6 tc02448987d", "by their ids"),
    ),
    "split": (
        ("briefing split 'Crew of the Amber Dawn'", "an article that reports something else"),
        ("briefing split t1376ba08b6 'Senate'", "a story of a thread, by words of its title"),
    ),
    "move": (
        ("briefing move 'Crew of the Amber Dawn' --to belmora", "an article in the wrong thread"),
        ("briefing move s67f0e06d6e --to 'amber dawn'", "a story, by its id"),
    ),
    "pin": (
        ("briefing pin 'amber dawn'", "its articles stay together"),
        ("briefing pin t1376ba08b6", "by its id"),
    ),
    "set-affair": (
        ("briefing set-affair 'amber dawn' t1376ba08b6", "a part of a larger affair"),
        ("briefing set-affair 'amber dawn' --none", "a part of nothing"),
    ),
    "rename": (
        ("briefing rename 'amber dawn' The tanker", "a title that stays"),
        ("briefing rename t1376ba08b6 --clear", "the automatic title again"),
    ),
    "regroup": (
        ("briefing regroup --dry-run", "what would change with the present rules"),
        ("briefing regroup --since 7d", "only what came in seven days"),
    ),
    "feedback": (
        ("briefing feedback", "what grouping learned from your corrections"),
        ("briefing feedback --json", "for programs"),
    ),
    "group": (
        ("briefing group articles.jsonl", "a story, thread and affair per article"),
        ("briefing group - < articles.jsonl", "from standard input"),
    ),
    "timeline": (
        ("briefing timeline articles.jsonl", "the events of one topic"),
        ("briefing timeline articles.jsonl --dates 5 --per-date 1", "five dates with a sentence each"),
    ),
    "summarize": (
        ("briefing summarize articles.jsonl", "about 100 words on one story"),
        ("briefing summarize articles.jsonl --words 40", "or less"),
    ),
    "sentences": (
        ("briefing sentences articles.jsonl", "which of them may be quoted, and why not"),
        ("briefing sentences - < articles.jsonl", "from standard input"),
    ),
    "kinds": (
        ("briefing kinds articles.jsonl", "news, opinion, deal, puzzle, ..."),
        ("briefing kinds - < articles.jsonl", "from standard input"),
    ),
    "parse": (
        ("briefing parse feed.xml", "the entries of a feed file"),
        ("briefing parse feed.xml --json --url https://gazette.example/", "with its relative links resolved"),
    ),
}
"""By command, two calls and what each is for."""


MAX_ALIGNED = 48
"""Characters of a call that has its comment on the same line, so that both fit into 100 columns."""


def example_lines(name: str) -> list[str]:
    """Return the examples of a command as lines with aligned comments; long calls have theirs on the line before."""
    lines: list[str] = []
    examples = EXAMPLES.get(name, ())
    width = max((len(call) for call, _ in examples if len(call) <= MAX_ALIGNED), default=0)
    for call, comment in examples:
        lines += [f"{call:{width}}  # {comment}"] if len(call) <= MAX_ALIGNED else [f"# {comment}:", call]
    return lines

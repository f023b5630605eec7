"""Reading: sizes of the summary, parts of the page, full text, links and evidence."""

from __future__ import annotations

from briefing.tui.command import (
    ON_ARTICLE,
    ON_FEED,
    ON_FRONT_AND_THREAD,
    ON_READING_SCREENS,
    ON_THREAD,
    ON_THREAD_AND_ARTICLE,
    Command,
)
from briefing.tui.command_names import CommandName

READING: tuple[Command, ...] = (
    Command(
        CommandName.LINE,
        "size('line')",
        ("1",),
        "Summary: a line",
        "Show the summary as one line",
        "line",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PARAGRAPH,
        "size('paragraph')",
        ("2",),
        "Summary: a paragraph",
        "A short summary",
        "paragraph",
        ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PAGE,
        "size('page')",
        ("3",),
        "Summary: a page",
        "Show the long summary",
        "page",
        ON_FRONT_AND_THREAD,
    ),
    *(
        Command(name, action, (key,), title, help, label, ON_THREAD)
        for name, action, key, title, help, label in (
            (CommandName.NEXT_HEADING, "heading(1)", "}", "Next part of the page", "To the next part", "part"),
            (CommandName.PREVIOUS_HEADING, "heading(-1)", "{", "Previous part", "To the part before", "part"),
            (CommandName.AHEAD, "heading_named('ahead')", "4", "Ahead", "To what lies ahead", "ahead"),
            (CommandName.TIMELINE, "heading_named('timeline')", "5", "Timeline", "To the timeline", "timeline"),
            (CommandName.COVERAGE, "heading_named('coverage')", "6", "Coverage", "To the coverage", "coverage"),
            (CommandName.ARTICLES, "heading_named('articles')", "7", "Articles", "To the articles", "articles"),
        )
    ),
    Command(
        CommandName.ALL_EVENTS,
        "all_events",
        ("a",),
        "All events",
        "The timeline with all events, or with the main ones",
        "events",
        ON_THREAD,
    ),
    Command(
        CommandName.REWRITE,
        "rewrite",
        ("L",),
        "Rewrite",
        "Summary rewritten by your language model, or as published",
        "rewrite",
        ON_THREAD,
    ),
    Command(
        CommandName.FULL_TEXT,
        "full_text",
        ("F", "t"),
        "Full text",
        "Read the article's whole text",
        "full text",
        ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.BROWSE,
        "browse",
        ("o",),
        "Open in the browser",
        "Open the article in the browser",
        "browser",
        (*ON_READING_SCREENS, *ON_FEED),
    ),
    *(
        Command(f"link-{n}", f"link({n})", (str(n),), f"Link {n}", f"Open link {n} in the browser", "link", ON_ARTICLE)
        for n in range(1, 10)
    ),
    Command(
        CommandName.WHY,
        "why",
        ("w",),
        "Why is it here?",
        "Why article, story and thread belong together",
        "why",
        ON_READING_SCREENS,
    ),
)

"""Reading: sizes of the summary, headings of the page, full text, links and evidence."""

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
        keys=("1",),
        title="Summary: a line",
        help="Show the summary as one line",
        footer_label="line",
        screens=ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PARAGRAPH,
        "size('paragraph')",
        keys=("2",),
        title="Summary: a paragraph",
        help="A short summary",
        footer_label="paragraph",
        screens=ON_FRONT_AND_THREAD,
    ),
    Command(
        CommandName.PAGE,
        "size('long')",
        keys=("3",),
        title="Summary: a page",
        help="Show the long summary",
        footer_label="page",
        screens=ON_FRONT_AND_THREAD,
    ),
    *(
        Command(name, action, keys=(key,), title=title, help=help, footer_label=label, screens=ON_THREAD)
        for name, action, key, title, help, label in (
            (CommandName.NEXT_HEADING, "heading(1)", "}", "Next heading of the page", "To the next heading", "heading"),
            (CommandName.PREVIOUS_HEADING, "heading(-1)", "{", "Previous heading", "To the heading before", "heading"),
            (CommandName.AHEAD, "heading_named('ahead')", "4", "Ahead", "To what lies ahead", "ahead"),
            (CommandName.TIMELINE, "heading_named('timeline')", "5", "Timeline", "To the timeline", "timeline"),
            (CommandName.COVERAGE, "heading_named('coverage')", "6", "Coverage", "To the coverage", "coverage"),
            (CommandName.ARTICLES, "heading_named('articles')", "7", "Articles", "To the articles", "articles"),
        )
    ),
    Command(
        CommandName.ALL_EVENTS,
        "all_events",
        keys=("a",),
        title="All events",
        help="The timeline with all events, or with the main ones; in the coverage, all of it",
        footer_label="events",
        screens=ON_THREAD,
    ),
    Command(
        CommandName.REWRITE,
        "rewrite",
        keys=("L",),
        title="Rewrite",
        help="Summary rewritten by your language model, or as published",
        footer_label="rewrite",
        screens=ON_THREAD,
    ),
    Command(
        CommandName.FULL_TEXT,
        "full_text",
        keys=("F", "t"),
        title="Full text",
        help="Read the article's full text",
        footer_label="full text",
        screens=ON_THREAD_AND_ARTICLE,
    ),
    Command(
        CommandName.BROWSE,
        "browse",
        keys=("o",),
        title="Open in the browser",
        help="Open the article in the browser",
        footer_label="browser",
        screens=(*ON_READING_SCREENS, *ON_FEED),
    ),
    *(
        Command(
            f"link-{n}",
            f"link({n})",
            keys=(str(n),),
            title=f"Link {n}",
            help=f"Open link {n} in the browser",
            footer_label="link",
            screens=ON_ARTICLE,
        )
        for n in range(1, 10)
    ),
    Command(
        CommandName.WHY,
        "why",
        keys=("w",),
        title="Why is it here?",
        help="Why article, story and thread belong together",
        footer_label="why",
        screens=ON_READING_SCREENS,
    ),
)

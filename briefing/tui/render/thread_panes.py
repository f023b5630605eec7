"""The panes of the page of a thread: summary and timeline, coverage and articles, or all of them in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing.model.threads import Thread, ThreadRow
from briefing.tui.render.coverage import render_coverage
from briefing.tui.render.page_lines import BLANK_LINE, PageLine
from briefing.tui.render.thread import render_thread, render_thread_articles, title_lines
from briefing.tui.render.thread_options import RenderOptions, ThreadExtras


def head_of(row: ThreadRow | None, options: RenderOptions) -> Callable[[int], list[PageLine]]:
    """Return what names a thread where its page cannot be shown: its title and figures, if it is listed."""
    return lambda width: [*title_lines(Thread(row), options, width), BLANK_LINE] if row else []


def render_main_pane(thread: Thread, extras: ThreadExtras | None, options: RenderOptions, width: int) -> list[PageLine]:
    """Return summary and timeline."""
    return render_thread(thread, options, width, extras or ThreadExtras())


def render_side_pane(thread: Thread, extras: ThreadExtras | None, options: RenderOptions, width: int) -> list[PageLine]:
    """Return coverage and articles; nothing until it is known what stands above the articles."""
    if extras is None or thread.awaits_changes:
        return []
    coverage = render_coverage(extras.coverage, options, width) if extras.coverage else []
    return [*coverage, *render_thread_articles(thread, options, width)]


def render_single_pane(
    thread: Thread, extras: ThreadExtras | None, options: RenderOptions, width: int
) -> list[PageLine]:
    """Return the whole thread as one page."""
    main = render_main_pane(thread, extras, replace(options, articles_aside=True), width)
    return [*main, BLANK_LINE, *render_side_pane(thread, extras, options, width)]

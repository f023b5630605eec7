"""`briefing merge`, `split`, `move`, `pin`, `under`, `rename`, `regroup` and `learned`: putting grouping right."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

import click

from briefing.cli.options import resolve_since, settings_options, since_option
from briefing.cli.printer import is_dumb
from briefing.cli.refresh import ProgressBars
from briefing.cli.setup import open_services
from briefing.errors import BriefingError
from briefing.model.grouping import Feedback, RegroupReport
from briefing.output.layout import truncate
from briefing.output.number_format import format_count

TITLE_WIDTH = 50  # cells of a title in the list of what moved


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@settings_options()
@click.pass_context
def merge(ctx: click.Context, one: str, other: str) -> None:
    """Make one thread of threads A and B, for ever.

    A and B are ids, numbers of the last print-out, or words of the title in quotation marks. With the ids of two
    stories of one thread, these become one story. `briefing undo` takes it back.
    """
    with open_services(ctx) as services:
        click.echo(services.corrections.merge(one, other))


@click.command()
@click.argument("name", metavar="THREAD|ARTICLE")
@click.argument("story", default="")
@settings_options()
@click.pass_context
def split(ctx: click.Context, name: str, story: str) -> None:
    """Take a STORY off its THREAD, or an ARTICLE off its story, for ever.

    The story gets a thread of its own; an article alone gets a story of its own in the same thread. STORY is an id, or
    words of its title in quotation marks. `briefing undo` takes it back.
    """
    with open_services(ctx) as services:
        click.echo(services.corrections.split(name, story))


@click.command()
@click.argument("child", metavar="ARTICLE|STORY")
@click.option("--to", "thread", required=True, metavar="THREAD", help="Where it belongs.")
@settings_options()
@click.pass_context
def move(ctx: click.Context, child: str, thread: str) -> None:
    """Put an article or a story into another thread, for ever.

    ARTICLE is an id, or words of its title in quotation marks; STORY is an id. `briefing undo` takes it back.
    """
    with open_services(ctx) as services:
        click.echo(services.corrections.move(child, thread))


@click.command()
@click.argument("thread")
@click.argument("title", nargs=-1)
@click.option("--clear", is_flag=True, help="Let the title be written by what the thread tells again.")
@settings_options()
@click.pass_context
def rename(ctx: click.Context, thread: str, title: tuple[str, ...], clear: bool) -> None:
    """Give a THREAD a TITLE that stays.

    Without a TITLE the one it has now stays as it is.
    """
    if clear and title:
        raise click.UsageError("Give a TITLE, or --clear.", ctx)
    with open_services(ctx) as services:
        found = services.reading.thread(services.reading.resolve_thread(thread))
        services.corrections.rename(found.row.id, "" if clear else " ".join(title) or found.row.title)
        click.echo(f"Its title: {services.reading.thread(found.row.id).row.title}")


@click.command()
@click.argument("thread")
@settings_options()
@click.pass_context
def pin(ctx: click.Context, thread: str) -> None:
    """Keep what a THREAD holds now together, for ever.

    No later refresh or regrouping takes it apart; new reports join as before. `briefing undo` takes it back.
    """
    with open_services(ctx) as services:
        click.echo(services.corrections.pin(thread))


@click.command()
@click.argument("child", metavar="THREAD")
@click.argument("parent", metavar="AFFAIR", default="")
@click.option("--none", "alone", is_flag=True, help="It is part of no other thread.")
@settings_options()
@click.pass_context
def under(ctx: click.Context, child: str, parent: str, alone: bool) -> None:
    """Say that a THREAD is part of a larger AFFAIR, for ever.

    Both stay threads of their own: the part says what it is part of, and counts less where the affair stands above it.
    `briefing undo` takes it back.
    """
    if alone == bool(parent):
        raise click.UsageError("Give an AFFAIR, or --none.", ctx)
    with open_services(ctx) as services:
        click.echo(services.corrections.set_affair(child, parent))


@click.command()
@since_option
@click.option("--dry-run", is_flag=True, help="Only tell what would move.")
@settings_options()
@click.pass_context
def regroup(ctx: click.Context, since: timedelta | datetime | None, dry_run: bool) -> None:
    """Group everything anew, by the rules of today and what you put right.

    Threads keep their ids, and what you follow or read. With --since only articles from then on may move. The store is
    backed up first.
    """
    shown = sys.stderr.isatty() and not is_dumb()
    bars: AbstractContextManager[ProgressBars | None] = ProgressBars() if shown else nullcontext()
    with open_services(ctx) as services, bars as progress:
        report = services.pipeline.regroup(resolve_since(since, services.now()), dry_run=dry_run, progress=progress)
    if report.busy:
        raise BriefingError("Another briefing is refreshing this store.", "Try again when it is done.")
    for line in _report_lines(report, dry_run):
        click.echo(line)


@click.command()
@click.option("--forget", is_flag=True, help="Go back to joining as it is shipped; what you put right stays.")
@settings_options()
@click.pass_context
def learned(ctx: click.Context, forget: bool) -> None:
    """Show what grouping learned from what you put right.

    Each story or thread that you split makes joining a little harder, each two that you merge a little easier; a little
    more so where they share the rarest names of those that you merged or split.
    """
    with open_services(ctx) as services:
        lessons = services.corrections.feedback()
        if forget:
            services.corrections.forget_feedback()
    for lesson in lessons:
        click.echo(_feedback_line(lesson))
    if not lessons:
        click.echo("Nothing yet: grouping is as it is shipped.")
    elif forget:
        click.echo("Forgotten: `briefing undo` brings it back.")
    else:
        click.echo("`briefing learned --forget` lets go of this; what you put right stays.")


def _report_lines(report: RegroupReport, dry_run: bool) -> list[str]:
    """What regrouping changed, in lines."""
    lines = [
        f"{format_count(report.articles, 'article')}: {report.articles_in_other_story} {'would be' if dry_run else 'are'} in another story, "
        f"{report.articles_in_other_thread} in another thread.",
        f"Stories: {report.stories[0]} before, {report.stories[1]} after. "
        f"Threads: {report.threads[0]} before, {report.threads[1]} after.",
    ]
    lines += [
        f"{move.article_count:5}  {truncate(move.from_title, TITLE_WIDTH)} -> {truncate(move.to_title, TITLE_WIDTH)}"
        for move in report.moves
    ]
    if report.backup:
        lines.append(f"The store as it was: {report.backup}")
    elif not dry_run:
        lines.append("Nothing had to be changed.")
    return lines


def _feedback_line(item: Feedback) -> str:
    what = "Stories" if item.kind == "story" else "Threads"
    if item.name:
        what += f' that share "{item.name}"'
    how = (
        "less easily"
        if item.threshold_offset > 0
        else "more easily"
        if item.threshold_offset < 0
        else "as easily as before"
    )
    shift = f" ({item.threshold_offset:+.1f} log-odds)" if item.threshold_offset else ""
    joined, split = format_count(item.joined_count, "merge"), format_count(item.split_count, "split")
    return f"{what} are joined {how}{shift}: {joined}, {split}."

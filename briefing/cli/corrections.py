"""`briefing merge`, `split`, `move`, `pin`, `set-affair`, `rename`, `regroup`, `feedback`, `undo` and `redo`."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.fault_reports import exit_if_unwritten
from briefing.cli.options import completing, json_option, resolve_since, settings_options, since_option
from briefing.cli.printer import print_json
from briefing.cli.progress import progress_bars
from briefing.cli.setup import moment_of, open_services
from briefing.cli.shared_steps import row_named
from briefing.errors import BriefingError
from briefing.model.grouping import Feedback, RegroupReport
from briefing.output.cells import truncate
from briefing.output.formatting import format_count

TITLE_WIDTH = 50
"""Cells of each title in the list of moves: two titles and an arrow fill a line."""


@command()
@click.argument("one", metavar="A", shell_complete=completing("thread"))
@click.argument("other", metavar="B", shell_complete=completing("thread"))
@settings_options()
@click.pass_context
def merge(ctx: click.Context, one: str, other: str) -> None:
    """Merge thread B into thread A.

    A keeps its id, and its title until later articles change it. A and B are ids, numbers of the last print-out, or
    words of the title in quotation marks. The ids of two stories of one thread merge these stories. `briefing undo`
    undoes it.
    """
    with open_services(ctx) as services:
        echo(services.corrections.merge(one, other))
    exit_if_unwritten(ctx, services)


@command()
@click.argument("name", metavar="THREAD|ARTICLE", shell_complete=completing("thread"))
@click.argument("part", metavar="[STORY|ARTICLE]", default="")
@settings_options()
@click.pass_context
def split(ctx: click.Context, name: str, part: str) -> None:
    """Split a STORY or an ARTICLE off its THREAD, or an ARTICLE off its story.

    What is split off a thread gets a thread of its own. An article that is named without its thread gets a story of its
    own in the same thread, where timeline and coverage, which go by what happened, may still count it in the same
    event; if it is the only one of its story, it leaves the thread. STORY is an id, or words of its title in quotation
    marks; behind THREAD, ARTICLE is an id. `briefing undo` undoes it.
    """
    with open_services(ctx) as services:
        echo(services.corrections.split(name, part))
    exit_if_unwritten(ctx, services)


@command()
@click.argument("child", metavar="ARTICLE|STORY")
@click.option(
    "--to",
    "thread",
    required=True,
    metavar="THREAD",
    help="The thread it belongs to.",
    shell_complete=completing("thread"),
)
@settings_options()
@click.pass_context
def move(ctx: click.Context, child: str, thread: str) -> None:
    """Move an article or a story into another thread.

    ARTICLE is an id, or words of its title in quotation marks; STORY is an id. `briefing undo` undoes it.
    """
    with open_services(ctx) as services:
        echo(services.corrections.move(child, thread))
    exit_if_unwritten(ctx, services)


@command()
@click.argument("thread", shell_complete=completing("thread"))
@click.argument("title", nargs=-1)
@click.option("--clear", is_flag=True, help="Go back to the automatic title.")
@settings_options()
@click.pass_context
def rename(ctx: click.Context, thread: str, title: tuple[str, ...], clear: bool) -> None:
    """Give a THREAD a TITLE that later articles do not change.

    Without a TITLE its present title is kept.
    """
    if clear and title:
        raise click.UsageError("Give a TITLE or --clear, not both.", ctx)
    with open_services(ctx) as services:
        row = row_named(services, [thread])
        services.corrections.rename(row.id, "" if clear else " ".join(title) or row.title)
        label = "Automatic title" if clear else "Renamed to" if title else "Title kept"
        echo(f"{label}: {services.reading.thread(row.id).row.title}")
    exit_if_unwritten(ctx, services)


@command()
@click.argument("thread", shell_complete=completing("thread"))
@settings_options()
@click.pass_context
def pin(ctx: click.Context, thread: str) -> None:
    """Keep the present articles of a THREAD together.

    No later refresh or regrouping separates them; new articles join as before. `briefing undo` undoes it.
    """
    with open_services(ctx) as services:
        echo(services.corrections.pin(thread))


@command()
@click.argument("thread", metavar="THREAD", shell_complete=completing("thread"))
@click.argument("affair", metavar="AFFAIR", default="", shell_complete=completing("thread"))
@click.option("--none", "remove", is_flag=True, help="Make it part of no affair.")
@settings_options()
@click.pass_context
def set_affair(ctx: click.Context, thread: str, affair: str, remove: bool) -> None:
    """Make a THREAD part of a larger AFFAIR, which is another thread.

    Both remain threads of their own. The part names its affair, and is ranked lower where the affair is listed above
    it. `briefing undo` undoes it.
    """
    if remove == bool(affair):
        raise click.UsageError("Give an AFFAIR, or --none.", ctx)
    with open_services(ctx) as services:
        echo(services.corrections.set_affair(thread, affair))


@command()
@since_option
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@json_option
@settings_options()
@click.pass_context
def regroup(ctx: click.Context, since: timedelta | datetime | None, dry_run: bool, as_json: bool) -> None:
    """Group all articles anew, with the present rules and your corrections.

    Threads keep their ids, and what you follow or read. With --since only articles from then on may move. The store is
    backed up first. `briefing undo` puts all back where it was, except articles that came in since.
    """
    with open_services(ctx) as services, progress_bars() as progress:
        report = services.pipeline.regroup(resolve_since(since, services.now()), dry_run=dry_run, on_progress=progress)
    if report.busy:
        raise BriefingError("Another briefing is refreshing this store.", "Try again when it is done.")
    if as_json:
        from briefing.output.maintenance_json import regroup_json

        print_json(regroup_json(report, moment_of(ctx), dry_run=dry_run))
    else:
        for line in _report_lines(report, dry_run):
            echo(line)
    exit_if_unwritten(ctx, services)


@command()
@click.option("--forget", is_flag=True, help="Go back to the shipped grouping; your corrections stay.")
@json_option
@settings_options()
@click.pass_context
def feedback(ctx: click.Context, forget: bool, as_json: bool) -> None:
    """Show what grouping learned from your corrections.

    Each split makes joining a little harder, and each merge a little easier. The effect is larger for stories or
    threads that share the rarest names of those that you merged or split.
    """
    with open_services(ctx) as services:
        items = services.corrections.feedback()
        if forget:
            services.corrections.forget_feedback()
    if as_json:
        from briefing.output.maintenance_json import feedback_json

        print_json(feedback_json(items, moment_of(ctx)))
        return
    for item in items:
        echo(_feedback_line(item))
    if not items:
        echo("Nothing was learned yet: grouping is as shipped.")
    elif forget:
        echo("Forgotten; `briefing undo` restores it.")
    else:
        echo("`briefing feedback --forget` forgets this; your corrections stay.")


@command()
@settings_options()
@click.pass_context
def undo(ctx: click.Context) -> None:
    """Undo your last action on threads, articles or views; run it again to undo the one before.

    It undoes following, muting, starring, marking as read or unread, saved views, corrections and edits of feeds.toml,
    but not that a thread was read because you opened it.
    """
    with open_services(ctx) as services:
        undone = services.corrections.undo()
    echo(f"Undone: {undone}" if undone else "There is nothing to undo.")
    exit_if_unwritten(ctx, services)


@command()
@settings_options()
@click.pass_context
def redo(ctx: click.Context) -> None:
    """Do again what was undone last; run it again to redo the undo before.

    That ends with your next action. It does merges, splits, moves and pins again too; an edit of feeds.toml, an import
    and a regrouping must be made anew.
    """
    with open_services(ctx) as services:
        redone = services.corrections.redo_action().message
    echo(f"Done again: {redone}" if redone else "There is nothing to redo.")
    exit_if_unwritten(ctx, services)


def _report_lines(report: RegroupReport, dry_run: bool) -> list[str]:
    """Return what regrouping changed, as lines of text."""
    stories, threads = report.articles_in_other_story, report.articles_in_other_thread
    lines = [
        f"{format_count(report.articles, 'article')}: {stories} {'would be' if dry_run else 'are'} in another story, "
        f"{threads} in another thread.",
        f"Stories: {report.stories[0]} before, {report.stories[1]} after. "
        f"Threads: {report.threads[0]} before, {report.threads[1]} after.",
    ]
    lines += [
        f"{move.article_count:5}  {truncate(move.from_title, TITLE_WIDTH)} -> {truncate(move.to_title, TITLE_WIDTH)}"
        for move in report.moves
    ]
    if report.backup:
        lines.append(f"Backup of the store before: {report.backup}")
    elif not dry_run:
        lines.append("Nothing had to be changed.")
    return lines


def _feedback_line(item: Feedback) -> str:
    """Return one thing that grouping learned, as text."""
    subject = "Stories" if item.kind == "story" else "Threads"
    if item.name:
        subject += f' that share "{item.name}"'
    offset = item.threshold_offset
    ease = "less easily" if offset > 0 else "more easily" if offset < 0 else "as easily as before"
    size = f" ({offset:+.1f} log-odds)" if offset else ""
    merges, splits = format_count(item.joined_count, "merge"), format_count(item.split_count, "split")
    return f"{subject} are joined {ease}{size}: {merges}, {splits}."

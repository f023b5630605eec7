"""`briefing digest`: what is new since this digest last ran, as text for mail."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.command_help import command
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_FAILED, EXIT_SOME_FAILED
from briefing.cli.fault_reports import print_faults
from briefing.cli.options import (
    FILE_TYPE,
    completing,
    json_option,
    options_as,
    parse_moment,
    query_option,
    resolve_since,
    rewrite_option,
    settings_options,
    since_option,
    view_option,
)
from briefing.cli.printer import print_json, print_note
from briefing.cli.setup import open_services
from briefing.cli.shared_steps import combined_query, rewrite_if_wanted
from briefing.cli.streams import is_output_closed
from briefing.config import expand_home
from briefing.config.mail_schema import is_mail_address
from briefing.model.digests import DEFAULT_NAME, FORMATS, MAX_LINES, MAX_THREADS, MIN_LINES, ORDERS, SIZES
from briefing.output.digest.digest import digest_document, stale_note
from briefing.output.digest.digest_fitting import fit_digest
from briefing.output.documents.formats import write_document
from briefing.output.lines import Span, line_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage

    from briefing.model.briefings import Briefing
    from briefing.model.digests import DigestFormat, DigestOrder, DigestSettings, SummarySize
    from briefing.model.program_fault import ProgramFault
    from briefing.output.documents.document import Document
    from briefing.services import Services


MAX_REFRESH_WAIT = 300.0
"""Seconds that `--refresh` waits while another refresh runs: a refresh of hundreds of feeds takes a few minutes."""
WIDTH = 72
"""Columns of a digest without --width: plain text in mails is read at this width."""


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """The options of `briefing digest`; None where feeds.toml or the default decides."""

    name: str
    since: timedelta | datetime | None
    query: str
    view: str
    sections: tuple[str, ...]
    limit: int | None
    lines: int | None
    size: SummarySize | None
    order: DigestOrder | None
    output_format: DigestFormat | None
    mail: tuple[str, ...]
    output: Path | None
    width: int
    quiet: bool
    dry_run: bool
    weekly: bool
    again: bool
    moments: tuple[datetime, datetime] | None
    refresh_first: bool
    rewrite: bool | None
    as_json: bool

    @property
    def is_recorded(self) -> bool:
        """Whether what is printed counts as delivered."""
        return not (self.dry_run or self.weekly)

    def require_consistent(self) -> None:
        """Raise UsageError for options of which one would have no effect beside another."""
        if sum((self.again, self.weekly, self.moments is not None)) > 1:
            raise click.UsageError("Give only one of --again, --diff and --weekly.")
        if self.again or self.moments:
            chosen = {
                "--since": self.since,
                "--query": self.query,
                "--view": self.view,
                "--section": self.sections,
                "--limit": self.limit,
                "--lines": self.lines,
                "--size": self.size,
                "--order": self.order,
                "--refresh": self.refresh_first,
            }
            if name := next((name for name, value in chosen.items() if value), ""):
                raise click.UsageError(f"{name} has no effect on what was delivered: leave it out.")
        if self.mail and (self.as_json or self.output_format not in (None, "mail")) and self.output is None:
            raise click.UsageError("A mail has text and HTML: --format or --json needs --output beside --mail.")

    def over(self, configured: DigestSettings) -> DigestSettings:
        """Return the settings of a configured digest with the options that were given in their place."""
        given: dict[str, Any] = {
            "view": self.view,
            "sections": self.sections,
            "limit": self.limit,
            "lines": self.lines,
            "size": self.size,
            "order": self.order,
            "format": "json" if self.as_json else self.output_format,
            "output": str(self.output) if self.output else "",
            "recipients": self.mail,
            "is_mailed": bool(self.mail),
        }
        return replace(configured, **{key: value for key, value in given.items() if value})


def parse_mail_address(value: str) -> str:
    """Return a mail address as it was given."""
    if not is_mail_address(value):
        raise click.BadParameter(f"{value!r} is no mail address; use for example me@example.org.")
    return value


@command()
@click.option(
    "--name",
    default=DEFAULT_NAME,
    show_default=True,
    help="Each name keeps its own record.",
    shell_complete=completing("digest"),
)
@since_option
@query_option
@view_option
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="NAME",
    help="Only threads of this section; repeatable.",
    shell_complete=completing("section"),
)
@click.option("--limit", type=click.IntRange(1, MAX_THREADS), metavar="N", help="Number of threads at most.")
@click.option("--lines", type=click.IntRange(MIN_LINES, MAX_LINES), metavar="N", help="Number of lines at most.")
@click.option(
    "--size",
    type=click.Choice(SIZES),
    help="How much of each thread in full: one sentence and no more; two; or three, in fewer threads, if its news has "
    "them. With --weekly 3, 5 or 7 events.",
)
@click.option("--order", type=click.Choice(ORDERS), help="Order of the threads.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), help="Format; mail: a message for sendmail.")
@click.option("--mail", multiple=True, type=parse_mail_address, metavar="ADDRESS", help="Mail it there; repeatable.")
@click.option("--output", type=FILE_TYPE, metavar="FILE", help='Write to a file; "-" prints.')
@click.option("--width", type=click.IntRange(30, 400), default=WIDTH, show_default=True, help="Columns to fill.")
@click.option("--quiet", is_flag=True, help="Print nothing if nothing is new.")
@click.option("--dry-run", is_flag=True, help="Print it without recording it as delivered.")
@click.option("--weekly", is_flag=True, help="Review the week instead: what big threads did, what began, what ended.")
@click.option("--again", is_flag=True, help="Print what this digest printed last.")
@click.option(
    "--diff",
    "moments",
    nargs=2,
    type=parse_moment,
    metavar="TIME TIME",
    help="Compare the digests delivered first after two times.",
)
@click.option("--refresh", "refresh_first", is_flag=True, help="Fetch the feeds that are due first.")
@rewrite_option
@json_option
@settings_options()
@click.pass_context
@options_as(DigestOptions)
def digest(ctx: click.Context, options: DigestOptions) -> None:
    """Print what is new since this digest last ran; made for cron.

    The most important threads come first, at most 120 lines. Only what it printed is recorded as delivered, after it
    was written; what it had no room for is counted and waits for the next digest, at least two days, after more
    important news. Options replace what [digests.NAME] in feeds.toml says. It waits up to two minutes for another
    digest, and with --refresh up to five minutes for another refresh. Feeds that failed are listed in it; they do not
    make the command fail.
    """
    from briefing.services.fault_record import fault_notes

    options.require_consistent()
    with open_services(ctx, creates=options.refresh_first) as services:
        is_earlier = options.again or options.moments is not None
        settings = options.over(services.deliveries.settings(options.name, may_be_former=is_earlier))
        if is_earlier:
            _print_earlier(services, options, settings)
            return
        code = _refresh(services, options)
        with services.deliveries.lock() if options.is_recorded else nullcontext():
            briefing = _fitted_digest(services, options, settings)
            code = print_faults(fault_notes(briefing.faults, "the next digest")) or code
            if briefing.threads or not options.quiet:
                code = _deliver(services, briefing, options, settings) or code
            elif note := stale_note(briefing):
                print_note(line_text([Span(note)]))
    ctx.exit(code)


def _print_earlier(services: Services, options: DigestOptions, settings: DigestSettings) -> None:
    """Print or mail what this digest printed last, or compare two of its digests; nothing is recorded."""
    from briefing.output.digest.digest_difference import difference_document
    from briefing.output.documents.document_codec import decode_document

    deliveries = services.deliveries
    if options.moments:
        texts = [deliveries.document_from(settings.name, moment) for moment in sorted(options.moments)]
        document = difference_document(decode_document(texts[0]), decode_document(texts[1]))
    else:
        document = decode_document(deliveries.last_document(settings.name))
    if options.mail and settings.format != "mail":
        services.mailer.send(_as_message(services, document, options, settings))
        return
    if settings.format == "json":
        from briefing.output.documents.document_json import document_json

        text = document_json(document)
    else:
        text = _as_text(services, document, options, settings)
    output = options.output if str(options.output) != "-" else None
    write_output(text, output, is_json=settings.format == "json")


def _fitted_digest(services: Services, options: DigestOptions, settings: DigestSettings) -> Briefing:
    """Return the digest as it is printed: rewritten if that is asked for, and cut to its lines."""
    query = combined_query(services, options.query, settings.view)
    since = resolve_since(options.since, services.now())
    if options.weekly:
        from briefing.output.digest.weekly import weekly_document

        review = services.deliveries.weekly(settings, since, query)
        fitted = fit_digest(review, settings, options.width, weekly_document)
        _log_faults(fitted.faults[len(review.faults) :])
        return fitted
    chosen = services.deliveries.digest(options.name, since, settings=settings, query=query)
    briefing = fit_digest(chosen, settings, options.width)
    _log_faults(briefing.faults[len(chosen.faults) :])
    full = rewrite_if_wanted(services, briefing.full_threads, options.rewrite, "news")
    return replace(briefing, threads=(*full, *briefing.brief_threads, *briefing.titled_threads))


def _log_faults(faults: Sequence[ProgramFault]) -> None:
    """Write into the log what could not be drawn; the faults of choosing the digest are there already."""
    if faults:
        from briefing.program_faults import log_fault

        for fault in faults:
            log_fault(fault)


def _deliver(services: Services, briefing: Briefing, options: DigestOptions, settings: DigestSettings) -> int:
    """Write or mail a digest, and record it as delivered if somebody can have got it; return the exit code."""
    refused: dict[str, str] = {}
    is_mailed = settings.is_mailed and settings.format != "mail" and not options.dry_run
    output = expand_home(Path(settings.output)) if settings.output not in ("", "-") else None
    if settings.output or not is_mailed:
        write_output(_render(services, briefing, options, settings), output, is_json=settings.format == "json")
    if is_mailed:
        refused = services.mailer.send(_as_message(services, _document(briefing, options, settings), options, settings))
    if options.is_recorded and (output is not None or is_mailed or not is_output_closed()):
        services.deliveries.mark_delivered(briefing, settings.size)
        if briefing.threads:
            from briefing.output.documents.document_codec import encode_document

            services.deliveries.save_document(briefing, encode_document(digest_document(briefing, settings)))
    for address, reason in refused.items():
        print_note(f"The mail server refused {address}: {reason}")
    return EXIT_SOME_FAILED if refused else 0


def _document(briefing: Briefing, options: DigestOptions, settings: DigestSettings) -> Document:
    if options.weekly:
        from briefing.output.digest.weekly import weekly_document

        return weekly_document(briefing, settings)
    return digest_document(briefing, settings)


def _as_message(
    services: Services, document: Document, options: DigestOptions, settings: DigestSettings
) -> EmailMessage:
    from briefing.output.digest.mail_message import mail_message

    mail = services.mailer.settings(settings.recipients)
    name = "" if settings.name == DEFAULT_NAME else settings.name
    return mail_message(document, mail.sender, settings.recipients or mail.to, options.width, name)


def _as_text(services: Services, document: Document, options: DigestOptions, settings: DigestSettings) -> str:
    if settings.format == "mail":
        message = _as_message(services, document, options, settings)
        return message.as_bytes().decode("ascii").replace("\r\n", "\n")
    return write_document(document, settings.format, options.width)


def _refresh(services: Services, options: DigestOptions) -> int:
    """Refresh if that is asked for; return the exit code: feeds that failed count only if none could be reached.

    Else write what an interrupted refresh left: a digest records what it prints, so that must be the present text.
    """
    if options.refresh_first:
        from briefing.cli.refresh import BUSY_MESSAGE, exit_code, print_failures, run_refresh

        report = run_refresh(services, quiet=options.quiet, wait=MAX_REFRESH_WAIT)
        if report.busy:
            print_note(BUSY_MESSAGE)
        if exit_code(report) == EXIT_FAILED:
            print_failures(services, report, for_cron=True)
            return EXIT_FAILED
        return print_faults(report.fault_notes)
    if not options.quiet and services.reading.is_store_empty():
        print_note("The store is empty: run `briefing refresh`, or `briefing digest --refresh`.")
    if options.is_recorded:
        services.refresher.write_left()
    return 0


def _render(services: Services, briefing: Briefing, options: DigestOptions, settings: DigestSettings) -> str:
    if settings.format != "json":
        return _as_text(services, _document(briefing, options, settings), options, settings)
    from briefing.output.json_format import briefing_json

    return "".join(briefing_json(briefing))


def write_output(text: str, output: Path | None, *, is_json: bool = False) -> None:
    """Write a text to a file, whole or not at all, or print it; FileError if the file cannot be written."""
    if output is None:
        if is_json:
            print_json(text)
        else:
            echo(text, nl=False)
        sys.stdout.flush()
        return
    from briefing.config import write_atomic

    write_atomic(output, text, private=False)

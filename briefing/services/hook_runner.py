"""Commands and notices after a refresh. A hook that fails is a note of the refresh, never an error."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from briefing.clock import period_start
from briefing.model.notes import Note
from briefing.services.context import Context
from briefing.system_errors import cannot_run
from briefing.text.dates.moments import utc_text

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.fetching import RefreshReport
    from briefing.model.hooks import Hooks
    from briefing.model.threads import ThreadRow

MAX_THREADS = 200
"""Threads that a hook is given at most, the newest: no command reads more after one refresh."""
MAX_TITLES = 3
"""Titles of one notice at most: desktops cut longer ones."""
APPLESCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
"""The notice of macOS; title and text are arguments, so that nothing in a headline is run."""


class HookRunner:
    """Runs the hooks of the configuration in use."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def run(self, report: RefreshReport, thread_ids: Collection[str], began: datetime) -> tuple[Note, ...]:
        """Run the hooks that a refresh calls for, and return a note for each that failed.

        Args:
            report: What the refresh did.
            thread_ids: The threads that it changed. Those that it brought only doubted stories have no news.
            began: When it began.
        """
        hooks = self._context.config.hooks
        if hooks is None or not report.articles:
            return ()
        now = self._context.now()
        changed = [row for row in self._store.threads.rows(now, period_start(now)) if row.id in thread_ids]
        without_news = self._store.threads.with_only_doubted_since(began, thread_ids)
        changed = [row for row in changed if row.id not in without_news]
        listed = [row for row in changed if not row.muted][:MAX_THREADS]
        followed = [row for row in listed if row.followed]
        problems = []
        for name, command, rows in hooks_to_run(hooks, listed, followed, shutil.which):
            document = self._document(name, report, rows) if name != "notify" else ""
            if problem := run_command(command, document, hooks.timeout):
                problems.append(Note(f"hook {name}", problem))
        problems += self._run_rules(hooks, report, listed)
        if hooks.webhook and followed and (problem := self._post_notice(hooks, [row.title for row in followed])):
            problems.append(Note("hook webhook", problem))
        return tuple(problems)

    def _run_rules(self, hooks: Hooks, report: RefreshReport, rows: Sequence[ThreadRow]) -> list[Note]:
        """Run the command of rules for each rule that means one of these threads; return what failed."""
        problems = []
        for rule in self._context.config.rules if hooks.rule else ():
            if rule.action != "hook" or not rule.is_active(self._context.now()):
                continue
            ids = set(self._store.threads.meant_by_rule(rule, [row.id for row in rows]))
            meant = [row for row in rows if row.id in ids]
            document = self._document("rule", report, meant, rule.describe())
            if meant and (problem := run_command(hooks.rule, document, hooks.timeout)):
                problems.append(Note("hook rule", problem))
        return problems

    def _post_notice(self, hooks: Hooks, titles: Sequence[str]) -> str:
        """Post the titles of followed threads to the webhook; return why it failed, "" if it did not."""
        import asyncio

        from briefing.errors import FetchError

        try:
            asyncio.run(post_notice(hooks, titles, self._context.transport))
        except FetchError as error:
            return str(error)
        except TimeoutError:
            return f"no answer within {hooks.timeout:g} s"
        return ""

    def _document(self, event: str, report: RefreshReport, rows: Sequence[ThreadRow], rule: str = "") -> str:
        """Return what a hook reads: the event, its rule, the moment, the number of articles, the changed threads."""
        threads = [
            {
                "id": row.id,
                "title": row.title,
                "section": row.section,
                "status": row.status,
                "publishers": list(row.publishers),
                "latest_development": row.latest_development,
                "followed": row.followed,
            }
            for row in rows
        ]
        document = {
            "event": event,
            "now": utc_text(self._context.now()),
            "articles": report.articles,
            "threads": threads,
        }
        document |= {"rule": rule} if rule else {}
        return json.dumps(document, ensure_ascii=False) + "\n"


HookCall = tuple[str, tuple[str, ...], Sequence["ThreadRow"]]
"""The name of a hook, its command, and the threads that it is about."""


def hooks_to_run(
    hooks: Hooks, changed: Sequence[ThreadRow], followed: Sequence[ThreadRow], which: Callable[[str], str | None]
) -> list[HookCall]:
    """Return the hooks to run, in order; `which` finds programs."""
    chosen: list[HookCall] = []
    if hooks.refresh:
        chosen.append(("refresh", hooks.refresh, changed))
    if hooks.followed and followed:
        chosen.append(("followed", hooks.followed, followed))
    if hooks.notify and followed and (notice := notice_command([row.title for row in followed], which)):
        chosen.append(("notify", notice, followed))
    return chosen


async def post_notice(hooks: Hooks, titles: Sequence[str], transport: Any) -> None:
    """Post a notice on followed threads to the webhook; FetchError if it is not taken."""
    from briefing.feeds.fetching.secret_headers import read_secret
    from briefing.web.client import open_client
    from briefing.web.webhook import send_notice

    token = hooks.webhook_token
    headers = {"Authorization": f"Bearer {await read_secret('the token of the webhook', token)}"} if token else {}
    head, text = notice_texts(titles)
    async with open_client(transport) as client:
        await send_notice(client, hooks.webhook, head, text, headers=headers, deadline=hooks.timeout)


def notice_texts(titles: Sequence[str]) -> tuple[str, str]:
    """Return the head and the text of a notice on followed threads."""
    head = "1 followed thread has news" if len(titles) == 1 else f"{len(titles)} followed threads have news"
    return head, "\n".join(titles[:MAX_TITLES])


def notice_command(titles: Sequence[str], which: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the command that shows a notice on the desktop; () if this machine has none."""
    head, text = notice_texts(titles)
    if program := which("notify-send"):
        return (program, "--app-name=briefing", "--", head, escape(text, quote=False))  # desktops read it as markup
    if program := which("osascript"):
        return (program, "-e", APPLESCRIPT, head, text)
    return ()


def run_command(command: Sequence[str], text: str, timeout: float) -> str:
    """Run a command without a shell, with `text` on standard input; return why it failed, "" if it did not."""
    try:
        result = subprocess.run(  # noqa: S603 - the command is from the reader's configuration
            list(command), input=text.encode(), capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{command[0]} took more than {timeout:g} s and was stopped"
    except (OSError, ValueError) as error:
        return cannot_run(command[0], error)
    if not result.returncode:
        return ""
    lines = result.stderr.decode(sys.getdefaultencoding(), "replace").strip().splitlines()
    from briefing.text.html.clean import clean

    return clean(f"{command[0]} failed ({result.returncode})" + (f": {lines[-1][:200]}" if lines else ""))

"""The part of the application that takes news out of it: the clipboard, files, commands of the reader's own."""

from __future__ import annotations

from pathlib import Path

from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.output.cells import cell_width, wrap
from briefing.output.digest import digest_text
from briefing.output.lines import Span
from briefing.output.markdown import article_markdown, thread_markdown
from briefing.tui.app_base import AppBase
from briefing.tui.external import markdown_file_name
from briefing.tui.render.page_lines import PageLine, page_lines
from briefing.tui.screens.modals import PageModal
from briefing.tui.screens.prompts import ChoicePrompt, TextPrompt

JSON_PLACEHOLDER = "{json}"
"""A word of a command that asks for JSON instead of Markdown."""
DIGEST_WIDTH = 72
"""Columns of a digest as `briefing digest` prints it."""


class SharingActions(AppBase):
    """Copy, save, send, and what cron would send."""

    def copy_link(self, url: str) -> None:
        """Copy an address to the clipboard, through the terminal (OSC 52)."""
        if url:
            self.copy_to_clipboard(url)
        self.notify_status(f"Copied {url}" if url else "There is no article to copy the link of")

    def copy_thread(self, thread: Thread | None) -> None:
        """Copy a thread as Markdown."""
        if thread:
            self.copy_to_clipboard(thread_markdown(thread, self.async_services.now()))
        self.notify_status(f"Copied as Markdown: {thread.row.title}" if thread else "There is no thread to copy")

    def save_thread(self, thread: Thread | None) -> None:
        """Ask for a file and save a thread there as Markdown."""
        if thread is None:
            self.notify_status("There is no thread to save")
            return
        text, name = thread_markdown(thread, self.async_services.now()), markdown_file_name(thread.row.title)

        def save(path: str | None) -> None:
            if path:
                self.run_in_background(self._save_file(Path(path).expanduser(), text), "share")

        self.push_screen(
            TextPrompt("Save as Markdown", "The file to write; Esc saves nothing", str(Path.cwd() / name)), save
        )

    async def _save_file(self, path: Path, text: str) -> None:
        await self.async_services.save_file(path, text)
        self.notify_status(f"Saved {path}")

    def send(self, thread: Thread | None, article: Article | None) -> None:
        """Send an article, or a thread, to a command of the configuration; ask which one if there are several."""
        commands = self.async_services.config.send_commands
        if thread is None or not commands:
            told = "There is nothing to send" if commands else "No command to send to: feeds.toml names them in [send]"
            self.notify_status(told)
            return

        def chosen(name: str | None) -> None:
            if name:
                self.run_in_background(self._send_to_command(name, commands[name], thread, article), "share")

        if len(commands) == 1:
            chosen(next(iter(commands)))
        else:
            choices = [(name, name, " ".join(words)) for name, words in commands.items()]
            self.push_screen(ChoicePrompt("Send to", choices, self.symbols), chosen)

    async def _send_to_command(
        self, name: str, command: tuple[str, ...], thread: Thread, article: Article | None
    ) -> None:
        """Give JSON to a command whose words say so ("{json}" is taken out of them), else Markdown."""
        now = self.async_services.now()
        words = [word for word in command if word != JSON_PLACEHOLDER]
        if len(words) < len(command):
            from briefing.output.json_format import article_json, thread_json

            text = article_json(article, now) if article else thread_json(thread, now)
        else:
            text = article_markdown(article, now) if article else thread_markdown(thread, now)
        said = await self.async_services.send_to_command(words, text)
        title = article.title if article else thread.row.title
        self.notify_status(f"Sent to {name}: {title}{f' - {said}' if said else ''}")

    def show_digest(self) -> None:
        """Show the digest as cron would print it now; nothing is recorded as told."""
        self.run_in_background(self._show_digest(), "digest", exclusive=True)

    async def _show_digest(self) -> None:
        here = self.screen
        briefing = await self.async_services.digest()
        text = digest_text(briefing, DIGEST_WIDTH)
        title = "The digest, as cron would print it now" if briefing.threads else "The digest has nothing new to tell"

        def paint(width: int) -> list[PageLine]:
            lines = text.splitlines()
            return page_lines(
                (Span(part),) for line in lines for part in (wrap(line, width) if cell_width(line) > width else [line])
            )

        await self.show_modal(here, PageModal(title, paint, self.symbols))

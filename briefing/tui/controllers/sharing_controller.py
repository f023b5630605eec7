"""Taking news out of the reader: browser, clipboard, files, configured commands."""

from __future__ import annotations

import os
from pathlib import Path

from briefing.config import expand_home
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.output.documents.markdown_document import document_markdown, markdown_file_name
from briefing.output.documents.page_documents import article_document, thread_document
from briefing.text.urls import is_web_url
from briefing.tui.app_context import AppContext
from briefing.tui.attempts import EndAttempt, end_with_error
from briefing.tui.command_names import CommandName
from briefing.tui.external import (
    open_in_browser,
    run_command,
    terminal_browser_command,
    write_new_file,
)
from briefing.tui.modals.prompts import Choice, ChoicePrompt, TextPrompt

JSON_PLACEHOLDER = "{json}"
"""An argument of a command that asks for JSON instead of Markdown; it is not passed on."""


class SharingController:
    """Opens, copies, saves and sends articles and threads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        if url:
            self._context.run_in_background(self._browse(url), "browse")
        else:
            self._context.notify_status("There is no article to open")

    async def _browse(self, url: str) -> None:
        is_web = is_web_url(url)
        if is_web and (command := terminal_browser_command(os.environ, url)):
            self._context.run_in_terminal(command)
        elif is_web and await self._context.work_pools.readers.run(open_in_browser, url):
            self._context.notify_status(f"Opened {url}")
        else:
            key = self._context.key_for(CommandName.COPY_LINK)
            self._context.notify_status(f"No browser opened it - {key} copies the address")

    def copy_link(self, url: str) -> None:
        """Copy an address to the clipboard."""
        if url:
            self._context.copy_to_clipboard(url)
        self._context.notify_status(f"Copied {url}" if url else "There is no link to copy")

    def copy_thread(self, thread: Thread | None) -> None:
        """Copy a thread as Markdown."""
        if thread:
            self._context.copy_to_clipboard(document_markdown(thread_document(thread, self._context.now())))
        self._context.notify_status(
            f"Copied as Markdown: {thread.row.title}" if thread else "There is no thread to copy"
        )

    def save_thread(self, thread: Thread | None) -> None:
        """Ask for a file, and save a thread there as Markdown."""
        if thread is None:
            self._context.notify_status("There is no thread to save")
            return
        document = thread_document(thread, self._context.now())
        text, file_name = document_markdown(document), markdown_file_name(document)

        def attempt(name: str, end_attempt: EndAttempt) -> None:
            self._context.run_in_background(self._save_file(expand_home(Path(name)), text, end_attempt), "share")

        hint = "The file to write; Esc cancels"
        prompt = TextPrompt("Save as Markdown", hint, str(Path.cwd() / file_name), attempt)
        self._context.ask(prompt)

    async def _save_file(self, path: Path, text: str, end_attempt: EndAttempt) -> None:
        """Write the file; if that fails, let the prompt say why, and the status line if the prompt is gone."""
        try:
            await self._context.work_pools.writer.run(write_new_file, path, text)
        except BriefingError as error:
            if end_with_error(end_attempt, error):
                return
            raise
        end_attempt("")
        self._context.notify_status(f"Saved {path}")

    def send(self, thread: Thread | None, article: Article | None) -> None:
        """Send a thread, or one of its articles, to a configured command; ask which one if there are several.

        Args:
            thread: The thread; None: nothing is chosen.
            article: The article of it that is sent in its place.
        """
        commands = self._context.services.config.send_commands
        if not commands:
            self._context.notify_status("No command to send to: add one under [send] in feeds.toml")
            return
        if thread is None:
            self._context.notify_status("There is nothing to send")
            return

        def chosen(name: str | None) -> None:
            if name:
                self._context.run_in_background(self._send(name, thread, article), "share")

        if len(commands) == 1:
            chosen(next(iter(commands)))
        else:
            choices = [Choice(name, name, " ".join(words)) for name, words in commands.items()]
            self._context.ask(ChoicePrompt("Send to", choices, self._context.symbols), chosen)

    async def _send(self, name: str, thread: Thread, article: Article | None) -> None:
        command, now = self._context.services.config.send_commands[name], self._context.now()
        if JSON_PLACEHOLDER in command:
            from briefing.output.json_format import article_json, thread_json  # only a few readers need it

            text = article_json(article, now) if article else thread_json(thread, now)
        else:
            text = document_markdown(article_document(article, now) if article else thread_document(thread, now))
        arguments = [word for word in command if word != JSON_PLACEHOLDER]
        output = await self._context.work_pools.readers.run(run_command, arguments, text)
        title = article.title if article else thread.row.title
        self._context.notify_status(f"Sent to {name}: {title}{f' - {output}' if output else ''}")

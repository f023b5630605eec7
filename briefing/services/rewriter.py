"""Summaries rewritten by a language model that the reader chose.

The model sees only the selected sentences. Its answer is shown only if it is fully grounded in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from briefing.errors import ConfigError, FetchError, StoreError
from briefing.model.threads import Rewrite
from briefing.services.context import Context

if TYPE_CHECKING:
    from briefing.model.feeds import LanguageModel
    from briefing.model.threads import Sentence, Thread

MAX_CONCURRENT_REQUESTS = 4
"""Requests at the same time: a local model answers one by one, a remote one limits its rate."""
RewriteSize = Literal["paragraph", "long", "news"]
"""The sentences to rewrite: those of a summary size, or those that a digest prints."""
DIGEST_SENTENCES = 2
"""Sentences of a thread that are rewritten for a digest, whatever its size: the rewrite stands in place of all that it
prints."""


class Rewriter:
    """Requests rewritten summaries, stores the answers, and checks each before it is shown."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def rewrite(self, threads: Sequence[Thread], size: RewriteSize = "paragraph") -> tuple[tuple[Thread, ...], str]:
        """Return threads with rewritten summaries, and a message that names those left unchanged, "" if none.

        Blocks for the timeout of the model at most.

        Raises:
            ConfigError: No model is configured, or [model] has a mistake.
        """
        self._context.config.require("model", "Nothing is rewritten.")
        model = self._context.config.language_model
        if model is None:
            raise ConfigError("No language model is configured.", "Add a [model] table to feeds.toml.")
        from briefing.writing.rewrite.prompt_and_answer import accept_rewrite

        originals = {thread.row.id: shown for thread in threads if (shown := _shown_sentences(thread, size))}
        keys = {id: _answer_key(model, shown) for id, shown in originals.items()}
        answers = self._store.model_answers.get(keys.values())
        missing = {keys[id]: shown for id, shown in originals.items() if keys[id] not in answers}
        new, failure = self._request_answers(model, missing) if missing else ({}, "")
        if new:
            with suppress(StoreError):  # with a read-only store the next call asks again
                self._store.model_answers.save(new, self._context.now())
        answers |= new
        rewritten, rejections = list(threads), []
        for index, thread in enumerate(threads):
            answer = answers.get(keys.get(thread.row.id, ""))
            if answer is None:
                continue
            langs = {article.id: article.lang for story in thread.stories for article in story.articles}
            sentences, rejection = accept_rewrite(answer, originals[thread.row.id], langs)
            if sentences:
                rewritten[index] = replace(thread, rewrite=Rewrite(model.name, sentences))
            else:
                rejections.append(rejection)
        return tuple(rewritten), _unchanged_message(model, len(originals), rejections, failure)

    def rewrite_if_wanted(
        self, threads: tuple[Thread, ...], requested: bool | None, size: RewriteSize = "paragraph"
    ) -> tuple[tuple[Thread, ...], str]:
        """Rewrite the threads if `requested`; None leaves that to the configuration."""
        return self.rewrite(threads, size) if self.is_wanted(requested) else (threads, "")

    def is_wanted(self, requested: bool | None) -> bool:
        """Whether threads are to be rewritten: as `requested`, or for None as the configuration says."""
        model = self._context.config.language_model
        return requested if requested is not None else model is not None and model.always_rewrite

    def _request_answers(
        self, model: LanguageModel, originals: Mapping[str, Sequence[Sentence]]
    ) -> tuple[dict[str, str], str]:
        """Return the answers that came in time by their key, and why others are missing."""
        import asyncio

        answers: dict[str, str] = {}
        try:
            asyncio.run(_collect_answers(model, originals, self._context.transport, answers))
        except FetchError as error:
            return answers, str(error)
        except TimeoutError:
            return answers, f"no answer within {model.timeout:g} s"
        return answers, ""


async def _collect_answers(
    model: LanguageModel, originals: Mapping[str, Sequence[Sentence]], transport: Any, answers: dict[str, str]
) -> None:
    """Add answers as they come; the first failure cancels all requests, because the others would fail the same way."""
    import asyncio

    from briefing.feeds.fetching.secret_headers import read_secret
    from briefing.web.chat import complete_chat
    from briefing.web.client import open_client
    from briefing.writing.rewrite.prompt_and_answer import chat_messages

    headers = {"Authorization": await read_secret("the header Authorization", model.key)} if model.key else {}
    slots = asyncio.Semaphore(MAX_CONCURRENT_REQUESTS)
    async with open_client(transport) as client, asyncio.timeout(model.timeout):

        async def request(key: str, shown: Sequence[Sentence]) -> None:
            async with slots:
                answers[key] = await complete_chat(
                    client,
                    model.url,
                    model.name,
                    chat_messages(shown),
                    headers=headers,
                    deadline=model.timeout,
                )

        tasks = [asyncio.ensure_future(request(key, shown)) for key, shown in originals.items()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _shown_sentences(thread: Thread, size: RewriteSize) -> tuple[Sentence, ...]:
    """Return the sentences of a thread that are shown in this size."""
    summary = thread.summary
    if size == "news":
        changed = thread.changes.sentences if thread.changes else ()
        return (changed or summary.paragraph or summary.line)[:DIGEST_SENTENCES]
    longest = summary.long if size == "long" else ()
    return longest or summary.paragraph or summary.line


def _answer_key(model: LanguageModel, sentences: Sequence[Sentence]) -> str:
    """Return the key of a stored answer: a hash of the whole request."""
    import json
    from hashlib import sha256

    from briefing.writing.rewrite.prompt_and_answer import PROMPT_VERSION

    request = [PROMPT_VERSION, model.url, model.name, [(sentence.text, sentence.article) for sentence in sentences]]
    return sha256(json.dumps(request).encode()).hexdigest()


def _unchanged_message(model: LanguageModel, requested: int, rejections: Sequence[str], failure: str) -> str:
    """Return one line about the summaries that are shown as published, with the reason; "" if there are none."""
    if failure:
        return f"Not rewritten by {model.name}: {failure.rstrip('.')}. The publishers' own sentences are shown."
    if not rejections:
        return ""
    subject = f"{len(rejections)} of {requested} summaries" if requested > 1 else "The summary"
    verb = "are" if len(rejections) > 1 else "is"
    return (
        f"{subject} {verb} shown in the publishers' own sentences: "
        f"what {model.name} wrote was rejected, because {rejections[0]}."
    )

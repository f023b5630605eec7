"""Summaries in the words of a language model that the reader chose; a part of the services.

It is shown only what the summary selected, and what it answers is shown only if nothing in it came from elsewhere.
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
"""Questions at the same time."""
RewriteSize = Literal["paragraph", "page", "news"]
"""What is rewritten of a thread: its summary in a size, or what a digest tells of it."""
DIGEST_SENTENCES = 2
"""Sentences that a digest tells of a thread."""


class Rewriter:
    """Has summaries rewritten by a language model, stores its answers, and checks each before it is shown."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def rewrite(self, threads: Sequence[Thread], size: RewriteSize = "paragraph") -> tuple[tuple[Thread, ...], str]:
        """Return threads with their summaries rewritten, and "" or in words which stay as they were published, and why.

        Blocks for the model's timeout at most; ConfigError if no model is configured.
        """
        model = self._context.config.language_model
        if model is None:
            raise ConfigError("No language model is configured.", "Name one under [model] in feeds.toml.")
        from briefing.writing.rewrite.prompt_and_answer import accept_rewrite

        asked = {thread.row.id: said for thread in threads if (said := _shown_sentences(thread, size))}
        digests = {id: _answer_key(model, said) for id, said in asked.items()}
        answers = self._store.model_answers.get(digests.values())
        missing = {digests[id]: said for id, said in asked.items() if digests[id] not in answers}
        new, failure = self._request_answers(model, missing) if missing else ({}, "")
        if new:
            with suppress(StoreError):  # a store that can only be read costs another question, not the summary
                self._store.model_answers.save(new, self._context.now())
        answers |= new
        told, refused = list(threads), []
        for place, thread in enumerate(threads):
            answer = answers.get(digests.get(thread.row.id, ""))
            if answer is None:
                continue
            langs = {article.id: article.lang for story in thread.stories for article in story.articles}
            sentences, words = accept_rewrite(answer, asked[thread.row.id], langs)
            if sentences:
                told[place] = replace(thread, rewrite=Rewrite(model.name, sentences))
            else:
                refused.append(words)
        return tuple(told), _unchanged_message(model, len(asked), refused, failure)

    def _request_answers(
        self, language_model: LanguageModel, questions: Mapping[str, Sequence[Sentence]]
    ) -> tuple[dict[str, str], str]:
        """Return the answers that came in time, and why others did not."""
        import asyncio

        answers: dict[str, str] = {}
        try:
            asyncio.run(_collect_answers(language_model, questions, self._context.transport, answers))
        except FetchError as error:
            return answers, str(error)
        except TimeoutError:
            return answers, f"no answer within {language_model.timeout:g} s"
        return answers, ""


async def _collect_answers(
    language_model: LanguageModel, questions: Mapping[str, Sequence[Sentence]], transport: Any, answers: dict[str, str]
) -> None:
    """Fill in the answers as they come; the first failure ends it all, for the next would meet the same."""
    import asyncio

    from briefing.feeds.fetching.secret_headers import secret_value
    from briefing.web.chat import complete_chat
    from briefing.web.client import open_client
    from briefing.writing.rewrite.prompt_and_answer import chat_messages

    headers = {"Authorization": await secret_value("Authorization", language_model.key)} if language_model.key else {}
    running = asyncio.Semaphore(MAX_CONCURRENT_REQUESTS)
    async with open_client(transport) as client, asyncio.timeout(language_model.timeout):

        async def one(digest: str, said: Sequence[Sentence]) -> None:
            async with running:
                asked = chat_messages(said)
                answers[digest] = await complete_chat(
                    client,
                    language_model.url,
                    language_model.name,
                    asked,
                    headers=headers,
                    deadline=language_model.timeout,
                )

        tasks = [asyncio.ensure_future(one(digest, said)) for digest, said in questions.items()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _shown_sentences(thread: Thread, size: RewriteSize) -> tuple[Sentence, ...]:
    """The sentences that are shown of a thread."""
    summary = thread.summary
    if size == "news":
        changed = thread.changes.sentences if thread.changes else ()
        return (changed or summary.paragraph or summary.line)[:DIGEST_SENTENCES]
    longest = summary.long if size == "page" else ()
    return longest or summary.paragraph or summary.line


def _answer_key(language_model: LanguageModel, sentences: Sequence[Sentence]) -> str:
    import json
    from hashlib import sha256

    from briefing.writing.rewrite.prompt_and_answer import PROMPT_VERSION

    asked = [
        PROMPT_VERSION,
        language_model.url,
        language_model.name,
        [(sentence.text, sentence.article) for sentence in sentences],
    ]
    return sha256(json.dumps(asked).encode()).hexdigest()


def _unchanged_message(language_model: LanguageModel, requested: int, rejections: Sequence[str], failure: str) -> str:
    """In one line, which summaries stand as they were published, and why."""
    if failure:
        return (
            f"Not rewritten by {language_model.name}: {failure.rstrip('.')}. These are the publishers' own sentences."
        )
    if not rejections:
        return ""
    which = f"{len(rejections)} of {requested} summaries" if requested > 1 else "The summary"
    verb = "stand" if len(rejections) > 1 else "stands"
    return f"{which} {verb} in the publishers' own sentences: what {language_model.name} wrote was refused, as {rejections[0]}."

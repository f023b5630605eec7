"""Summaries in the words of a language model that the reader chose; a part of the desk.

It is shown only what the summary selected, and what it answers is shown only if nothing in it came from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from briefing.desk.base import Base
from briefing.errors import ConfigError, FetchError, StoreError
from briefing.model.threads import Rewrite

if TYPE_CHECKING:
    from briefing.model.feeds import Endpoint
    from briefing.model.threads import Sentence, Thread

AT_ONCE = 4
"""Questions at the same time."""
Size = Literal["paragraph", "page", "news"]
"""What is rewritten of a thread: its summary in a size, or what a digest tells of it."""
TOLD = 2
"""Sentences that a digest tells of a thread."""


class Retelling(Base):
    """Asks the model, keeps its answers, lets the gate judge them each time they are shown."""

    def retell(self, threads: Sequence[Thread], size: Size = "paragraph") -> tuple[tuple[Thread, ...], str]:
        """Return threads with their summaries rewritten, and "" or in words which stay as they were published, and why.

        Blocks for the model's timeout at most; ConfigError if no model is configured.
        """
        model = self.config.model
        if model is None:
            raise ConfigError("No language model is configured.", "Name one under [model] in feeds.toml.")
        from briefing.writing.rewrite import retold

        asked = {thread.row.id: said for thread in threads if (said := _said(thread, size))}
        digests = {id: _digest(model, said) for id, said in asked.items()}
        answers = self._store.answers(digests.values())
        missing = {digests[id]: said for id, said in asked.items() if digests[id] not in answers}
        new, failure = self._ask(model, missing) if missing else ({}, "")
        if new:
            with suppress(StoreError):  # a store that can only be read costs another question, not the summary
                self._store.save_answers(new, self.now())
        answers |= new
        told, refused = list(threads), []
        for place, thread in enumerate(threads):
            answer = answers.get(digests.get(thread.row.id, ""))
            if answer is None:
                continue
            langs = {article.id: article.lang for story in thread.stories for article in story.articles}
            sentences, words = retold(answer, asked[thread.row.id], langs)
            if sentences:
                told[place] = replace(thread, rewrite=Rewrite(model.name, sentences))
            else:
                refused.append(words)
        return tuple(told), _note(model, len(asked), refused, failure)

    def _ask(self, model: Endpoint, questions: Mapping[str, Sequence[Sentence]]) -> tuple[dict[str, str], str]:
        """Return the answers that came in time, and why others did not."""
        import asyncio

        answers: dict[str, str] = {}
        try:
            asyncio.run(_answers(model, questions, self._transport, answers))
        except FetchError as error:
            return answers, str(error)
        except TimeoutError:
            return answers, f"no answer within {model.timeout:g} s"
        return answers, ""


async def _answers(
    model: Endpoint, questions: Mapping[str, Sequence[Sentence]], transport: Any, answers: dict[str, str]
) -> None:
    """Fill in the answers as they come; the first failure ends it all, for the next would meet the same."""
    import asyncio

    from briefing.feeds.secrets import value_of
    from briefing.web.chat import chat
    from briefing.web.client import open_client
    from briefing.writing.rewrite import request

    headers = {"Authorization": await value_of("Authorization", model.key)} if model.key else {}
    running = asyncio.Semaphore(AT_ONCE)
    async with open_client(transport) as client, asyncio.timeout(model.timeout):

        async def one(digest: str, said: Sequence[Sentence]) -> None:
            async with running:
                asked = request(said)
                answers[digest] = await chat(
                    client, model.url, model.name, asked, headers=headers, deadline=model.timeout
                )

        tasks = [asyncio.ensure_future(one(digest, said)) for digest, said in questions.items()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _said(thread: Thread, size: Size) -> tuple[Sentence, ...]:
    """The sentences that are shown of a thread."""
    summary = thread.summary
    if size == "news":
        changed = thread.changes.sentences if thread.changes else ()
        return (changed or summary.paragraph or summary.line)[:TOLD]
    longest = summary.page if size == "page" else ()
    return longest or summary.paragraph or summary.line


def _digest(model: Endpoint, said: Sequence[Sentence]) -> str:
    import json
    from hashlib import sha256

    from briefing.writing.rewrite import VERSION

    asked = [VERSION, model.url, model.name, [(sentence.text, sentence.article) for sentence in said]]
    return sha256(json.dumps(asked).encode()).hexdigest()


def _note(model: Endpoint, asked: int, refused: Sequence[str], failure: str) -> str:
    """In one line, which summaries stand as they were published, and why."""
    if failure:
        return f"Not rewritten by {model.name}: {failure.rstrip('.')}. These are the publishers' own sentences."
    if not refused:
        return ""
    which = f"{len(refused)} of {asked} summaries" if asked > 1 else "The summary"
    verb = "stand" if len(refused) > 1 else "stands"
    return f"{which} {verb} in the publishers' own sentences: what {model.name} wrote was refused, as {refused[0]}."

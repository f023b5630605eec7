"""Fitting a digest to its lines: how many threads stand in full, in brief and by title, and in which form.

Each form after the first says less of each thread, so that the page has more of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from briefing.model.briefings import Briefing
from briefing.model.digests import MAX_THREADS, DigestForm, DigestSettings, FullForm, TitleForm
from briefing.output.digest.digest import digest_document
from briefing.output.documents.document import Document
from briefing.output.documents.text_document import document_lines
from briefing.program_faults import fault_name, fault_of
from briefing.writing.digest.digest_reach import is_quiet
from briefing.writing.digest.digest_selection import cut_digest, ordered_digest

FULL_SHARE = 0.7
"""Share of the lines of a digest for threads in full: the rest has room for about ten further titles."""
FEW_IN_FULL = 3
"""Where a digest has no room for so many threads in full, they have a shorter form: several threads say more."""
ENOUGH_IN_FULL = 6
"""Threads in full for which titles that have lines of their own run on instead. On a morning with 40 widely reported
threads half of the six heaviest were large ones that stood in brief before."""
MANY_IN_FULL = 8
"""Threads in full below which those of a digest with titles have one sentence each, so that more are in full."""
FEW_IN_BRIEF = 8
"""Threads in brief for which threads in full make room, where others have room for their title alone."""
FEWEST_IN_BRIEF = 4
"""Threads in brief for which others lose even their title: a list of titles alone says nothing of what is new."""
SHORT_SHARE = 0.85
"""Share of the lines for threads in their shorter form."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines that a digest may have, and what lays it out in them."""

    settings: DigestSettings
    width: int
    make: Callable[[Briefing, DigestSettings], Document]

    def has_room(self, briefing: Briefing, full: int, total: int, titled: int = 0, *, share: float = 1) -> bool:
        """Whether a digest that is cut to so many threads has no more than this share of the lines."""
        document = self.make(cut_digest(briefing, full, total, titled), self.settings)
        return len(document_lines(document, self.width)) <= self.settings.lines * share

    def most_in_full(self, briefing: Briefing, share: float) -> int:
        """Return how many threads have room in full in this share of the lines."""
        most = min(len(briefing.full_threads), self.settings.limit)
        return _most(most, lambda count: self.has_room(briefing, count, count, share=share))


def fit_digest(
    briefing: Briefing,
    settings: DigestSettings,
    width: int,
    make: Callable[[Briefing, DigestSettings], Document] | None = None,
) -> Briefing:
    """Return a digest with as many threads as its lines have room for, the most important ones in full.

    Where widely reported threads have no room in brief, they are named by title alone, and fewer threads stand in full.
    They stand in the order that the settings ask for. `make` returns the document; None: that of a digest. A thread
    that cannot be printed is left out, and is one of the faults of what is returned.
    """
    make = make or digest_document
    try:
        return _fit(briefing, _Page(settings, width, make))
    except Exception:
        sound = _without_faulty(briefing, settings, make)
        if len(sound.threads) == len(briefing.threads):
            raise
    return _fit(sound, _Page(settings, width, make))


def _without_faulty(
    briefing: Briefing, settings: DigestSettings, make: Callable[[Briefing, DigestSettings], Document]
) -> Briefing:
    """Return a digest without the threads that cannot be printed."""
    faults = {}
    for index, thread in enumerate(briefing.threads):
        is_shortened = index >= len(briefing.full_threads)
        try:
            make(replace(briefing, threads=(thread,), shortened_count=int(is_shortened), titled_count=0), settings)
        except Exception as error:
            faults[thread.row.id] = fault_of(fault_name(thread.row.id), error)
    return replace(
        briefing,
        threads=tuple(one for one in briefing.threads if one.row.id not in faults),
        shortened_count=sum(one.row.id not in faults for one in briefing.brief_threads),
        faults=(*briefing.faults, *faults.values()),
    )


def _fit(briefing: Briefing, page: _Page) -> Briefing:
    """Return what `fit_digest` returns, of threads that can all be printed."""
    size = page.settings.size
    briefing = replace(briefing, form=DigestForm("short" if size == "line" else "whole", names_running=False))
    allowed_in_full = min(len(briefing.full_threads), page.settings.limit)
    full_count = page.most_in_full(briefing, SHORT_SHARE if size == "line" else FULL_SHARE)
    if full_count < min(FEW_IN_FULL, allowed_in_full):  # a shorter form of the threads in full, if more have room then
        short = _in_form(briefing, full="short")
        short_count = page.most_in_full(short, SHORT_SHARE)
        briefing, full_count = (short, short_count) if short_count > full_count else (briefing, full_count)
    fitted = _cut_to_lines(briefing, full_count, page)
    # If threads are named by title alone: one sentence for each thread in full, so that more have room above them.
    many_in_full = min(MANY_IN_FULL, allowed_in_full)
    is_roomy = len(fitted.brief_threads) >= FEW_IN_BRIEF and len(fitted.full_threads) >= many_in_full
    is_crowded = bool(fitted.titled_count) and not is_roomy
    if is_crowded and size != "long" and not briefing.form.has_one_sentence:
        briefing, full_count = _with_one_sentence(briefing, page)
        fitted = _cut_to_lines(briefing, full_count, page)
    fitted = _with_sure_threads(briefing, fitted, full_count, page)
    if _unnamed_sure(fitted) and not briefing.form.has_one_sentence:  # no size costs widely reported news its line
        briefing, full_count = _with_one_sentence(briefing, page)
        fitted = _with_sure_threads(briefing, _cut_to_lines(briefing, full_count, page), full_count, page)
    named = _in_form(briefing, names_running=True)
    printed = len(fitted.threads)
    if printed == briefing.total and page.has_room(named, len(fitted.full_threads), printed):
        fitted = _in_form(fitted, names_running=True)  # no news had to give way to what is not new
    return ordered_digest(fitted, page.settings.order)


def _with_one_sentence(briefing: Briefing, page: _Page) -> tuple[Briefing, int]:
    """Return a digest with one sentence for each thread in full, and how many of them have room."""
    terse = _in_form(briefing, full="one sentence")
    return terse, page.most_in_full(terse, FULL_SHARE)


def _with_sure_threads(briefing: Briefing, fitted: Briefing, full_count: int, page: _Page) -> Briefing:
    """Return a fitted digest if it names all threads whose place is sure, else one that says less of each.

    First titles lose their sources, then they run on, then fewer threads stand in full, no fewer than needed. Where
    there is no room for all of those threads even so, the rest is counted, and comes tomorrow.
    """
    attempts = [fitted]
    forms: list[tuple[TitleForm, int]] = [("bare", ENOUGH_IN_FULL)]
    forms += [("run on", few) for few in range(ENOUGH_IN_FULL, FEW_IN_FULL - 1, -1)]
    for titles, few in forms:
        if _unnamed_sure(attempts[-1]):
            attempts.append(_cut_to_lines(_in_form(briefing, titles=titles), full_count, page, few))
    return min(attempts, key=_unnamed_sure)


def _in_form(
    briefing: Briefing,
    *,
    full: FullForm | None = None,
    titles: TitleForm | None = None,
    names_running: bool | None = None,
) -> Briefing:
    """Return a digest in another form, which differs from its own in what is given."""
    own = briefing.form
    named = own.names_running if names_running is None else names_running
    return replace(briefing, form=DigestForm(full or own.full, titles or own.titles, named))


def _unnamed_sure(briefing: Briefing) -> int:
    """Return how many of the threads whose place is sure a digest does not name."""
    return len(briefing.sure - {thread.row.id for thread in briefing.threads})


def _cut_to_lines(briefing: Briefing, wanted_in_full: int, page: _Page, few: int = ENOUGH_IN_FULL) -> Briefing:
    """Return a digest with at most so many threads in full, and as many others as its lines have room for.

    Threads in full give way, down to a `few`, until some have room in brief and the rest by title. Then those in brief
    give way to those by title, down to a few too.
    """
    allowed = min(len(briefing.threads), page.settings.limit)
    beside_others = _most(
        wanted_in_full, lambda count: page.has_room(briefing, count, count + FEW_IN_BRIEF, MAX_THREADS)
    )
    at_least = min(1, len(briefing.full_threads), page.settings.limit)
    full = max(min(wanted_in_full, few), beside_others, at_least)
    with_news = min(allowed, full + sum(not is_quiet(thread) for thread in briefing.threads[full:]))
    beside_titles = _most(with_news, lambda count: page.has_room(briefing, full, count, MAX_THREADS))
    fewest = min(with_news, full + FEWEST_IN_BRIEF)
    total = max(beside_titles, full, _most(fewest, lambda count: page.has_room(briefing, full, count)))
    titled = _most(allowed - total, lambda count: page.has_room(briefing, full, total, count))
    return cut_digest(briefing, full, total, titled)


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to `limit` that fits, where each smaller one fits too; 0 if none does."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low

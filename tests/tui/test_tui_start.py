"""Work that is given up before it begins."""

import gc
import warnings

from textual.app import App

from briefing.tui.worker_pool import start_worker


async def test_what_is_cancelled_before_it_begins_is_closed_without_a_word() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with App[None]().run_test() as pilot:
            for number in range(3):
                start_worker(pilot.app, work(number), "one", exclusive=True)
            await pilot.pause()
        gc.collect()
    assert begun == [2]

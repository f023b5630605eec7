import asyncio
import gc
import threading
import warnings

import pytest
from textual.app import App

from briefing.errors import StoreError
from briefing.tui.worker_pool import WorkerPool, start_task


async def test_a_pool_of_one_keeps_the_order_of_its_jobs() -> None:
    pool, done = WorkerPool("test"), []
    await asyncio.gather(*(pool.run(lambda n=n: done.append(n)) for n in range(50)))
    assert done == list(range(50))


async def test_what_the_work_raises_reaches_the_one_who_waits() -> None:
    def fail() -> None:
        raise StoreError("the store is locked")

    with pytest.raises(StoreError, match="locked"):
        await WorkerPool("test").run(fail)


async def test_cancelled_work_still_runs_to_its_end() -> None:
    pool, gate, done = WorkerPool("test"), threading.Event(), []

    def write() -> None:
        gate.wait(60)
        done.append("written")

    task = asyncio.create_task(pool.run(write))
    await asyncio.sleep(0)
    task.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await pool.run(lambda: None)
    assert done == ["written"]


async def test_the_loop_runs_on_while_work_blocks() -> None:
    pool, gate = WorkerPool("test"), threading.Event()
    task = asyncio.create_task(pool.run(lambda: gate.wait(60)))
    await asyncio.sleep(0)
    assert not task.done()
    gate.set()
    assert await task


async def test_what_is_cancelled_before_it_begins_is_closed_without_a_word() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with App[None]().run_test() as pilot:
            for number in range(3):
                start_task(pilot.app, work(number), "one", exclusive=True)
            await pilot.pause()
        gc.collect()
    assert begun == [2]


async def test_the_workers_of_a_pool_that_nobody_uses_any_more_end() -> None:
    pool = WorkerPool("test of the end", 2)
    await pool.run(lambda: None)
    workers = [thread for thread in threading.enumerate() if thread.name.startswith("test of the end")]
    assert len(workers) == 2
    del pool
    gc.collect()
    for worker in workers:
        worker.join(10)
    assert not any(worker.is_alive() for worker in workers)

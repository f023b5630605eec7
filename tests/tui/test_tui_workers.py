import asyncio
import threading

import pytest

from briefing.errors import StoreError
from briefing.tui.worker_pool import WorkerPool


async def test_a_crew_of_one_keeps_the_order_of_its_jobs() -> None:
    crew, done = WorkerPool("test"), []
    await asyncio.gather(*(crew.run(lambda n=n: done.append(n)) for n in range(50)))
    assert done == list(range(50))


async def test_what_the_work_raises_reaches_the_one_who_waits() -> None:
    def fail() -> None:
        raise StoreError("the store is locked")

    with pytest.raises(StoreError, match="locked"):
        await WorkerPool("test").run(fail)


async def test_cancelled_work_still_runs_to_its_end() -> None:
    crew, gate, done = WorkerPool("test"), threading.Event(), []

    def write() -> None:
        gate.wait(5)
        done.append("written")

    task = asyncio.create_task(crew.run(write))
    await asyncio.sleep(0)
    task.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await crew.run(lambda: None)
    assert done == ["written"]


async def test_the_loop_runs_on_while_work_blocks() -> None:
    crew, gate = WorkerPool("test"), threading.Event()
    task = asyncio.create_task(crew.run(lambda: gate.wait(5)))
    await asyncio.sleep(0)
    assert not task.done()
    gate.set()
    assert await task

"""Another process that uses the store: `store_hammer.py STORE lock | hold | loop NAME ROUNDS`; run by the tests."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from store_samples import NOW, article, plan

from briefing.model.feeds import FeedState
from briefing.model.grouping import Profile
from briefing.store.store import Store


def report(line: str) -> None:
    """Print a line for the test, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def loop(store: Store, name: str, rounds: int) -> None:
    """Save, group and read `rounds` times; report each write once it is committed."""
    feed = f"https://{name}.example/feed"
    for n in range(rounds):
        number = n + 10**6 * len(name)
        one = article(number, feed=feed, guid=f"{name}-{n}", url=f"https://{name}.example/{n}", text="word " * 300)
        store.feeds.save(FeedState(feed, etag=str(n)), [one])
        report(f"saved {one.id} .")
        placed = {f"t{name}{n % 7}": {f"s{name}{n}": [one.id]}}
        profile = Profile(f"s{name}{n}", "story", NOW, NOW, ("word", name, str(n)), f'["{"x" * 1000}"]')
        store.groups.apply(plan(placed, profiles=(profile,), frequencies={"word": 1}, document_count=1))
        report(f"grouped {one.id} .")
        assert store.threads.rows(NOW, NOW, all_time=True)
        assert store.feeds.states()[feed].etag == str(n)


def main() -> None:
    """Open the store and do what the arguments say."""
    with Store.open(Path(sys.argv[1])) as store:
        if sys.argv[2] == "loop":
            loop(store, sys.argv[3], int(sys.argv[4]))
            return
        with store.refresh_lock() as mine:
            report(str(mine))
            if sys.argv[2] == "hold":
                time.sleep(60)


if __name__ == "__main__":
    main()

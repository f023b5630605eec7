"""The command line of the fuzzers: `python FILE SECONDS [SEED]` makes one round for each seed until the time is up."""

import random
import sys
import time
from collections.abc import Callable


def run_for_seconds(check_round: Callable[[random.Random], None]) -> None:
    """Make rounds from seeds that count up; the seed of a round that fails is printed, and repeats it."""
    first = seed = int((sys.argv[2:] or ["1"])[0])
    stop = time.monotonic() + float(sys.argv[1])
    while time.monotonic() < stop:
        try:
            check_round(random.Random(seed))
        except BaseException:
            sys.stderr.write(f"seed {seed}\n")
            raise
        seed += 1
    sys.stdout.write(f"{seed - first} rounds from seed {first} without a finding\n")


def run_rounds(check_round: Callable[[random.Random], None], rounds: int) -> None:
    """Make rounds from fixed seeds, for the test suite."""
    for seed in range(rounds):
        check_round(random.Random(seed))

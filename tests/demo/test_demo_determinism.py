"""The printed briefing is deterministic: it does not depend on the order of sets."""

import os
import subprocess
import sys


def test_every_process_prints_the_same_briefing() -> None:
    outputs = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC"}
        words = [sys.executable, "-m", "briefing", "demo", "--today"]
        outputs.add(subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(outputs) == 1
    assert "Acquisition and Cross-Servicing Agreement" in outputs.pop()

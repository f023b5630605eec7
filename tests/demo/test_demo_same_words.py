"""Same store, same words: nothing that is written depends on the order in which Python keeps a set."""

import os
import subprocess
import sys


def test_the_sample_news_is_told_in_the_same_words_by_every_process() -> None:
    said = set()
    for seed in ("1", "2", "3"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC"}
        words = [sys.executable, "-m", "briefing", "demo", "--today"]
        said.add(subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(said) == 1
    assert "Reciprocal Access Agreement" in said.pop()

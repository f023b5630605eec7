"""Train the weights by which a story is perhaps of another topic than its thread; score them by set of threads.

    python benchmarks/train_story_doubts.py THREADS.jsonl

The file is described in labelled_threads.py. Here each story also has a "neighbour_share": of the ten stories of the
store that share most terms with it, the share that is in the thread, of as many as can be. It prints the weights of
briefing/grouping/story_doubts.py, and for each set how many stories weights that were trained on the others doubt.
Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from labelled_threads import Example, LabelledThread, print_weights, read_sets, trained, vectors_of
from sklearn.metrics import roc_auc_score

from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.story_doubts import (
    MAX_OTHER_TOPIC_PROBABILITY,
    MIN_SAFE_PUBLISHERS,
    MIN_STORIES,
    StoriesBesideOthers,
)

NAMES = ("CLOSER", "SHARE", "NEIGHBOUR")


def main() -> None:
    sets = read_sets(sys.argv[1], MIN_STORIES)
    examples = [one for name, threads in sets.items() for one in examples_of(name, threads)]
    print_weights(examples, NAMES)
    for name in sets:
        print_score(name, examples)


def examples_of(name: str, threads: Sequence[LabelledThread]) -> Iterator[Example]:
    """Yield each labelled story of the threads of a set that can be judged and is not safe for its publishers."""
    vectors, idf = vectors_of(threads)
    for stories, labels in zip(vectors, threads, strict=True):
        beside = StoriesBesideOthers([build_story_group(str(n), "", story) for n, story in enumerate(stories)], idf)
        for n, label in enumerate(labels):
            measures = beside.measures(str(n))
            is_safe = len({article["source"] for article in label["articles"]}) >= MIN_SAFE_PUBLISHERS
            if label["belongs"] is not None and measures and not is_safe:
                yield Example(name, (*measures, label["neighbour_share"]), not label["belongs"])


def print_score(name: str, examples: Sequence[Example]) -> None:
    """Print how many stories of a set are doubted by weights that were trained on the other sets."""
    own = [one for one in examples if one.set == name]
    model = trained([one for one in examples if one.set != name])
    values = model.predict_proba([one.measures for one in own])[:, 1]
    doubted = [one for one, value in zip(own, values, strict=True) if value > MAX_OTHER_TOPIC_PROBABILITY]
    others = sum(one.is_other for one in doubted)
    area = roc_auc_score([one.is_other for one in own], values)
    print(
        f"{name}: AUC {area:.2f}, doubts {others} of {sum(one.is_other for one in own)} of other topics and "
        f"{len(doubted) - others} of {sum(not one.is_other for one in own)} others"
    )


if __name__ == "__main__":
    main()

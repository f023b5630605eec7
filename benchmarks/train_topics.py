"""Train the weights by which grouping tells two topics that resemble each other; score them by set of threads.

    python benchmarks/train_topics.py THREADS.jsonl

The file is described in labelled_threads.py. It prints the weights of briefing/grouping/two_topics.py, and for each set
how well weights that were trained on the others rank its stories: the area under the ROC curve, and the precision down
to a fifth and two fifths of those of other topics. Needs scikit-learn; gives the same weights each time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy
from labelled_threads import Example, LabelledThread, print_weights, read_sets, trained, vectors_of
from sklearn.metrics import roc_auc_score

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.profile_rebuild import build_story_group
from briefing.grouping.thread_split import thread_of_stories
from briefing.grouping.two_topics import Topic

NAMES = ("FEW", "LEAST_SHARE", "MOST_SHARE", "FIT")


def main() -> None:
    sets = read_sets(sys.argv[1])
    examples = [one for name, threads in sets.items() for one in examples_of(name, threads)]
    print_weights(examples, NAMES)
    for name in sets:
        print_score(name, examples)


def examples_of(name: str, threads: Sequence[LabelledThread]) -> Iterator[Example]:
    """Yield each labelled story of the threads of a set; of a thread of two stories only the first."""
    vectors, idf = vectors_of(threads)
    for stories, labels in zip(vectors, threads, strict=True):
        for place, label in enumerate(labels[:1] if len(labels) == 2 else labels):
            belongs = [one["belongs"] for one in labels] if len(labels) == 2 else [label["belongs"]]
            measures = measures_of(stories, place, idf)
            if None not in belongs and measures:
                yield Example(name, measures, not all(belongs))


def measures_of(vectors: Sequence[Sequence[ArticleVector]], place: int, idf: Idf) -> tuple[float, ...]:
    """Return the measures of one story of a thread beside the others, as when both are joined; () if one has offers."""
    stories: list[Group] = [build_story_group(str(n), "", story) for n, story in enumerate(vectors)]
    sides = [thread_of_stories("one", [stories.pop(place)], idf), thread_of_stories("rest", stories, idf)]
    if not all(side.word_weights for side in sides):
        return ()
    one, rest = (Topic.of(side, idf) for side in sides)
    return one.signals(rest)


def print_score(name: str, examples: Sequence[Example]) -> None:
    """Print how well weights that were trained on the other sets rank the stories of a set."""
    own = [one for one in examples if one.set == name]
    model = trained([one for one in examples if one.set != name])
    values = model.predict_proba([one.measures for one in own])[:, 1]
    labels = numpy.array([one.is_other for one in own])
    found = numpy.cumsum(labels[numpy.argsort(-values, kind="stable")])
    ranks = [int(numpy.searchsorted(found, share * labels.sum())) for share in (0.2, 0.4)]
    precision = [f"{found[rank] / (rank + 1):.2f}" for rank in ranks]
    print(f"{name}: AUC {roc_auc_score(labels, values):.2f}, precision {' '.join(precision)}")


if __name__ == "__main__":
    main()

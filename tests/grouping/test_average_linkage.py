"""Average linkage joins what is similar on the whole; a chain of similar neighbours is not."""

from math import isclose, sqrt

from briefing.grouping.average_linkage import Cluster, link_clusters

HALF = sqrt(0.5)
CHAIN = [{"a": 1.0}, {"a": HALF, "b": HALF}, {"b": HALF, "c": HALF}, {"c": 1.0}]


def clusters(vectors):
    return [Cluster.of([(vector, float(n))], [n]) for n, vector in enumerate(vectors)]


def linked(vectors, minimum):
    return sorted(sorted(part) for part in link_clusters(clusters(vectors), Cluster.mean_product, minimum))


def test_the_mean_cosine_of_all_pairs_comes_from_the_sums():
    one, other = Cluster.of([(CHAIN[0], 0.0), (CHAIN[1], 2.0)], [0, 1]), Cluster.of([(CHAIN[2], 5.0)], [2])
    assert isclose(one.mean_product(other), (0.0 + 0.5) / 2)
    assert (one.first_hour, one.last_hour, one.middle_hour) == (0.0, 2.0, 1.0)


def test_a_chain_is_cut_in_its_middle():
    assert linked(CHAIN, 0.4) == [[0, 1], [2, 3]]


def test_a_low_minimum_joins_all_and_a_high_one_nothing():
    assert linked(CHAIN, 0.0) == [[0, 1, 2, 3]]
    assert linked(CHAIN, 0.9) == [[0], [1], [2], [3]]


def test_the_order_of_articles_does_not_matter():
    turned = linked(CHAIN[::-1], 0.4)
    assert sorted(sorted(3 - n for n in part) for part in turned) == linked(CHAIN, 0.4)


def test_nothing_gives_nothing():
    assert link_clusters([], Cluster.mean_product, 0.1) == []

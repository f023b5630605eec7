from time import perf_counter

from briefing.text.frequencies import background


def test_common_words_are_more_frequent_than_rare_ones():
    table = background()
    assert table.rate("said") > table.rate("treati") > table.rate("zzyzx-no-such-word")
    assert table.rate("zzyzx-no-such-word") > 0


def test_casing_tells_names_from_words():
    table = background()
    assert table.capitalised("iran") > 0.9
    assert table.capitalised("sign") < 0.2
    assert table.capitalised("zzyzx-no-such-word") == 1


def test_the_table_is_small_and_quick_to_read():
    background.cache_clear()
    start = perf_counter()
    table = background()
    assert perf_counter() - start < 0.3
    assert 5_000 < len(table.counts) <= 25_000

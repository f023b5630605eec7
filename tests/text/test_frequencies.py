from briefing.text.frequencies import background_frequencies


def test_common_words_are_more_frequent_than_rare_ones():
    table = background_frequencies()
    assert table.document_share("said") > table.document_share("treati") > table.document_share("zzyzx-no-such-word")
    assert table.document_share("zzyzx-no-such-word") > 0


def test_casing_tells_names_from_words():
    table = background_frequencies()
    assert table.capitalised_share("iran") > 0.9
    assert table.capitalised_share("sign") < 0.2
    assert table.capitalised_share("zzyzx-no-such-word") == 1


def test_the_table_is_small_and_read_once():
    table = background_frequencies()
    assert 5_000 < len(table.document_counts) <= 25_000
    assert table is background_frequencies()

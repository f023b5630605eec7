import pytest

from briefing.text.publishers import ArticleSource, house_of, independent_publishers, opening_key

TEXT = "The ferry Sample Star went down off Cebu on Monday with eighty people on board, the coast guard said."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sample Sport", "https://sport.sample.example/1"), ("Sample", "https://www.sample.example/2")),
        (("BBC News", "https://www.bbc.co.uk/a"), ("BBC Sport", "https://bbc.com/b")),
        (("ABC News", "https://abcnews.go.com/a"), ("ABC News", "https://www.abcnews.com/b")),
        (("Ann", "https://ann.github.io/1"), ("Ann's notes", "https://www.ann.github.io/2")),
        (("Sample Wire", ""), ("SAMPLE WIRE", "")),
        (("The Port-Times", "https://news.google.com/a"), ("Port Times", "https://www.bing.com/b")),
    ],
)
def test_one_house(one, other):
    assert house_of(*one) == house_of(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sample", "https://sample.example/1"), ("Sample", "https://example.org/2")),
        (("Ann's letter", "https://ann.substack.com/1"), ("Bob's letter", "https://bob.substack.com/1")),
        (("Ann", "https://ann.github.io/1"), ("Bob", "https://bob.github.io/1")),
        (("Ann's letter", "https://www.beehiiv.com/1"), ("Bob's letter", "https://www.beehiiv.com/2")),
        (("Sample Star", "https://star.go.com/1"), ("ABC News", "https://abcnews.go.com/1")),
        (("Sample Wire", "http://127.0.0.1:8000/a"), ("Sample Star", "http://127.0.0.1:8000/b")),
        (("Sample Post", "https://post.example.co.jp/1"), ("Sample Sun", "https://sun.other.co.jp/1")),
    ],
)
def test_two_houses(one, other):
    assert house_of(*one) != house_of(*other)


def test_copies_count_for_the_first_and_own_words_for_themselves():
    wire = ArticleSource("Sample Wire", "https://wire.example/1", TEXT)
    copy = ArticleSource("Sample Star", "https://star.example/1", TEXT.replace(" ", "  "))
    own = ArticleSource("Sample Star", "https://star.example/2", TEXT[::-1])
    assert independent_publishers([]) == 0
    assert independent_publishers([wire, copy]) == 1
    assert independent_publishers([wire, copy, own]) == 2
    assert (
        independent_publishers(
            [ArticleSource("A", "", ""), ArticleSource("B", "", ""), ArticleSource("b", "https://b.example/", "")]
        )
        == 2
    )


def test_short_texts_are_no_copies():
    assert opening_key("Watch live.") == "" and opening_key(TEXT)

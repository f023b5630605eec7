"""The words that stand for stems in evidence."""

from samples import article

from briefing.grouping.spellings import Spellings
from briefing.model.grouping import Evidence


def evidence(names=(), terms=()):
    return Evidence("t1", "t2", "thread", 0.9, names=names, terms=terms)


def test_stems_are_written_as_the_words_of_articles():
    articles = [
        article("Vantropic and Claudine released", "Vantropic says Claudine is ready for agencies."),
        article("Vantropic sues agencies"),
    ]
    spelled = Spellings(articles).spelled(evidence(("Vantrop", "Claudin"), ("agenc", "releas")))
    assert spelled.names == ("Vantropic", "Claudine")
    assert spelled.terms == ("agencies", "released")


def test_names_that_are_words_stay():
    spelled = Spellings([article("United Kingdom and Vantropic sign")])
    before = evidence(("United Kingdom", "UN", "Vantropic", "Torvane"), ("sign",))
    assert spelled.spelled(before) == before


def test_names_are_written_with_the_capital_letters_of_articles():
    articles = [
        article("OPENVANT AND NASDOR SIGN", "OpenVant signs with the Ministry of Works. NASDOR's head is glad."),
        article("OpenVant and McTarva sign", "A works council agrees."),
    ]
    names = ("Openvant", "Nasdor", "Mctarva", "Ministry Of Works", "UN")
    spelled = Spellings(articles).spelled(evidence(names, ("council",)))
    assert spelled.names == ("OpenVant", "NASDOR", "McTarva", "Ministry of Works", "UN")
    assert spelled.terms == ("council",)

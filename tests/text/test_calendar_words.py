from briefing.text.calendar_words import (
    FOREIGN_WEEKDAY_BY_NAME,
    MONTH_BY_ABBREVIATION,
    MONTH_BY_NAME,
    WEEKDAY_BY_NAME,
)
from briefing.text.number_words import DIGIT_WORDS, MULTIPLIER_BY_WORD, NUMBER_BY_WORD, ORDINAL_BY_WORD


def test_months():
    assert [MONTH_BY_NAME[name] for name in ("january", "märz", "août", "dicembre")] == [1, 3, 8, 12]
    assert [MONTH_BY_ABBREVIATION[name] for name in ("jan", "sep", "sept", "dec")] == [1, 9, 9, 12]
    assert set(MONTH_BY_NAME.values()) == set(MONTH_BY_ABBREVIATION.values()) == set(range(1, 13))


def test_weekdays():
    assert (WEEKDAY_BY_NAME["monday"], WEEKDAY_BY_NAME["sunday"]) == (0, 6)
    assert (FOREIGN_WEEKDAY_BY_NAME["Montag"], FOREIGN_WEEKDAY_BY_NAME["sábado"], FOREIGN_WEEKDAY_BY_NAME["日曜"]) == (
        0,
        5,
        6,
    )


def test_number_words():
    values = [NUMBER_BY_WORD[word] for word in ("one", "twelve", "nineteen", "twenty", "thirty", "ninety")]
    assert values == [1, 12, 19, 20, 30, 90]
    assert DIGIT_WORDS == ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    assert (ORDINAL_BY_WORD["second"], ORDINAL_BY_WORD["tenth"]) == (2, 10)
    assert MULTIPLIER_BY_WORD["k"] == 1000 and MULTIPLIER_BY_WORD["bn"] == MULTIPLIER_BY_WORD["billion"] == 10**9

from briefing.text.page_hits import LinePart, WrappedText


def found(lines: list[str], words: str) -> list[str]:
    """What stands where the words were found, the lines of one hit with a slash between."""
    return [
        "/".join(lines[place.line][place.start : place.end] for place in hit) for hit in WrappedText(lines).hits(words)
    ]


def test_words_are_found_in_any_case_and_within_longer_words() -> None:
    assert found(["Ardania's IRON mine", "ironed out"], "iron") == ["IRON", "iron"]


def test_words_are_found_across_the_end_of_a_line_and_the_line_of_a_timeline() -> None:
    lines = ["8 Mar ● Strait of", "      │ Arden closed", "The strait of Arden"]
    assert found(lines, "strait  of arden") == ["Strait of/Arden", "strait of Arden"]
    assert WrappedText(lines).hits("of arden")[0] == (LinePart(0, 15, 17), LinePart(1, 8, 13))


def test_accents_and_forms_of_letters_do_not_matter() -> None:
    assert found(["Café Korvel’s Straße"], "cafe korvel's") == ["Café Korvel’s"]
    assert found(["Cafe"], "café") == ["Cafe"]
    assert found(["Straße 9"], "strasse") == ["Straße"]


def test_a_word_of_a_script_without_spaces_may_be_broken_and_another_may_not() -> None:
    assert found(["日本と", "フィリピン"], "日本とフィリピン") == ["日本と/フィリピン"]
    assert found(["harb", "our"], "harbour") == []


def test_words_next_to_each_other_are_one_hit_and_others_none() -> None:
    assert found(["a port and a mine"], "port mine") == []
    assert found(["is real", "isreal"], "is real") == ["is real"]


def test_nothing_is_found_without_words() -> None:
    assert found(["a  b", ""], "") == found(["a  b", ""], "  ") == []


def test_signs_are_taken_as_they_are() -> None:
    assert found(["5 (F) of 9 [1]"], "(f)") == ["(F)"]
    assert found(["5.9 and 519"], "5.9") == ["5.9"]

import re

import pytest

from briefing.text import late_patterns
from briefing.text.late_patterns import late_pattern


def test_a_pattern_is_compiled_once_at_its_first_use(monkeypatch):
    compiled = []
    compile_pattern = re.compile

    def compile_and_count(*arguments):
        compiled.append(arguments)
        return compile_pattern(*arguments)

    monkeypatch.setattr(late_patterns.re, "compile", compile_and_count)
    word = late_pattern("[a-z]+", re.IGNORECASE)
    assert compiled == []
    assert word.findall("One two") == ["One", "two"]
    assert (word.fullmatch("Three")[0], word.sub("x", "4 five"), word.pattern) == ("Three", "4 x", "[a-z]+")
    assert compiled == [("[a-z]+", re.IGNORECASE)]


def test_what_a_pattern_does_not_have_is_an_error():
    with pytest.raises(AttributeError, match="serach"):
        late_pattern("a").serach("a")

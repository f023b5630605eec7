import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.publishers.boilerplate import is_boilerplate
from briefing.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Marcos met Gov. Aoki. Talks went on.", ["Mr. Marcos met Gov. Aoki.", "Talks went on."]),
        ("It opens at 5 p.m. on Monday. Bring No. 5.", ["It opens at 5 p.m. on Monday.", "Bring No. 5."]),
        ("The U.N. met in Manila. J. K. Rivera spoke.", ["The U.N. met in Manila.", "J. K. Rivera spoke."]),
        ('"We did it," she said. "It is done."', ['"We did it," she said.', '"It is done."']),
        ('"Is it done?" he asked. Nobody knew.', ['"Is it done?" he asked.', "Nobody knew."]),
        ("They left on Monday.The ships followed later.", ["They left on Monday.", "The ships followed later."]),
        ("They opened it by hand. A small number stayed.", ["They opened it by hand.", "A small number stayed."]),
        ("This fall, the U.N. Assembly voted. It met.", ["This fall, the U.N. Assembly voted.", "It met."]),
        ("Prices rose 2.5 percent. Wages did not.", ["Prices rose 2.5 percent.", "Wages did not."]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    assert split_sentences("Pact signed in Manila\nThe ministers met on Monday.") == [
        "Pact signed in Manila",
        "The ministers met on Monday.",
    ]


def test_white_space_is_folded() -> None:
    assert split_sentences("The   ministers\tmet.") == ["The ministers met."]


@pytest.mark.parametrize(
    "dateline",
    [
        "MANILA, July 8 (AP) - ",
        "MANILA (Reuters) - ",
        "MANILA, Philippines — ",
        "TOKYO, Dec. 16 - ",
        "TOKYO — ",
        "By Ann Sample, Asia Editor MANILA | Mon Jul 8, 2024 4:23 pm EST MANILA (Reuters) - ",
        "(CNN) ",
        "EXCLUSIVE: ",
        "(Photo: A. Person/Agency) ",
    ],
)
def test_datelines_are_left_out(dateline: str) -> None:
    assert split_sentences(dateline + "The two ministers signed the agreement on Monday.") == [
        "The two ministers signed the agreement on Monday."
    ]


def test_a_dash_inside_a_sentence_is_no_dateline() -> None:
    sentence = "The WHO (Geneva) - which met on Monday - raised the alarm."
    assert split_sentences(sentence) == [sentence]


def test_japanese_and_chinese_end_at_their_own_stops() -> None:
    assert split_sentences("協定は「署名された。発効は来年だ」と大臣は述べた。次は国会だ。", "ja") == [
        "協定は「署名された。発効は来年だ」と大臣は述べた。",
        "次は国会だ。",
    ]
    assert split_sentences("协议签署了。下一步是什么？") == ["协议签署了。", "下一步是什么？"]


def test_indic_and_arabic_scripts_end_at_their_own_stops() -> None:
    for text in (
        "समझौते पर सोमवार को हस्ताक्षर हुए। अगली बैठक दिल्ली में होगी। “यह नई शुरुआत है।” मंत्री ने कहा।",
        "معاہدے پر پیر کو دستخط ہوئے۔ اگلا اجلاس لاہور میں ہو گا۔ کیا یہ کافی ہے؟ وزیر نے جواب نہیں دیا۔",
    ):
        sentences = split_sentences(text)
        assert len(sentences) == 4
        assert " ".join(sentences) == text


@given(st.text(alphabet=st.sampled_from("abAB .!?\"“”'…。！」\nSt Mr.1é漢"), max_size=80))
def test_every_sentence_stands_in_its_text(text: str) -> None:
    whole = [" ".join(line.split()) for line in text.split("\n")]
    assert all(any(sentence in line for line in whole) for sentence in split_sentences(text))


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Continue reading...",
        'A version of this article first appeared in the "Back Then" newsletter.',
        "This story originally appeared in Sample Journal and is part of a project.",
        "Want more stories like this?",
        "ALSO READ | Ferry on fire",
        "Image credits: Sample Agency",
        "Join our WhatsApp channel for the latest.",
        "If you buy something through our links, we may earn a commission.",
        "Editor's note: This article was updated on Monday.",
        "Correction: An earlier version of this article misstated the number of votes.",
        "This live blog is now closed.",
        "Ruvan Okello is a reporter at Sample Wire.",
        "The views expressed in this article are the author's own.",
        "Already a subscriber? Log in.",
        "FILE - The minister leaves the parliament, July 8, 2024.",
        "That's all from us today.",
        "Sign up for our newsletter.",
        "Get our morning and afternoon news emails, free app or daily news podcast",
        "The post Pact signed appeared first on Sample Wire.",
        "Photograph: A. Person/Sample Pictures",
        "Image copyright Sample Pictures",
        "(Reporting by Ann Sample; Editing by Bo Sample)",
        "By Ann Sample and Bo Sample",
        "By ANN SAMPLE, Associated Press",
        "Follow our live updates.",
        "Article URL: https://wire.example/pact",
        "All rights reserved.",
        "© 2024 Sample Wire",
        "This is a breaking news story.",
        "Please check back for updates.",
        "Advertisement",
        "Updated 8 July 2024",
        "wire.example.com",
    ],
)
def test_boilerplate_is_recognised(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister read more than two hundred letters aloud on Monday.",
        "Photographs of the signing show the president behind the two ministers.",
        "By Monday evening the Senate had voted.",
        "Customers can sign up for the service directly.",
        "Video games made in Manila sold well this year.",
        "Following the vote, both governments exchanged notes.",
        "Sources close to the talks expect a text in June.",
        "A version of the bill passed the Senate on Monday.",
        "Advertisement spending fell by a third in Norland.",
        "Corrections officers went on strike in Arden.",
        "Support for the government fell to 31 percent.",
        "Nora Hallam is a reporter whom the police of Arden arrested on Monday, her lawyer said after the hearing.",
        "Views on the pact differ in Norland.",
    ],
)
def test_news_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)

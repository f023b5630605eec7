import pytest

from briefing.model.articles import Article, Story
from briefing.writing.sentences.quotability import is_stale, quotability
from briefing.writing.sentences.quotable_sentences import quotable_sentences
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.summary.thread_summary import summarize_thread


def fit(text: str) -> float:
    return quotability(quotable_sentences([Article("a", "", text)])[0])


@pytest.mark.parametrize(
    "line",
    [
        "The parliament of Norland voted for the harbour law on Monday.",
        "Ministers of Norland have no plan for the harbour after two years of quarrel with the dockers",
        "The attack on the harbour of Arden killed four dockers on Monday.",
        "Nora Hallam spoke with the dockers of Arden on Monday before the vote.",
        "Norland went to the polls on Monday after a campaign about the harbour.",
        "The reporters were arrested at the harbour of Arden on Monday.",
        "Norland's foreign minister talks to the dockers of Arden on Monday.",
        "The football team of Norland arrived in Arden on Monday without its captain.",
        "The Norland Steel company closed two of its works in Arden on Monday.",
        "The director Clara Winthuis received the Lantern Prize in Arden on Monday.",
        "Comets brought water to our planet, researchers in Norland said on Monday.",
        'The harbour is “the oldest of the country", the minister of Norland said.',
    ],
)
def test_whole_sentences_may_be_printed(line: str) -> None:
    assert fit(line) >= MIN_QUOTABILITY


STANDFIRST = "Norland and its dockers agreed on new rules for the harbour of Arden after a strike of eleven weeks"


@pytest.mark.parametrize(
    ("length", "sign", "is_cut"),
    [
        (140, "", False),
        (160, "", False),
        (199, "", True),
        (200, "", True),
        (201, "", False),
        (230, "", False),
        (250, "", True),
        (255, "", True),
        (300, "", True),
        (194, "", False),
        (194, "’", True),
        (194, "&", True),
        (187, "’", False),
    ],
)
def test_a_text_without_an_end_is_cut_if_it_has_the_length_of_a_limit_of_feeds(
    length: int, sign: str, is_cut: bool
) -> None:
    text = f"{STANDFIRST} {sign}".ljust(length - 8, "a").replace("aa", " a") + " harbour"
    assert len(text) == length
    sentence = quotable_sentences([Article("a", "", text)])[-1]
    assert sentence.cut_silently is is_cut


@pytest.mark.parametrize(
    "end", ["Mr Li", "Ana Bui", "Kfar Orn", "the city of Ulm", "near Pau", "Menteri Budi", "Norland NGO"]
)
def test_a_long_text_without_an_end_is_whole_if_it_ends_with_a_name_that_no_list_knows(end: str) -> None:
    text = f"{STANDFIRST}, with new rules for the crews of ferries that were signed by {end}"
    assert 150 <= len(text) < 190
    sentence = quotable_sentences([Article("a", "", text)])[-1]
    assert not sentence.cut_silently


@pytest.mark.parametrize(
    ("title", "text", "lang"),
    [
        (
            "Barco encalla en Vigo",
            "Un barco de pesca con once marineros a bordo encalló en la madrugada del lunes en las rocas de la costa "
            "por la fuerte tormenta, muy cerca de la entrada al puerto de Vigo",
            "es",
        ),
        (
            "Bui signs law on ferries",
            "The parliament of Norland passed the law on ferries on Monday after a debate of more than twenty hours, "
            "and it was signed in the evening by governor Ana Bui",
            "en",
        ),
    ],
)
def test_a_long_text_is_quoted_whole_if_it_ends_with_a_name_of_its_headline(title: str, text: str, lang: str) -> None:
    assert 150 <= len(text) < 190
    article = Article("a", title, text, "Sample Wire", lang=lang)
    (said,) = summarize_thread([Story("s", title, "", (article,))]).paragraph
    assert said.text == text


@pytest.mark.parametrize(
    "line",
    [
        "Review.",
        "A month after the launch in Norland sparked cease-and-desist",
        "It was a long day for the harbour of Norland.",
        "Nobody in the harbour of Arden spoke between noon and one.",
        '"Someone is watching my screen in Norland," I tell myself in public.',
        "Get the new phone of Norland for free with a contract.",
        "Who will pay for the new harbour of Norland?",
        "The latest strikes come a day after talks between Norland and Vesmark failed.",
        "The Hallam ally's departure comes as the harbour of Arden prepares to close.",
        "Look low in the west an hour after sunset, a hand's breadth left of the bright planet.",
        "The AI lab is building a tool for harbours anew, with two directors from Arden.",
        "The talent and management firm previously hired a bank in Arden to sell it.",
        "The carrier is giving customers in Norland a thousand dollars at no cost.",
        "The new telephone of Norland is already a best-seller in the shops of Arden.",
        "The new telephones of Norland are on sale now, and we found the best brands for them.",
        "Smoke and flames rising beside a road in Norland after a strike, the army said.",
        "Prime Minister Nora Hallam gestures as she leaves the parliament of Norland.",
        "SAMPLE TV has gathered rare voices from the harbour of Arden.",
        "Sample Wire's harbour editor says the port of Arden may change how ships are built.",
        "The harbour of Arden might have an odd name, but don't let it fool you.",
        "Nearly 30 years later, the harbour of Arden is proving that docks still matter.",
        'The film shows "the power of the harbour of Arden to keep hope alive.',
    ],
)
def test_fragments_asides_and_adverts_may_not(line: str) -> None:
    assert fit(line) < MIN_QUOTABILITY


def test_what_was_said_weeks_ago_is_stale() -> None:
    (said, law) = quotable_sentences(
        [Article("a", "", "The minister says the harbour was lost. The law of 2020 closed the harbour.")]
    )
    assert is_stale(said)
    assert not is_stale(law)


def test_facts_come_before_colour(make) -> None:
    wire = make(
        "a",
        "2026-03-01T08:00",
        "Sample Wire",
        "Schools on Tarvos peninsula reopen three days after earthquake",
        "Pupils on the Tarvos peninsula returned to class on Thursday, three days after the earthquake.",
    )
    feature = make(
        "b",
        "2026-03-01T09:00",
        "Sample Gazette",
        "Lessons in tents: Tarvos goes back to school",
        "The bell of the old house by the sea hangs from a pole.\n"
        "Four schools of the peninsula stay closed after the earthquake, the district said.",
    )
    said = [s.text for s in summarize_thread([Story("s", "t", "", (wire, feature))]).long]
    assert said[1].startswith("Four schools")


def test_marks_of_social_media_pass_only_if_there_is_nothing_else() -> None:
    text = "Two {}ferries were set ablaze off the coast of Norland on Monday, the coast guard said."
    assert fit(text.format("")) >= MIN_QUOTABILITY > fit(text.format("#"))

"""Reports of one stored story in several languages are one row of the timeline, unless they report two acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.thread_text import write_thread
from briefing.writing.timeline.language_joins import joined_across_languages
from briefing.writing.timeline.linkage import Clusters
from briefing.writing.timeline.reports import read_reports

Make = Callable[..., Article]
Line = tuple[str, str, str, str]
"""The language of an article, its time, its headline and its text."""

SIGNED = (
    ("en", "06T08:00", "Japan and Peru sign trade agreement in Lima", "Japan and Peru signed a trade agreement."),
    ("en", "06T09:00", "Peru, Japan sign trade agreement at summit in Lima", "The trade agreement was signed in Lima."),
)
JAPANESE = ("ja", "06T10:00", "日本とペルー、貿易協定に署名 リマで首脳会談", "日本とペルーは貿易協定に署名した。")
FRENCH = ("fr", "06T11:00", "Le Japon et le Pérou signent un accord commercial à Lima", "L'accord a été signé.")


def written(make: Make, *stories: Sequence[Line]) -> tuple[str, list[TimelineEntry]]:
    """The title and the timeline of a thread of these stories."""
    made = []
    for number, lines in enumerate(stories):
        articles = tuple(
            make(f"s{number}a{index}", f"2026-03-{when}", f"Sample {number}{index}", title, text, lang=lang)
            for index, (lang, when, title, text) in enumerate(lines)
        )
        made.append(Story(f"s{number}", "t", articles[0].title, articles))
    text = write_thread("t", made)
    return text.title, list(text.timeline)


def widths(timeline: Sequence[TimelineEntry]) -> list[int]:
    return [len(entry.publishers) for entry in timeline]


@pytest.mark.parametrize("others", [(JAPANESE,), (FRENCH,), (JAPANESE, FRENCH)])
def test_reports_of_one_story_in_several_languages_are_one_row_in_the_language_of_most(make: Make, others) -> None:
    title, timeline = written(make, (*SIGNED, *others))
    assert widths(timeline) == [2 + len(others)]
    assert title.isascii() and timeline[0].title.isascii()
    assert all(sentence.text.isascii() for sentence in timeline[0].sentences)


def test_one_report_in_each_of_two_languages_is_a_row_too(make: Make) -> None:
    title, timeline = written(make, (SIGNED[0], JAPANESE))
    assert widths(timeline) == [2]
    assert timeline[0].title == title


def test_undeclared_reports_count_as_english(make: Make) -> None:
    undeclared = tuple(("", *rest) for _, *rest in SIGNED)
    assert widths(written(make, (*undeclared, FRENCH))[1]) == [3]


def test_two_acts_of_one_story_stay_two_rows(make: Make) -> None:
    resigned = ("ja", "06T12:00", "ペルー大統領が辞任を表明 議会が可決", "ペルーの大統領は辞任を表明した。")
    assert sorted(widths(written(make, (*SIGNED, resigned))[1])) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        ("fr", "06T12:00", "Une tempête coupe le courant à Lima", "La tempête a coupé le courant."),
        ("th", "06T10:00", "ประธานาธิบดีลาออกจากตำแหน่งหลังรัฐสภาลงมติ", "ประธานาธิบดีประกาศลาออก"),
        ("ru", "06T10:00", "Шторм оставил столицу без света", "Шторм."),
        ("ko", "06T10:00", "폭풍으로 수도 정전 발생", "폭풍으로 정전이 되었다."),
    ],
)
def test_what_has_little_in_common_or_is_not_known_stays_two_rows(make: Make, other: Line) -> None:
    assert sorted(widths(written(make, (*SIGNED, other))[1])) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        ("fr", "06T10:00", "Le Parlement du Pérou rejette l'accord commercial avec le Japon", "Il a rejeté l'accord."),
        ("zh", "06T10:00", "秘鲁国会否决与日本的贸易协定", "秘鲁国会否决了与日本的贸易协定。"),
        ("ja", "06T10:00", "ペルー議会、日本との貿易協定を否決", "ペルー議会は協定を否決した。"),
        ("ru", "06T10:00", "Парламент Перу отклонил торговое соглашение с Японией", "Парламент отклонил соглашение."),
        ("es", "05T22:00", "Japón y Perú firmarán un acuerdo comercial en Lima", "Firmarán mañana un acuerdo."),
    ],
)
def test_another_act_on_the_same_matter_stays_a_row(make: Make, other: Line) -> None:
    assert sorted(widths(written(make, (*SIGNED, other))[1])) == [1, 2]


def test_a_strike_back_is_another_act_than_the_strike(make: Make) -> None:
    """The kind of event and the names are the same; nothing else is."""
    struck = (
        ("en", "06T08:00", "Israel strikes Iran nuclear site at Natanz", "Israel struck a nuclear site in Iran."),
        ("en", "06T09:00", "Israel hits Iran's Natanz nuclear site in air strike", "The site in Iran was hit."),
    )
    back = ("ru", "06T11:00", "Иран нанес удар по Израилю ракетами", "Иран нанес удар.")
    assert sorted(widths(written(make, (*struck, back))[1])) == [1, 2]


def test_what_comes_behind_a_row_of_days_is_not_of_its_act(make: Make) -> None:
    later = ("en", "07T06:00", "Japan, Peru sign trade agreement in Lima", "The trade agreement was signed in Lima.")
    again = ("ja", "07T08:00", *JAPANESE[2:])
    assert sorted(widths(written(make, (*SIGNED, later, again))[1])) == [1, 3]


def test_a_third_language_joins_a_row_of_two(make: Make) -> None:
    """Names alone can make one cluster of reports in two languages."""
    lines = (*SIGNED, FRENCH, JAPANESE)
    articles = [
        make(f"a{n}", f"2026-03-{when}", f"Sample {n}", *texts, lang=lang)
        for n, (lang, when, *texts) in enumerate(lines)
    ]
    clusters = Clusters([[0, 1, 2], [3]], [{1: 0.1}, {0: 0.1}])
    joined = joined_across_languages(clusters, read_reports(articles, []), dict.fromkeys((a.id for a in articles), "s"))
    assert joined == Clusters([[0, 1, 2, 3]], [{}])


def test_reports_of_two_stories_stay_two_rows(make: Make) -> None:
    assert sorted(widths(written(make, SIGNED, (JAPANESE,))[1])) == [1, 2]


def test_reports_of_two_days_stay_two_rows(make: Make) -> None:
    later = ("ja", "08T10:00", *JAPANESE[2:])
    assert sorted(widths(written(make, (*SIGNED, later))[1])) == [1, 2]


def test_of_two_events_of_a_story_the_closer_one_gets_the_report(make: Make) -> None:
    approved = (
        ("en", "06T13:00", "Parliament of Peru approves port law of Callao", "The parliament approved the port law."),
        ("en", "06T14:00", "Port law of Callao approved by parliament of Peru", "The port law was approved."),
        ("en", "06T15:00", "Peru's parliament approves Callao port law", "The parliament approved the port law."),
    )
    spanish = ("es", "06T16:00", "El Parlamento del Perú aprueba la ley de puertos", "El Parlamento aprobó la ley.")
    _, timeline = written(make, (*SIGNED, *approved, spanish, JAPANESE))
    by_kind = {("sign" in entry.title): len(entry.publishers) for entry in timeline}
    assert by_kind == {True: 3, False: 4}


def test_of_two_clusters_in_one_language_only_the_closer_one_joins(make: Make) -> None:
    dinner = ("ja", "06T12:00", "日本の首相、ペルーの大統領と貿易で会談", "両首脳は会談した。")
    lines = (*SIGNED, JAPANESE, dinner)
    articles = [
        make(f"a{n}", f"2026-03-{when}", f"Sample {n}", *texts, lang=lang)
        for n, (lang, when, *texts) in enumerate(lines)
    ]
    clusters = Clusters([[0, 1], [2], [3]], [{1: 0.1}, {0: 0.1, 2: 0.3}, {1: 0.3}])
    joined = joined_across_languages(clusters, read_reports(articles, []), dict.fromkeys((a.id for a in articles), "s"))
    assert joined == Clusters([[0, 1, 2], [3]], [{1: 0.3}, {0: 0.3}])

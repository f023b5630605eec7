"""Rules of feeds.toml over a store with threads of two feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.errors import ConfigError
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.model.grouping import Placement, Plan
from briefing.services import Clock, Services
from briefing.services.front_pages import PageChoice
from briefing.services.rule_actions import RuleActions
from briefing.store.store import Store

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
WIRE, GAZETTE = "https://wire.example/feed", "https://gazette.example/feed"
FEEDS = (
    f'[[feeds]]\nurl = "{WIRE}"\nname = "Morning wire"\nsection = "sport"\n\n'
    f'[[feeds]]\nurl = "{GAZETTE}"\nsection = "world"\n'
)


def article(n: int, title: str, **changes: str) -> Article:
    facts = {"publisher": "Sample Wire", "section": "sport", "lang": "en", "feed": WIRE, **changes}
    return Article(f"a{n:012x}", title, f"{title}.", guid=str(n), published=NOW, seen=NOW, **facts)


THREADS = {
    "cup": (
        article(1, "Sampletown wins the cup", url="https://wire.example/1"),
        article(2, "Cup stays in Sampletown", feed=GAZETTE),
    ),
    "mark": (article(3, "Mark of the river rises again"),),
    "tour": (article(4, "Die Rundfahrt beginnt", lang="de-AT", publisher="Sample Zeitung"),),
    "vote": (article(5, "Sampletown votes on its harbour", section="world"),),
}


def services_with(folder: Path, rules: str, feeds: str = FEEDS) -> Services:
    store = Store.open(folder / "s.sqlite3")
    for one in [one for members in THREADS.values() for one in members]:
        store.feeds.save(FeedState(one.feed), [one])
    places = [Placement(one.id, f"s-{thread}") for thread, members in THREADS.items() for one in members]
    store.groups.apply(Plan(tuple(places), tuple(Placement(f"s-{thread}", thread) for thread in THREADS)))
    RuleTitles(store).set()
    config = parse_config(feeds + rules, folder / "feeds.toml")
    assert not config.problems, config.problems
    return Services(config, store, Clock(NOW))


class RuleTitles:
    """Gives each thread the headline of its first article as its title."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self) -> None:
        for thread, members in THREADS.items():
            self._store.corrections.rename(thread, members[0].title, NOW)


def listed(services: Services) -> set[str]:
    return {row.id for row in services.reading.thread_rows()}


HIDE = '[[rules]]\ndo = "hide"\n'


@pytest.mark.parametrize(
    ("rules", "hidden"),
    [
        (HIDE + 'word = "CUP"', {"cup"}),
        (HIDE + 'word = ["cup", "harbour"]', {"cup", "vote"}),
        (HIDE + 'name = "mark"', set()),
        (HIDE + 'name = "Mark"', {"mark"}),
        (HIDE + 'section = "Sport"', {"cup", "mark", "tour"}),
        (HIDE + 'section = "sport"\nlang = "de"', {"tour"}),
        (HIDE + 'publisher = "sample zeitung"', {"tour"}),
        (HIDE + 'feed = "morning wire"', {"mark", "tour", "vote"}),
        (HIDE + f'feed = "{GAZETTE}"', set()),
        (HIDE + 'section = "sport"\nuntil = 2026-03-05', set()),
        (HIDE + 'section = "sport"\nuntil = 2026-03-07\nreason = "the season is over"', {"cup", "mark", "tour"}),
        (HIDE + 'section = "sport"\n[[rules]]\ndo = "keep"\nname = "Sampletown"', {"mark", "tour"}),
        (HIDE + f'section = "sport"\n[[rules]]\ndo = "keep"\nfeed = "{GAZETTE}"', {"mark", "tour"}),
    ],
)
def test_a_rule_hides_what_meets_all_its_conditions(tmp_path: Path, rules: str, hidden: set[str]) -> None:
    with services_with(tmp_path, rules) as services:
        assert THREADS.keys() - listed(services) == hidden
        assert {one.row.id for one in services.curation.hidden_threads()} == hidden
        assert {row.id for row in services.reading.thread_rows(query="is:muted")} == hidden
        assert {row.id for row in services.reading.thread_rows()} == THREADS.keys() - hidden
        assert {hit.thread for hit in services.reading.search("is:read")} == set(), "rules hide no article of a search"


def test_followed_threads_are_never_hidden_and_kept_ones_only_by_hand(tmp_path: Path) -> None:
    rules = HIDE + 'section = "sport"\n[[rules]]\ndo = "keep"\nword = "cup"'
    with services_with(tmp_path, rules) as services:
        services.curation.follow("mark")
        services.curation.mute_words("cup")
        assert listed(services) == {"mark", "cup", "vote"}
        services.curation.mute("cup")
        assert listed(services) == {"mark", "vote"}


def test_a_rule_stars_what_a_further_feed_carries_and_tests_each_article_by_itself(tmp_path: Path) -> None:
    rules = f'[[rules]]\ndo = "star"\nfeed = "{GAZETTE}"\nword = "wins"\nsection = "Sport"\nlang = "en"\n'
    with services_with(tmp_path, rules) as services:
        first = THREADS["cup"][0]
        actions = RuleActions(services.context)
        actions.apply(["cup"])
        assert not services.curation.starred_ids(), "the headline has the word, and another article is of the feed"
        services.context.store.feeds.save(FeedState(GAZETTE), [replace(first, feed=GAZETTE)])
        actions.apply(["cup"])
        assert services.curation.starred_ids() == {first.id}


def test_rules_follow_and_star_once_and_undo_leaves_them_out(tmp_path: Path) -> None:
    rules = f'[[rules]]\ndo = "follow"\nword = "cup"\n[[rules]]\ndo = "star"\nfeed = "{GAZETTE}"\n'
    with services_with(tmp_path, rules) as services:
        actions = RuleActions(services.context)
        actions.apply(list(THREADS))
        assert [row.id for row in services.reading.thread_rows() if row.followed] == ["cup"]
        assert services.curation.starred_ids() == {THREADS["cup"][1].id}
        services.curation.mute("vote")
        services.corrections.undo()
        actions.apply(list(THREADS))
        assert services.corrections.redo_action().message == 'muted "Sampletown votes on its harbour"'
        assert services.corrections.undo() == 'unmuted "Sampletown votes on its harbour"'
        services.curation.star(THREADS["cup"][1].id, False)
        services.curation.follow("cup", False)
        actions.apply(list(THREADS))
        assert not services.curation.starred_ids() and not any(row.followed for row in services.reading.thread_rows())


def test_rules_tag_once_and_undo_holds(tmp_path: Path) -> None:
    rules = '[[rules]]\ndo = "tag"\ntag = ["#Harbour", "town"]\nsection = "world"\n'
    with services_with(tmp_path, rules) as services:
        actions = RuleActions(services.context)
        actions.apply(list(THREADS))
        assert {row.id: row.tags for row in services.reading.thread_rows(query="tag:harbour")} == {
            "vote": ("harbour", "town")
        }
        services.curation.tag("vote", "town", False)
        actions.apply(list(THREADS))
        assert services.curation.tag_counts() == {"harbour": 1}


def test_a_tag_is_one_word(tmp_path: Path) -> None:
    with services_with(tmp_path, "") as services:
        for bad in ("two words", "a,b", "-", "", "x" * 41):
            with pytest.raises(ConfigError, match="is no tag"):
                services.curation.tag("cup", bad)
        assert services.curation.tag("cup", "#Größe_2") == "größe_2"


def test_a_feed_can_be_left_out_of_today_and_digests(tmp_path: Path) -> None:
    quiet = FEEDS.replace('name = "Morning wire"', 'name = "Morning wire"\ntoday = false')
    with services_with(tmp_path, "", quiet) as services:
        assert [thread.row.id for thread in services.pages.briefing(PageChoice(with_singles=True)).threads] == ["cup"]
        assert [thread.row.id for thread in services.deliveries.digest().threads] == ["cup"]
        assert listed(services) == THREADS.keys()


def test_a_feed_stores_no_more_articles_of_a_day_than_asked_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite3") as store:
        day = [article(n, f"Report number {n}") for n in range(10, 15)]
        yesterday = replace(day[0], id="b1", guid="b", url="https://wire.example/b", published=NOW - timedelta(days=1))
        assert store.feeds.save(FeedState(WIRE), [*day[:3], yesterday], 2) == 3
        assert store.feeds.save(FeedState(WIRE), day, 2) == 0, "stored articles count"
        assert store.feeds.save_many([(FeedState(WIRE), day)]) == 3


def test_the_feeds_with_limits_say_what_they_leave_out(tmp_path: Path) -> None:
    limits = {"today = false": ["mark", "tour", "vote"], "max_per_day = 2": []}
    for limit, left_out in limits.items():
        folder = tmp_path / limit.split()[0]
        folder.mkdir()
        feeds = FEEDS.replace('name = "Morning wire"', f'name = "Morning wire"\n{limit}')
        with services_with(folder, "", feeds) as services:
            day = [article(n, f"Report number {n}") for n in range(10, 13)]
            services.context.store.feeds.save(FeedState(WIRE), day, 2)
            (feed,) = services.curation.limited_feeds()
            assert (feed.name, feed.line, sorted(row.id for row in feed.threads)) == ("Morning wire", 1, left_out)
            assert feed.without_room == (3 if feed.max_per_day else 0)
            state = services.context.store.feeds.states()[WIRE]
            services.context.store.feeds.save(replace(state, failures=1), [], 2)
            assert services.context.store.feeds.states()[WIRE].without_room == 3, "a failure changes nothing"
    with services_with(tmp_path, "") as services:
        assert services.curation.limited_feeds() == ()


PROBLEMS = [
    ('do = "hied"\nword = "x"', "feeds.toml:11: `do` must be hide, keep, follow, star, tag or hook"),
    ('do = "hide"', "feeds.toml:10: a rule without a condition"),
    ('word = "golf"', "feeds.toml:10: a rule without `do`"),
    ('do = "hide"\nword = 3', "feeds.toml:12: `word` must be a string or a list of strings"),
    ('do = "hide"\nfeed = "Evening wire"', 'feeds.toml:10: no feed has the name or address "Evening wire"'),
    ('do = "hide"\nlang = "klingon!"', "feeds.toml:12: `lang` must be a language tag"),
    ('do = "hide"\nwrod = "x"\nword = "x"', "feeds.toml:12: `wrod` is not a key of a rule; did you mean `word`?"),
    ('do = "tag"\nword = "x"', 'feeds.toml:10: `tag` and do = "tag" belong together'),
    ('do = "hide"\nword = "x"\ntag = "sea"', 'feeds.toml:10: `tag` and do = "tag" belong together'),
    ('do = "tag"\nword = "x"\ntag = "a b"', 'feeds.toml:13: `tag` "a b" is no tag: one word'),
    ('do = "hide"\nword = "x"\nuntil = "soon"', "feeds.toml:13: `until` must be a day or time"),
]


@pytest.mark.parametrize(("lines", "problem"), PROBLEMS)
def test_problems_of_rules_name_their_line(lines: str, problem: str) -> None:
    config = parse_config(f"{FEEDS}\n[[rules]]\n{lines}\n", Path("feeds.toml"))
    (only,) = config.problems
    assert str(only).startswith(problem) and len(config.feeds) == 2


def test_unmute_points_to_the_file_for_words_that_its_rules_hide(tmp_path):
    with services_with(tmp_path, HIDE + 'word = "cup"\n') as services, pytest.raises(ConfigError) as error:
        services.curation.mute_words("Cup", False)
    assert "feeds.toml" in error.value.hint

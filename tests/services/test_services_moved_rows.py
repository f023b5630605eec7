"""A move of a row takes exactly the articles of the row to the other thread, and leaves the others."""

import pytest
from test_services_corrections import BANK, MINE, SHIP, facts, id_of, threads, titled
from test_services_corrections import path as path
from test_services_corrections import services as services

from briefing.errors import BriefingError
from briefing.services import Services


def homes(services: Services) -> dict[str, tuple[str, str]]:
    return {id: tuple(home) for id, home in services.context.store.groups.articles_and_homes()[1].items()}


def test_a_part_of_a_story_is_moved_and_the_rest_stays(services: Services, path) -> None:
    bank, mine = id_of(services, BANK), id_of(services, MINE)
    (story,) = services.reading.thread(bank).stories
    first, second = story.articles
    before, places = facts(path), homes(services)
    message = services.corrections.move_articles(bank, [second.id], mine, second.title)
    assert message.startswith(f'Moved "{second.title}" from ')
    assert threads(services)[bank] == {first.title} and threads(services)[mine] == {second.title, MINE[0][0]}
    assert {id: home for id, home in homes(services).items() if id != second.id} == {
        id: home for id, home in places.items() if id != second.id
    }, "no other article has moved"
    services.corrections.undo()
    assert facts(path) == before
    services.corrections.redo_action()
    services.pipeline.regroup()
    assert threads(services)[bank] == {first.title} and threads(services)[mine] == {second.title, MINE[0][0]}


def test_articles_of_several_stories_are_moved_together(services: Services, path) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    articles = [one for story in services.reading.thread(ship).stories for one in story.articles]
    leaving = [one for one in articles if one.title in (SHIP[0][0], SHIP[2][0])]
    assert len({homes(services)[one.id][0] for one in leaving}) == 2
    before = facts(path)
    services.corrections.move_articles(ship, [one.id for one in leaving], bank, SHIP[0][0])
    assert threads(services)[ship] == {SHIP[1][0]} and threads(services)[bank] == titled(BANK) | {
        one.title for one in leaving
    }
    assert len({homes(services)[one.id][0] for one in leaving}) == 1, "a row is one happening"
    services.corrections.undo()
    assert facts(path) == before


def test_the_only_row_of_a_thread_takes_the_thread_with_it(services: Services, path) -> None:
    bank, mine = id_of(services, BANK), id_of(services, MINE)
    articles = [one.id for one in services.reading.thread(bank).stories[0].articles]
    before = facts(path)
    message = services.corrections.move_articles(bank, articles, mine, "Rates rise in Quarzo")
    assert message.startswith('Moved "Rates rise in Quarzo" (2 articles) from '), (
        "it is named as its row is, also as a whole story"
    )
    assert threads(services)[mine] == titled(BANK, MINE) and bank not in threads(services)
    assert services.names.resolve_thread(bank) == mine
    services.corrections.undo()
    assert facts(path) == before


def test_articles_that_are_not_there_cannot_be_moved(services: Services) -> None:
    ship, bank, mine = (id_of(services, told) for told in (SHIP, BANK, MINE))
    strike = services.reading.thread(mine).stories[0].articles[0].id
    with pytest.raises(BriefingError, match="No longer in"):
        services.corrections.move_articles(ship, [strike], bank, "Miners")
    with pytest.raises(BriefingError, match="Already in this thread"):
        services.corrections.move_articles(mine, [strike], mine, "Miners")
    assert services.corrections.undo() == ""


def test_an_article_that_has_its_story_to_itself_leaves_its_thread(services: Services) -> None:
    ship = id_of(services, SHIP)
    (alone,) = (story for story in services.reading.thread(ship).stories if len(story.articles) == 1)
    services.corrections.split(alone.articles[0].id)
    assert threads(services)[ship] == titled(SHIP) - {alone.articles[0].title}
    assert {alone.articles[0].title} in threads(services).values()


def test_redo_says_how_many_articles_leave_again(services: Services) -> None:
    ship = id_of(services, SHIP)
    leaving = next(story for story in services.reading.thread(ship).stories if len(story.articles) > 1)
    done = services.corrections.split_articles(ship, [one.id for one in leaving.articles], leaving.title)
    services.corrections.undo()
    assert f'"{leaving.title}" ({len(leaving.articles)} articles)' in done
    assert services.corrections.redo_action().message == f"k{done[1:]}"


def test_an_article_is_split_off_its_thread_by_its_id(services: Services) -> None:
    bank = id_of(services, BANK)
    first, second = services.reading.thread(bank).stories[0].articles
    assert services.corrections.split(bank, second.id).startswith(f'Kept apart "{second.title}"')
    assert threads(services)[bank] == {first.title} and {second.title} in threads(services).values()

"""Groups all articles again by the current rules; former stories and threads only lend their ids.

The result depends on the articles and the corrections alone: regrouping twice changes nothing. Articles join stories
day by day, by the rarity that terms had on their day, as when they were refreshed: words that a topic made common in
the months after say nothing against two reports of its beginning.

While groups are formed, ids of groups that stay carry the prefix `STAYING_PREFIX` and new groups carry the ids of their
founders ("working ids"). Afterwards each group gets the id of the former group with which it shares most articles
("final ids").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.cycle_collection import paused_cycle_collection
from briefing.grouping.features import Features, extract_features
from briefing.grouping.group import Group, new_group_id, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, GrowingIdf, Idf
from briefing.grouping.link_evidence import ArticleLinks, find_links
from briefing.grouping.plan import place_stories
from briefing.grouping.profile_rebuild import build_story_group, build_thread_group
from briefing.grouping.standalone import EmptyArchive
from briefing.grouping.story_grouper import StoryGrouper, resolve_placements
from briefing.grouping.thread_grouper import ThreadGrouper
from briefing.model.articles import Article
from briefing.model.grouping import (
    Absorption,
    Constraints,
    Evidence,
    GroupKind,
    Home,
    Homes,
    LinkedArticle,
    Placement,
    Plan,
    Profile,
    Regrouping,
)

DAY_HOURS = 24.0
"""Hours of publication whose articles are counted and placed together."""
STAYING_PREFIX = "="
"""Marks working ids of groups that stay; no stored id begins with it."""


@paused_cycle_collection()
def regroup(
    articles: Sequence[Article],
    previous_homes: Homes,
    user_constraints: Constraints,
    since: datetime | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Regrouping:
    """Group all articles again.

    Args:
        articles: All articles, in any order.
        previous_homes: Where articles are now; new articles are missing.
        user_constraints: A person's corrections.
        since: Articles published before this stay where they are, and their threads are not merged; None: none stay.
        on_progress: Called with the number of placed articles and the number of all.
    """
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    staying = {
        article.id: Home(STAYING_PREFIX + story, STAYING_PREFIX + thread)
        for article in ordered
        if since and article.published < since and article.id in previous_homes
        for story, thread in (previous_homes[article.id],)
    }
    features = [extract_features(article) for article in ordered]
    counts = Counter(term for one in features for term in one.terms)
    idf = GrowingIdf()
    thread_idf = Idf(counts, len(features), THREAD_PRIOR_COUNT)
    stories, threads = _new_groupers(staying, user_constraints, idf, thread_idf)
    staying_features = [one for one in features if one.id in staying]
    idf.count_articles(one.terms for one in staying_features)
    _index_staying(staying_features, staying, (stories, idf), (threads, thread_idf))
    _place_by_day([one for one in features if one.id not in staying], stories, idf, on_progress)
    place_stories(stories, threads, _links_of_moving(ordered, staying))
    result = _RegroupResult(previous_homes, set(staying), stories, threads)
    return result.to_regrouping(features, idf, counts)


def _place_by_day(
    article_features: Sequence[Features],
    stories: StoryGrouper,
    idf: GrowingIdf,
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Place articles, given in the order of publication, into stories; each day counts before it is placed."""
    done = 0
    for _, group in groupby(article_features, key=lambda one: one.published_hour // DAY_HOURS):
        day = list(group)
        idf.count_articles(one.terms for one in day)
        for features in day:
            stories.place(ArticleVector(features, idf))
        stories.split_stories()
        done += len(day)
        if on_progress:
            on_progress(done, len(article_features))


def _links_of_moving(articles: Sequence[Article], staying: Homes) -> list[ArticleLinks]:
    """Return the links of all articles, with the working ids of the stories that stay."""

    def located(article: LinkedArticle) -> LinkedArticle:
        return article._replace(story=staying[article.id].story) if article.id in staying else article

    return [
        ArticleLinks(located(one.article), tuple([(located(other), reason) for other, reason in one.others]))
        for one in find_links(articles, EmptyArchive())
    ]


def _new_groupers(
    staying: Homes, user_constraints: Constraints, idf: Idf, thread_idf: Idf
) -> tuple[StoryGrouper, ThreadGrouper]:
    """Groupers without an archive that know where the staying articles are."""
    checker = ConstraintChecker(
        replace(user_constraints, homes=staying), frozenset(thread for _, thread in staying.values())
    )
    offsets = user_constraints.threshold_offsets
    return (
        StoryGrouper(EmptyArchive(), idf, checker, offsets.get("story", 0.0), moves_earlier=False),
        ThreadGrouper(EmptyArchive(), thread_idf, checker, offsets.get("thread", 0.0), user_constraints.name_bonuses),
    )


def _index_staying(
    staying_features: Sequence[Features],
    staying: Homes,
    stories: tuple[StoryGrouper, Idf],
    threads: tuple[ThreadGrouper, Idf],
) -> None:
    """Build the groups of the staying articles, given oldest first, and add them to the indexes."""
    by_thread: dict[str, dict[str, list[Features]]] = {}
    for features in staying_features:
        story, thread = staying[features.id]
        by_thread.setdefault(thread, {}).setdefault(story, []).append(features)
    groups: list[Group] = []
    for thread, by_story in by_thread.items():
        own = [
            build_story_group(story, thread, [ArticleVector(one, stories[1]) for one in members])
            for story, members in by_story.items()
        ]
        first_articles = [ArticleVector(one[0], threads[1]) for one in by_story.values()]
        groups += [*own, build_thread_group(thread, zip(own, first_articles, strict=True))]
    members = [(member.published_hour, group.id, member, group) for group in groups for member in group.members]
    for _, _, member, group in sorted(members, key=lambda item: item[:2]):
        index = stories[0].index if group.kind == "story" else threads[0].index
        index.mark_changed(group, member)


class _RegroupResult:
    """The new groups under their final ids.

    Attributes:
        homes: Where each article is, by final ids.
    """

    def __init__(
        self,
        previous_homes: Homes,
        staying_ids: set[str],
        story_grouper: StoryGrouper,
        thread_grouper: ThreadGrouper,
    ) -> None:
        self._previous_homes, self._staying_ids = previous_homes, staying_ids
        self._story_grouper, self._thread_grouper = story_grouper, thread_grouper
        self._placement_of_article = {
            placement.child: placement
            for placement in resolve_placements(story_grouper.placements, story_grouper.index)
        }
        self._placement_of_story = {
            placement.child: placement
            for placement in resolve_placements(thread_grouper.placements, thread_grouper.index)
        }
        story_of = {id: STAYING_PREFIX + previous_homes[id].story for id in staying_ids}
        story_of |= {id: placement.parent for id, placement in self._placement_of_article.items()}
        thread_of = {
            STAYING_PREFIX + previous_homes[id].story: thread_grouper.index.resolve(
                STAYING_PREFIX + previous_homes[id].thread
            ).id
            for id in staying_ids
        }
        thread_of |= {
            story: placement.parent for story, placement in self._placement_of_story.items() if story not in thread_of
        }
        working = {id: Home(story, thread_of[story]) for id, story in story_of.items()}
        self._final_ids = {
            **_assign_final_ids("story", working, previous_homes),
            **_assign_final_ids("thread", working, previous_homes),
        }
        self.homes = {
            id: Home(self._final_ids[story], self._final_ids[thread]) for id, (story, thread) in working.items()
        }
        self._working_story_ids = {self._final_ids[story]: story for story, _ in working.values()}

    def to_regrouping(
        self, article_features: Sequence[Features], idf: Idf, document_frequencies: Mapping[str, int]
    ) -> Regrouping:
        """Return what moves as a plan, and the new evidence of what stays in its group."""
        new_evidence: dict[str, Evidence | None] = {}
        articles, stories = [], []
        old_threads = dict(self._previous_homes.values())
        for id, (story, _) in self.homes.items():
            evidence = self._final_evidence(self._placement_of_article.get(id), id)
            if id not in self._previous_homes or self._previous_homes[id].story != story:
                articles.append(Placement(id, story, evidence))
            elif id not in self._staying_ids:
                new_evidence[id] = evidence
        for story, thread in dict(self.homes.values()).items():
            placement = self._placement_of_story.get(self._working_story_ids[story])
            evidence = self._final_evidence(placement, story)
            if old_threads.get(story) != thread:
                stories.append(Placement(story, thread, evidence))
            elif not self._working_story_ids[story].startswith(STAYING_PREFIX):
                new_evidence[story] = evidence
        plan = Plan(
            articles=tuple(articles),
            stories=tuple(stories),
            absorbed=(
                *_absorbed_groups("story", self._previous_homes, self.homes),
                *_absorbed_groups("thread", self._previous_homes, self.homes),
            ),
            affairs=self._affairs(),
            profiles=self._profiles(idf),
            frequencies=dict(document_frequencies),
            document_count=len(article_features),
        )
        return Regrouping(plan, new_evidence, self.homes)

    def _final_evidence(self, placement: Placement | None, subject: str) -> Evidence | None:
        """The evidence of a placement with final ids."""
        evidence = placement.evidence if placement else None
        if evidence is None:
            return None
        index = self._story_grouper.index if evidence.kind == "story" else self._thread_grouper.index
        target = self._final_ids[evidence.target]
        rival, refused = (
            self._final_ids[index.resolve(group_id).id] if group_id else ""
            for group_id in (evidence.rival, evidence.refused)
        )
        if rival == target:
            rival = ""
        return replace(
            evidence,
            subject=subject,
            target=target,
            rival=rival,
            rival_probability=evidence.rival_probability if rival else 0.0,
            refused=refused,
        )

    def _affairs(self) -> tuple[Placement, ...]:
        """The affair of each thread with a grouped article; an empty parent if it belongs to none."""
        under = {
            self._final_ids[placement.child]: replace(
                placement,
                child=self._final_ids[placement.child],
                parent=self._final_ids[placement.parent],
                evidence=placement.evidence
                and replace(
                    placement.evidence,
                    subject=self._final_ids[placement.child],
                    target=self._final_ids[placement.parent],
                ),
            )
            for placement in self._thread_grouper.find_affairs(EmptyArchive())
        }
        moving = {thread for id, (_, thread) in self.homes.items() if id not in self._staying_ids}
        return tuple(under.get(thread) or Placement(thread, "") for thread in sorted(moving))

    def _profiles(self, idf: Idf) -> tuple[Profile, ...]:
        """The profiles of all groups with a grouped article."""
        moving = {group for id, home in self.homes.items() if id not in self._staying_ids for group in home}
        groups: list[Group] = []
        for index in (self._story_grouper.index, self._thread_grouper.index):
            for group_id in index.changed:
                group = index.groups[group_id]
                if self._final_ids[group_id] in moving:
                    thread = (
                        self._final_ids[self._thread_grouper.index.resolve(group.thread_id).id]
                        if group.thread_id
                        else ""
                    )
                    groups.append(replace(group, id=self._final_ids[group_id], thread_id=thread))
        return tuple(profile_of_group(group, idf) for group in groups)


def _assign_final_ids(kind: GroupKind, working_homes: Homes, previous_homes: Homes) -> dict[str, str]:
    """Choose the final id of each group: that of the former group with which it shares most articles, or a new one."""
    members: dict[str, list[str]] = {}
    for article, home in working_homes.items():
        members.setdefault(home.id_of(kind), []).append(article)
    ids = {
        working_id: working_id.removeprefix(STAYING_PREFIX)
        for working_id in members
        if working_id.startswith(STAYING_PREFIX)
    }
    used_ids = set(ids.values())
    shared = Counter(
        (working_id, previous_homes[article].id_of(kind))
        for working_id, member_ids in members.items()
        if working_id not in ids
        for article in member_ids
        if article in previous_homes
    )
    for (working_id, old), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][1] != pair[0][0], pair[0])):
        if working_id not in ids and old not in used_ids:
            ids[working_id] = old
            used_ids.add(old)
    used_ids.update(home.id_of(kind) for home in previous_homes.values())
    for working_id, member_ids in members.items():
        if working_id not in ids:
            ids[working_id] = new_group_id(kind, member_ids, used_ids.__contains__)
            used_ids.add(ids[working_id])
    return ids


def _absorbed_groups(kind: GroupKind, previous_homes: Homes, new_homes: Homes) -> list[Absorption]:
    """For each former group that no longer exists, the group that has most of its articles."""
    alive = {home.id_of(kind) for home in new_homes.values()}
    destinations: dict[str, Counter[str]] = {}
    for article, home in previous_homes.items():
        old = home.id_of(kind)
        if old not in alive and article in new_homes:
            destinations.setdefault(old, Counter())[new_homes[article].id_of(kind)] += 1
    return [
        Absorption(kind, old, min(counts, key=lambda new: (-counts[new], new)))
        for old, counts in sorted(destinations.items())
    ]

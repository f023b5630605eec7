"""What the rules of feeds.toml do after a refresh: they follow and tag threads, and star articles."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from briefing.services.context import Context

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.thread_rules import Rule


class RuleActions:
    """Applies the rules that follow, tag and star. What a person decided stays."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def apply(self, thread_ids: Collection[str]) -> None:
        """Follow and tag changed threads and star their articles, each once, as actions that undo leaves out."""
        now = self._context.now()
        for rule in self._context.config.rules:
            if rule.action == "follow" and rule.is_active(now):
                self._follow(self._store.threads.meant_by_rule(rule, thread_ids))
            elif rule.action == "star" and rule.is_active(now):
                self._star(rule, thread_ids)
            elif rule.action == "tag" and rule.is_active(now):
                for thread_id in self._store.threads.meant_by_rule(rule, thread_ids):
                    self._store.tags.add_once(thread_id, rule.tags, now)

    def _follow(self, thread_ids: Collection[str]) -> None:
        for thread_id in thread_ids:
            if not self._store.undo_log.has_action("followed", thread_id):
                self._store.marks.set_followed(thread_id, True, self._context.now(), undoable=False)

    def _star(self, rule: Rule, thread_ids: Collection[str]) -> None:
        stories = [story for thread_id in thread_ids for story in self._store.threads.stories_of(thread_id)]
        for article in [article for story in stories for article in story.articles if meets(rule, article)]:
            if not self._store.undo_log.has_action("starred", article.id):
                self._store.marks.set_starred(article.id, True, self._context.now(), undoable=False)


def meets(rule: Rule, article: Article) -> bool:
    """Whether an article meets all conditions of a rule; an undeclared language counts as English."""
    from briefing.store.configured_rules import name_test, word_test
    from briefing.text.language_tags import primary_language
    from briefing.text.languages.plain_spelling import plain_spelling

    def is_one_of(value: str, values: Collection[str]) -> bool:
        return not values or plain_spelling(value) in map(plain_spelling, values)

    return (
        (not rule.words or word_test(rule.words)(article.title))
        and (not rule.names or name_test(rule.names)(article.title))
        and is_one_of(article.publisher, rule.publishers)
        and is_one_of(article.section, rule.sections)
        and is_one_of(primary_language(article.lang) or "en", rule.languages)
        and is_one_of(article.feed, rule.feeds)
    )

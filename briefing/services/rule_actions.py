"""What the rules of feeds.toml do after a refresh: they follow and tag threads, and star articles."""

from __future__ import annotations

from collections.abc import Collection

from briefing.services.context import Context


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
                self._star(self._store.threads.articles_meant_by_rule(rule, thread_ids))
            elif rule.action == "tag" and rule.is_active(now):
                for thread_id in self._store.threads.meant_by_rule(rule, thread_ids):
                    self._store.tags.add_once(thread_id, rule.tags, now)

    def _follow(self, thread_ids: Collection[str]) -> None:
        for thread_id in thread_ids:
            if not self._store.undo_log.has_action("followed", thread_id):
                self._store.marks.set_followed(thread_id, True, self._context.now(), undoable=False)

    def _star(self, article_ids: Collection[str]) -> None:
        for article_id in article_ids:
            if not self._store.undo_log.has_action("starred", article_id):
                self._store.marks.set_starred(article_id, True, self._context.now(), undoable=False)

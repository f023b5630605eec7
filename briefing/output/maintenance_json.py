"""JSON of the commands on the program itself: check, doctor, paths, keys, feedback and regroup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefing.config import Config, Paths
from briefing.model.grouping import Feedback, RegroupReport
from briefing.output.json_format import json_document


def check_json(config: Config, problems: Sequence[str], notes: Sequence[str], now: datetime) -> str:
    """Return the problems of a configuration, with their lines as far as they are known, and the notes on it."""
    lines = {str(problem): problem.line for problem in config.problems}
    return json_document(
        now,
        file=str(config.path),
        usable_feeds=len(config.feeds),
        mistakes=[{"message": problem, "line": lines.get(problem) or None} for problem in problems],
        notes=list(notes),
    )


def paths_json(where: Paths, now: datetime) -> str:
    """Return where the files of the program are, and whether they exist."""
    paths = {
        "configuration": where.config,
        "shipped_default": where.default_config,
        "store": where.store,
        "backups": where.backups,
    }
    return json_document(now, paths={name: _place(path) for name, path in paths.items()})


def _place(path: Path) -> dict[str, str | bool]:
    return {"path": str(path), "exists": path.exists()}


def keys_json(rows: Sequence[tuple[str, str, str, str]], now: datetime) -> str:
    """Return the commands of the reader with their keys."""
    return json_document(
        now,
        keys=[
            {"command": name, "keys": keys, "help": help_text, "pages": pages.split(", ")}
            for name, keys, help_text, pages in rows
        ],
    )


def doctor_json(results: Sequence[tuple[str, str, str, bool]], now: datetime) -> str:
    """Return what `doctor` found: subject, message, advice, and whether it is a problem."""
    return json_document(
        now,
        problem_count=sum(is_problem for *_, is_problem in results),
        results=[
            {"subject": subject, "message": message, "advice": advice or None, "problem": is_problem}
            for subject, message, advice, is_problem in results
        ],
    )


def feedback_json(items: Sequence[Feedback], now: datetime) -> str:
    """Return what grouping learned from corrections."""
    return json_document(
        now,
        feedback=[
            {
                "kind": item.kind,
                "name": item.name or None,
                "merges": item.joined_count,
                "splits": item.split_count,
                "threshold_offset": item.threshold_offset,
            }
            for item in items
        ],
    )


def regroup_json(report: RegroupReport, now: datetime, *, dry_run: bool) -> str:
    """Return what a regrouping changed, or would change."""
    return json_document(
        now,
        regrouping={
            "dry_run": dry_run,
            "articles": report.articles,
            "articles_in_other_story": report.articles_in_other_story,
            "articles_in_other_thread": report.articles_in_other_thread,
            "stories": {"before": report.stories[0], "after": report.stories[1]},
            "threads": {"before": report.threads[0], "after": report.threads[1]},
            "moves": [
                {"articles": move.article_count, "from": move.from_title, "to": move.to_title} for move in report.moves
            ],
            "backup": report.backup or None,
        },
    )

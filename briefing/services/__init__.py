"""What a person can do: refresh, read, curate, correct, deliver, manage feeds. Both front ends call only this.

The class Services is imported at its first use: the pipes need no store. It holds one object for each subject over one
`context`; `protocols` are the same objects as the TUI knows them.

- News: `refreshing/`, with `host_state`, `house_phrases`, `fault_record`; `hook_runner` and `rule_actions` after it.
- Reading: `front_pages`, `reading`, `readable_threads`, `explanations`, `reader_visits`, `saved_views`.
- What a person names: `known_names`.
- What a person sets: `curation`, `corrections` with `correction_planner`, `proposals`.
- Digests: `deliveries`, `mailer`.
- Feeds and settings: `feed_list`, `feed_health`, `continued_feeds`, `config_edits`, `imported_settings`,
  `missing_extras`.
- The store: `maintenance`, `retention`, `personal_data_exchange` with `personal_records`.
- `rewriter` asks a language model; `open_files` and `unencrypted_secrets` look for what others could read; `pipes` need
  nothing of all this. `services` brings them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.clock import Clock, period_start

if TYPE_CHECKING:
    from briefing.services.services import Services

__all__ = ["Clock", "Services", "period_start"]


def __getattr__(name: str) -> Any:
    if name == "Services":
        from briefing.services.services import Services

        return Services
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Files with secrets, or with what somebody reads, that other users of the machine may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.model.feeds import Feed
from briefing.private_files import is_open_to_others
from briefing.services.unencrypted_secrets import secret_header_names
from briefing.text.url_secrets import without_secrets


def files_open_to_others(feeds: Iterable[Feed], config: Path, store: Path) -> Iterator[Path]:
    """Yield the store, its backups, and a configuration with secrets and its backup, if others may use them."""
    files = [store, *sorted(store.parent.glob(f"{store.name}.*.bak"))]
    if any(secret_header_names(feed) or without_secrets(feed.url) != feed.url for feed in feeds):
        files += [config, config.with_name(f"{config.name}.bak")]
    yield from (file for file in files if file.is_file() and is_open_to_others(file))

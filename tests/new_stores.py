"""Empty stores for tests: made once in each process by all migrations, which take 0.2 s, and copied afterwards."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.store.database import migrations

prepare = migrations.prepare


@cache
def empty_store() -> bytes:
    """Return the file of a store without content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        prepare(path)
        return path.read_bytes()


def prepare_a_copy(path: Path, **options: object) -> None:
    """Do what `migrations.prepare` does, but start from a copy where the store and its folder need no making."""
    if not options and path.parent.is_dir() and not path.exists():
        copy_if_missing(empty_store(), path)
    prepare(path, **options)


def copy_if_missing(content: bytes, path: Path) -> None:
    """Write a private file that nobody sees half written, unless another made one meanwhile."""
    part = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    with suppress(OSError):  # a place that cannot be written is the subject of the test
        try:
            part.touch(0o600)
            part.write_bytes(content)
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)

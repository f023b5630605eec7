"""The keys of what stands over a page, which the footer of that page shows meanwhile."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

FooterKeys = tuple[tuple[str, str], ...]
"""Keys with what each does."""


@runtime_checkable
class HasFooterKeys(Protocol):
    """A page or prompt over a screen that names its keys."""

    FOOTER_KEYS: ClassVar[FooterKeys]

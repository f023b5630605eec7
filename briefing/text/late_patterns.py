"""Regular expressions that are compiled at their first use: most commands need few of those that their modules have."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "pattern", "flags")


class _LatePattern:
    """Has the methods of a compiled pattern, and compiles it when the first of them is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern; from then on its methods are attributes of this object, and this is not called."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._arguments)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for a constant, compiled at its first use. Only its methods work, not the functions of `re`."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))

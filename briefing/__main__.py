"""`python -m briefing` runs `briefing`."""

import gc
import os
import sys

from briefing import YOUNG_OBJECTS

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells give it: 128 and the number of the signal."""


def main() -> None:
    """Run `briefing`: the entry point of the installed command. Ctrl+C exits quietly even during the imports."""
    sys.unraisablehook = exit_on_interrupt
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        from briefing.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except RuntimeError as error:  # so Python 3.11 wraps an interrupt while it makes a class
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        sys.exit(INTERRUPTED)


def exit_on_interrupt(unraisable: "sys.UnraisableHookArgs") -> None:
    """Exit at once if an interrupt fell into a destructor or a callback, from where Python cannot raise it.

    Python would print a traceback and go on. Exiting here loses nothing: each write is one transaction.
    """
    if unraisable.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(unraisable)


if __name__ == "__main__":
    main()

"""`python -m briefing` is the same as `briefing`."""

import sys


def main() -> None:
    """Run `briefing`: the entry point of the installed command, which may be interrupted before it has begun."""
    try:
        from briefing.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

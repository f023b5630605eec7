"""`python -m briefing` runs `briefing`."""

import sys


def main() -> None:
    """Run `briefing`: the entry point of the installed command. Ctrl+C exits quietly even during the imports."""
    try:
        from briefing.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

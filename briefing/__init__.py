"""Follow the news from a terminal: feeds become stories, stories become threads."""

__version__ = "0.1.0"
YOUNG_OBJECTS = 20_000
"""New objects after which garbage is looked for. Imports make many that stay: with Python's 700, the search takes a
tenth of the time that a command needs to start."""

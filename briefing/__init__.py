"""Follow the news from a terminal: feeds become stories, stories become threads."""

__version__ = "0.1.0"

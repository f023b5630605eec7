"""The names of the attributes of a list of feeds that are read and written."""

from __future__ import annotations

import re

NAMESPACE = "briefing"
"""Prefix of the attributes in an exported list that only briefing reads."""
XML_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
"""Names of attributes that are kept; XML allows further letters, but not all that `str` takes for letters."""

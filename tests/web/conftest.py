"""What the tests of web share: the loopback server of the tests of feeds."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "feeds"))

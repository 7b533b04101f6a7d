"""How names of units end: the one place that knows, read from ``data/units.toml``."""

import re
import tomllib

from data import DATA_DIR

_ENDINGS = tomllib.loads((DATA_DIR / "units.toml").read_text(encoding="utf-8"))["endings"]

CHARACTERS: str = _ENDINGS["characters"]
"""The last characters of units' names, to stand inside a character class."""

DEPARTMENTS: str = _ENDINGS["departments"]
"""The last characters of the names of departments of government, to stand inside a character class."""

AFTER_UNIT = f"(?<=[{CHARACTERS}])"
"""A place that a unit's name may end at, as a part of a regular expression."""

UNIT_END = re.compile(rf"(?:{'|'.join(_ENDINGS['words'])})$")
"""Found in words that end as a unit's name does."""

NO_UNIT_END = re.compile(rf"(?:{'|'.join(_ENDINGS['not'])})$")
"""Found in words that end so, but are no name (运行, 推进会)."""

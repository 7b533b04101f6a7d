"""The page's style and scripts, as text."""

from pathlib import Path


def asset(name: str) -> str:
    """The text of an asset by its file name."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")

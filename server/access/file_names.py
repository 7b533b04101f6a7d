"""What an uploaded file is called: a label that is stored and shown, never a path."""

import unicodedata
from pathlib import PurePosixPath

MAX_NAME = 150


def source_name(given: str | None) -> str:
    """The label of an uploaded file: the last part of the client's name, without control characters.

    Its suffix may help to tell plain text from Markdown.
    """
    last = (given or "").replace("\\", "/").rpartition("/")[2]
    label = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip(" .")
    if len(label) > MAX_NAME:
        suffix = PurePosixPath(label).suffix[:10]
        label = label[: MAX_NAME - len(suffix)] + suffix
    return label or "未命名"

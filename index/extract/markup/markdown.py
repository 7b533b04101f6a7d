"""Markdown: its marks taken off by markdown-it-py, its pipe tables as grids, its printed numbers kept."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from index.extract.assemble import Assembly
from index.extract.grid import GridCell, rectangular
from index.extract.markup.html import add_fragment
from index.extract.markup.plain_text import decode
from index.model.source import SourceText

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FRONT_MATTER_LINES = 100
LINE_BREAK_TAG = re.compile(r"<br\s*/?\s*>", re.IGNORECASE)
TASK_BOX = ("[ ] ", "[x] ", "[X] ")
LINK_DEFINITION = re.compile(r"\[[^\]]{1,100}\]:\s{1,4}https?://\S+$")
INDENT = "\u3000"
MAX_NESTING = 100
MAX_OPEN_BRACKETS = 1_000


def read(data: bytes, file_name: str) -> SourceText:
    """The text without Markdown's marks; struck-out text and comments are left out.

    Raises UnreadableFileError if it is not text, or for too large a table.
    """
    text = decode(data, file_name).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    del lines[: _front_matter(lines)]
    reader = _Reader(Assembly(file_name), lines, file_name)
    tokens = _parser(text.count("[") - text.count("](") <= MAX_OPEN_BRACKETS).parse("\n".join(lines))
    reader.read(tokens)
    if any(token.level >= MAX_NESTING - 2 for token in tokens):
        reader.assembly.leave_out(f"Markdown 嵌套超过 {MAX_NESTING} 层的内容没有读入。")
    return reader.assembly.source("markdown")


@lru_cache(maxsize=2)
def _parser(links: bool) -> "MarkdownIt":
    """CommonMark with tables and struck-out text; nothing that would swallow the text of an office document.

    Four blanks begin a paragraph there, no code, and ``[牵头单位]: 市教育局`` defines no link. ``links``: looking for the
    end of each of very many open brackets takes quadratic time, and links are no responsibilities.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    off = ["code", "reference", *([] if links else ["link", "image"])]
    return parser.enable(["table", "strikethrough"]).disable(off)


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the beginning are data about the file (between lines of ---)."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(lines[1:FRONT_MATTER_LINES], 1) if line.rstrip() in ("---", "..."))
    return next(ends, -1) + 1


class _Reader:
    """Walks the tokens of a document once; ``_below`` is the source line after the last block that was added."""

    def __init__(self, assembly: Assembly, lines: Sequence[str], file_name: str) -> None:
        self.assembly = assembly
        self._lines = lines
        self._file_name = file_name
        self._below = 0
        self._number = ""

    def read(self, tokens: "Sequence[Token]") -> None:
        """Adds the blocks in reading order."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._blanks(token)
                self._table(tokens[at : end + 1])
                at = end
            elif token.type == "list_item_open":
                self._number = f"{token.info}{token.markup} " if token.info else ""
            elif token.type == "inline":
                self._blanks(token)
                self._paragraph(token)
            elif token.type in ("fence", "code_block"):
                self._blanks(token)
                self.assembly.add_text(token.content.rstrip("\n"))
            elif token.type == "html_block":
                self._blanks(token)
                self._html(token.content)
            at += 1

    def _blanks(self, token: "Token") -> None:
        """Keeps the blank line before a block, which tells paragraphs from wrapped lines."""
        begin, end = token.map or (self._below, self._below)
        if begin > 0 and self._below < begin and not self._lines[begin - 1].strip():
            self.assembly.add_text("")
        self._below = end

    def _paragraph(self, token: "Token") -> None:
        text = _plain(token)
        first = self._lines[token.map[0]] if token.map else ""
        indent = first[: len(first) - len(first.lstrip(INDENT))] if first.startswith(INDENT) else ""
        text = self._number + text.removeprefix(next((box for box in TASK_BOX if text.startswith(box)), ""))
        self._number = ""
        for line in (indent + text).split("\n"):
            if not LINK_DEFINITION.match(line.strip()):
                self.assembly.add_text(line.rstrip())

    def _table(self, tokens: "Sequence[Token]") -> None:
        grid: list[list[GridCell]] = []
        for token in tokens:
            if token.type == "tr_open":
                grid.append([])
                self._report_extra_cells(token, tokens)
            elif token.type == "inline":
                grid[-1].append(GridCell(_plain(token)))
        self.assembly.add_table(rectangular(grid), merges_lost=True)

    def _report_extra_cells(self, row: "Token", tokens: "Sequence[Token]") -> None:
        """Markdown drops the cells of a row beyond the header's; the report says so."""
        from markdown_it.rules_block.table import escapedSplit

        columns = sum(token.type == "th_open" for token in tokens)
        if row.map is None or row.map[0] >= len(self._lines):
            return
        cells = escapedSplit(self._lines[row.map[0]].strip().removeprefix("|").removesuffix("|"))
        if len(cells) > columns and any(cell.strip() for cell in cells[columns:]):
            extra = "、".join(cell.strip() for cell in cells[columns:])
            self.assembly.leave_out(
                f"Markdown 表格第 {row.map[0] + 1} 行的单元格多于表头，多出的未读入：“{extra}”。"
            )

    def _html(self, content: str) -> None:
        if content.lstrip().startswith("<!--"):
            comment, closed, rest = content.partition("-->")
            # A comment that is never closed would hide the rest of the document.
            content = rest if closed else comment.replace("<!--", "")
        if content.strip():
            add_fragment(self.assembly, content, self._file_name)


def _plain(token: "Token") -> str:
    """The text of an inline token as it prints, a line feed for each line of the source."""
    return "".join(_parts(token.children or ())).replace("**", "").rstrip()


def _parts(children: "Sequence[Token]") -> Iterator[str]:
    struck = 0
    for child in children:
        struck += (child.type == "s_open") - (child.type == "s_close")
        if child.type == "html_inline":
            tag = child.content.lower()
            struck += tag.startswith(("<del>", "<del ", "<s>", "<strike")) - tag.startswith(
                ("</del", "</s>", "</strike")
            )
            if LINE_BREAK_TAG.match(tag):
                yield "\n"
        elif struck <= 0 and child.type in ("text", "code_inline", "text_special"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"

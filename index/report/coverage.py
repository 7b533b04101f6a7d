"""What became of every character of a file: nothing that was in it is lost in silence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from index.model.document import Clause, Document
from index.model.source import SourceText
from index.text.fold import squeeze

Use = Literal["duty", "responsibility", "clause", "heading", "front", "furniture", "ignored"]
"""``clause`` is text of a clause that no responsibility covers, ``front`` what stands above the first clause,
``furniture`` what belongs to the page (page numbers, running heads, navigation), ``ignored`` what was read and is stored
nowhere."""

USES: dict[Use, str] = {
    "duty": "分工事项",
    "responsibility": "责任分工",
    "clause": "条文其余部分",
    "heading": "标题",
    "front": "文件头",
    "furniture": "页码、页眉等",
    "ignored": "未用到",
}
_LEAD_IN = 14
_NUMBER = re.compile("[\u4e00-\u9fff]{0,4}[^\u4e00-\u9fff]*[一二三四五六七八九十百]{0,4}[^\u4e00-\u9fff]*$")
_WORDS = re.compile("[\u4e00-\u9fff].*?[\u4e00-\u9fff].*?[\u4e00-\u9fff]")
"""What is no more than a number, a sign or （2项） belongs to the clause beside it."""
_AHEAD = 300
"""How far ahead a line is looked for that does not follow at once (a drawn table was read between)."""
_TELLING = 8
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text with one use, on one page (0: unknown). ``reason`` says why an ignored one was left out."""

    use: Use
    text: str
    page: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All passages of a file, in reading order."""

    passages: tuple[Passage, ...]

    def characters(self, use: Use | None = None, page: int | None = None) -> int:
        """How many characters, blanks aside, have a use (None: any) on a page (None: all)."""
        chosen = (p for p in self.passages if use in (None, p.use) and page in (None, p.page))
        return sum(len(squeeze(passage.text)) for passage in chosen)

    @property
    def unused(self) -> tuple[Passage, ...]:
        """The passages that were read and are stored nowhere."""
        return tuple(passage for passage in self.passages if passage.use == "ignored")

    @property
    def summary(self) -> str:
        """One sentence: how much was used, and what was not, in its own words."""
        total, unused = self.characters(), self.characters("ignored")
        if not unused:
            return f"文件共 {total} 字，全部有去处。"
        shown = "；".join(f"“{_short(passage.text)}”（{passage.reason}）" for passage in self.unused[:3])
        more = f"等 {len(self.unused)} 处" if len(self.unused) > 3 else ""
        return f"文件共 {total} 字，其中 {unused} 字未用到：{shown}{more}。"

    def text(self) -> str:
        """Page by page: how many characters went where, and every unused passage in full."""
        lines = [self.summary]
        for page, found in groupby(self.passages, key=lambda passage: passage.page):
            passages = list(found)
            sizes = [
                f"{name} {size} 字"
                for use, name in USES.items()
                if (size := sum(len(squeeze(p.text)) for p in passages if p.use == use))
            ]
            lines.append(f"{f'第{page}页' if page else '全文'}：{'，'.join(sizes)}")
            lines += [f"  未用到（{p.reason}）：{_flat(p.text)}" for p in passages if p.use == "ignored"]
            lines += [f"  {USES['furniture']}：{_flat(p.text)}" for p in passages if p.use == "furniture"]
        return "\n".join(lines)


def account(source: SourceText, document: Document) -> Coverage:
    """Say of every line of ``source``, the text as extracted, what became of it in ``document``, its parse."""
    uses = _uses(document)
    kept = [
        (character, use) for character, use in zip(document.text, uses, strict=True) if not character.isspace()
    ]
    text = "".join(character for character, _ in kept)
    passages: list[Passage] = []
    cursor = 0
    for line in source.lines:
        words = squeeze(source.text[line.start : line.end])
        if not words:
            continue
        at = cursor if text.startswith(words, cursor) else -1
        if at < 0 and len(words) >= _TELLING:
            at = text.find(words, cursor, cursor + _AHEAD + len(words))
        if at < 0:
            passages.append(Passage("furniture", words, line.page))
            continue
        cursor = at + len(words)
        for (use, reason), run in groupby(kept[at:cursor], key=lambda pair: pair[1]):
            part = "".join(character for character, _ in run)
            crumb = use == "ignored" and not _WORDS.search(part)
            passages.append(Passage("clause", part, line.page) if crumb else Passage(use, part, line.page, reason))
    return Coverage(tuple(_joined(passages)))


def _joined(passages: list[Passage]) -> Iterator[Passage]:
    """Neighbours of one use on one page as one."""
    for (use, page, reason), run in groupby(passages, key=lambda p: (p.use, p.page, p.reason)):
        yield Passage(use, "".join(passage.text for passage in run), page, reason)


def _uses(document: Document) -> list[tuple[Use, str]]:
    """The use of every character of a parsed text, and the reason where it has none."""
    text, clauses = document.text, sorted(document.clauses, key=lambda clause: clause.start)
    if not clauses:
        return [("ignored", "没有读出条款")] * len(text)
    first, last = clauses[0].start, max(clause.start + len(clause.text) for clause in clauses)
    uses: list[tuple[Use, str]] = [("front", "")] * first
    between: tuple[Use, str] = ("ignored", "在条款之外")
    behind: tuple[Use, str] = ("ignored", "在最后一条之后")
    uses += [between] * (last - first) + [behind] * (len(text) - last)
    before = 0
    for clause in clauses:
        _paint_headings(uses, text, clause, before)
        _paint_clause(uses, text, clause)
        before = clause.start + len(clause.text)
    return uses


def _paint(uses: list[tuple[Use, str]], start: int, end: int, use: Use) -> None:
    uses[start:end] = [(use, "")] * (min(end, len(uses)) - start)


def _paint_headings(uses: list[tuple[Use, str]], text: str, clause: Clause, before: int) -> None:
    line = max(text.rfind("\n", 0, clause.start) + 1, before, clause.start - _LEAD_IN)
    if number := _NUMBER.search(text, line, clause.start):
        _paint(uses, number.start(), clause.start, "clause")
    for title in clause.section:
        at = text.rfind(title, before, clause.start)
        if at >= 0:
            _paint(uses, at, at + len(title), "heading")


def _paint_clause(uses: list[tuple[Use, str]], text: str, clause: Clause) -> None:
    end = clause.start + len(clause.text)
    _paint(uses, clause.start, end, "clause")
    for duty in clause.duties:
        _paint(uses, clause.start + duty.span[0], clause.start + duty.span[1], "duty")
    for duty in clause.duties:
        for part in duty.raw.split("\n"):
            at = text.find(part, clause.start, end + len(part) + _SHOWN) if part.strip() else -1
            if at >= 0:
                _paint(uses, at, at + len(part), "responsibility")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    flat = _flat(text)
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "……"

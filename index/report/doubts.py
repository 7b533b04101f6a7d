"""What a person should look at again although it was read: names nobody knows, lines the recognition was unsure of."""

from collections.abc import Iterable, Iterator

from index.model.document import Clause, Diagnostic
from index.model.source import SourceText
from index.text.fold import fold
from index.units.lexicon import load_lexicon

SURE = 0.85
"""Lines that were recognised with less confidence than this (0..1) are reported."""
_SHOWN = 60


def unknown_units(clauses: Iterable[Clause]) -> Iterator[Diagnostic]:
    """Each named unit that the dictionary does not know, once, with the first clause that names it.

    No fault of the document: new bodies and companies are often unknown. A misread name is found here too.
    """
    lexicon = load_lexicon()
    seen: set[str] = set()
    for clause in clauses:
        for duty in clause.duties:
            for name in duty.lead + duty.responsible:
                if name in seen or name in duty.generic:
                    continue
                seen.add(name)
                if not lexicon.knows(fold(name)):
                    message = f"单位“{name}”不在单位词典中，请核对名称是否完整。"
                    yield Diagnostic("info", "unknown-unit", message, clause.number)


def uncertain_lines(source: SourceText) -> Iterator[Diagnostic]:
    """Each line of a recognised page (scan, image) that was read with little confidence, with its words.

    ``source`` is the text as extracted, before its lines are rejoined; ``line`` counts those lines.
    """
    for number, line in enumerate(source.lines, 1):
        if line.confidence < SURE and (words := source.text[line.start : line.end].strip()):
            page = f"第{line.page}页" if line.page else ""
            message = f"{page}这一行识别把握只有{line.confidence:.0%}，请对照原件：{words[:_SHOWN]}"
            yield Diagnostic("warning", "ocr-uncertain", message, None, number)


def parts_left_out(source: SourceText) -> Iterator[Diagnostic]:
    """Each part of the file that the reader left out on purpose (hidden rows) or that it could not read."""
    for what in source.left_out:
        yield Diagnostic("warning", "part-left-out", what)

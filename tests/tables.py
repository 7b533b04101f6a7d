"""Builds source texts with tables, laid out as the extractors lay them out, for the tests of table readers."""

from index.model.source import Cell, Line, SourceText, Table

UP = "^"
"""Marks a grid cell that a merge covers from above; LEFT marks one covered from the left."""
LEFT = "<"


def source_of(*blocks: str | list[list[str]]) -> SourceText:
    """A source text of paragraphs (strings) and grids (lists of rows), one line a paragraph or row."""
    text = ""
    lines: list[Line] = []
    tables: list[Table] = []
    for block in blocks:
        if isinstance(block, str):
            for paragraph in block.split("\n"):
                lines.append(Line(len(text), len(text) + len(paragraph)))
                text += paragraph + "\n"
            continue
        start, rows = len(text), []
        for written in block:
            row, offset = [], len(text)
            for column, cell in enumerate(written):
                if cell in (UP, LEFT):
                    first = row[column - 1] if cell == LEFT else rows[-1][column]
                    row.append(Cell(first.text, first.start, first.end, merged=True))
                    offset += 1
                else:
                    row.append(Cell(cell, offset, offset + len(cell)))
                    offset += len(cell) + 1
            rows.append(tuple(row))
            line = "\t".join("" if cell in (UP, LEFT) else cell.replace("\n", " ") for cell in written)
            lines.append(Line(len(text), len(text) + len(line)))
            text += line + "\n"
        tables.append(Table(tuple(rows), start, len(text) - 1))
    return SourceText(text[:-1], tuple(lines), tuple(tables))

"""One table in every spelling of a grid: for tests that want the same parse from each."""

from collections.abc import Sequence

from eval.bench import document_forms as forms
from eval.bench.document_forms import UP, Source
from index.extract import extract
from index.model.document import Document
from index.parse import parse

__all__ = ["FORMATS", "TITLE", "UP", "as_csv", "parsed"]

Rows = Sequence[Sequence[str]]
TITLE = "青原市重点任务分工表"


def source(rows: Rows) -> Source:
    return Source((TITLE,), tuple(map(tuple, rows)))


def as_tabs(source: Source) -> bytes:
    return "\n".join([*source.paragraphs, *("\t".join(row) for row in source.shown())]).encode()


def as_lines(source: Source) -> bytes:
    return "\n".join([*source.paragraphs, *(cell for row in source.shown() for cell in row if cell)]).encode()


def as_csv(rows: Rows, encoding: str) -> bytes:
    return forms.as_csv(source(rows)).decode("gb18030").encode(encoding)


FORMATS = {
    **{form: (build, f"表{suffix}") for form, (build, suffix) in forms.FORMS.items()},
    "tabs": (as_tabs, "表.txt"),
    "lines": (as_lines, "表.txt"),
}


def parsed(rows: Rows, form: str) -> Document:
    build, name = FORMATS[form]
    data = build(source(rows))
    return parse(extract(data, name), name, data)

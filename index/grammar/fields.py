"""The fields of one responsibility text: what each label announces, and the text that it announces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.grammar.labels import LABEL_COLON, OTHER_FIELD, Role, label_role, names_persons
from index.text.fold import fold
from index.units.unit_list import mask_brackets

_OF_OFFICES = re.compile("(?:处室|科室|股室)$")
_OF_UNITS = re.compile("(?:单位|部门)$")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its role (None before the first label), label and text; ``with_persons``: persons stand beside units."""

    role: Role | None
    label: str
    text: str
    with_persons: bool = False


def split_fields(value: str) -> Iterator[Field]:
    """Yield the fields of a text without layout blanks, in order."""
    masked = mask_brackets(fold(value))
    marks = [
        (label.start(), label.end(), label_role(label), names_persons(label))
        for label in LABEL_COLON.finditer(masked)
    ]
    ends = {end for _, end, _, _ in marks}
    others = [other for other in OTHER_FIELD.finditer(masked) if other.end() + 1 not in ends]
    marks += [(other.start(), other.end() + 1, "note", False) for other in others]
    marks.sort(key=lambda mark: mark[0])
    names = [value[start:end].rstrip("：: ") for start, end, _, _ in marks]
    beside_units = any(_OF_UNITS.search(fold(name)) for name in names)
    yield Field(None, "", value[: marks[0][0]] if marks else value)
    for index, (_, end, role, with_persons) in enumerate(marks):
        finish = marks[index + 1][0] if index + 1 < len(marks) else len(value)
        inside = beside_units and _OF_OFFICES.search(fold(names[index]))
        yield Field("office" if inside else role, names[index], value[end:finish], with_persons)

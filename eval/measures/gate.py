"""The bounds that a change must not break: floors and ceilings of the answers, floors of the parsing.

A gate file (TOML) has tables ``[floor.KIND]`` and ``[ceiling.KIND]`` of measures as the run prints them, ``all``
being every question, and a table ``[parsing]`` that holds for each annotated document.
"""

import operator
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.measures.estimate import Estimate
from eval.measures.parsing import ParsedRow
from index.model.errors import UnreadableFileError

GATE = Path(__file__).parents[1] / "gate.toml"
SIDES = {"floor": operator.ge, "ceiling": operator.le}


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure on the wrong side of its bound; ``of`` is a kind of question or a document."""

    of: str
    measure: str
    value: float
    bound: float

    def __str__(self) -> str:
        return f"{self.of} · {self.measure}：{self.value:.3f}，界限 {self.bound:.3f}"


def breaches(measured: Mapping[str, Mapping[str, Estimate]], path: Path = GATE) -> list[Breach]:
    """Every broken bound for answers, by kind; a bound whose measure was not taken is broken with the value NaN.

    Raises UnreadableFileError for a gate file that is missing or not as described.
    """
    gate = _read(path)
    found = []
    for side, holds in SIDES.items():
        for kind, bounds in gate.get(side, {}).items():
            for measure, bound in bounds.items():
                taken = measured.get(kind, {}).get(measure)
                value = taken.value if taken else float("nan")
                if not holds(value, bound):
                    found.append(Breach(kind, measure, value, bound))
    return found


def parsing_breaches(rows: Iterable[ParsedRow], path: Path = GATE) -> list[Breach]:
    """Every broken parsing floor, by document. Raises UnreadableFileError as ``breaches``."""
    floors = _read(path).get("parsing", {})
    found = []
    for row in rows:
        taken = row.measures
        for measure, floor in floors.items():
            value = taken.get(measure, float("nan"))
            if not value >= floor:
                found.append(Breach(row.name, measure, value, floor))
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        gate = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"读不了门槛文件“{path}”：{error}。写法见 docs/evaluation.md。") from error
    if unknown := sorted(gate.keys() - {*SIDES, "parsing"}):
        raise UnreadableFileError(
            f"门槛文件“{path.name}”里有不认识的表 {unknown}，只能是 floor、ceiling、parsing。"
        )
    return gate

"""The floors below which a change must not bring us."""

import operator
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.metrics import Estimate

GATE = Path(__file__).parent / "gate.toml"


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure on the wrong side of its floor (or ceiling)."""

    kind: str
    measure: str
    value: float
    bound: float

    def __str__(self) -> str:
        return f"{self.kind} · {self.measure}：{self.value:.3f}，界限 {self.bound:.3f}"


def breaches(measured: Mapping[str, Mapping[str, Estimate]], path: Path = GATE) -> list[Breach]:
    """Every broken bound of the gate file; a bound whose measure was not taken is broken with the value NaN."""
    gate = tomllib.loads(path.read_text(encoding="utf-8"))
    found = []
    for side, holds in (("floor", operator.ge), ("ceiling", operator.le)):
        for kind, bounds in gate.get(side, {}).items():
            for measure, bound in bounds.items():
                taken = measured.get(kind, {}).get(measure)
                value = taken.mean if taken else float("nan")
                if not holds(value, bound):
                    found.append(Breach(kind, measure, value, bound))
    return found

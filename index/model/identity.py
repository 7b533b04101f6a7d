"""What tells a document from others: who issued it, for which place and year, of which kind, in which series."""

from dataclasses import dataclass
from typing import Literal

PlaceLevel = Literal["national", "province", "city", "county"]
LEVELS: tuple[PlaceLevel, ...] = ("national", "province", "city", "county")
"""Highest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document applies, by full names (湖南省, 长沙市, 望城区). What is not known is None.

    ``level`` says which of them the document is of; a city's document knows its province where the gazetteer does.
    """

    level: PlaceLevel | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None

    @property
    def label(self) -> str:
        """For people: 全国, 湖南省, 湖南省长沙市; empty when nothing is known."""
        return "全国" if self.level == "national" else "".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names that are known, widest first."""
        return tuple(part for part in (self.province, self.city, self.county) if part)

    @property
    def name(self) -> str:
        """The name of the place itself, without what it lies in: 长沙市; empty for the country or nothing."""
        return {"province": self.province, "city": self.city, "county": self.county}.get(self.level or "") or ""

    def holds(self, other: "Place") -> bool:
        """Whether another place certainly lies within this one (or is it)."""
        if self.level is None or other.level is None:
            return False
        own = LEVELS.index(self.level)
        if LEVELS.index(other.level) < own:
            return False
        return self.level == "national" or all(
            mine is None or mine == theirs
            for mine, theirs in zip(
                (self.province, self.city, self.county)[:own],
                (other.province, other.city, other.county)[:own],
                strict=True,
            )
        )


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a document from others. What its text does not say is None, never guessed.

    ``kind`` is what it calls itself (分工意见, 实施方案, 清单 …). Documents of one ``series`` are yearly editions of each
    other: one issuer, one title but for the year.
    """

    issuer: str | None = None
    year: int | None = None
    place: Place = NOWHERE
    kind: str | None = None
    series: str | None = None

    def text(self) -> str:
        """For people, in Chinese; what is unknown is said to be."""
        facts = {
            "制发单位": self.issuer,
            "地区": self.place.label,
            "年份": f"{self.year}年" if self.year else None,
            "文种": self.kind,
            "系列": self.series,
        }
        return "，".join(f"{name}：{value or '不明'}" for name, value in facts.items())

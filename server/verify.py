"""Does a rephrased answer say only what was cited? A deterministic check: when in doubt, no."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from retriever.wording.answer import Answer

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CHINESE_NUMBER = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+(?=[项条个家位名月日年％%]|百分|以上|左右)")
_CLAUSE = re.compile(r"第\s*([0-9０-９〇零一二三四五六七八九十百]+)\s*条")
_BODY = re.compile(
    r"[一-鿿]{2}(?:厅|局|委|办|署|院|行|会|站|队|政府|海关|公司|集团|银行|总队|中心|部(?![分门委署级位]))"
)
_ORDINARY = re.compile(
    r"(?:全|内|外|东|西|南|北|中|本|各)部|(?:协|社|机|大|开|召|学|只|将|才|都|不|也)会|(?:不|可|进|实|执|试|推)行|快递|委托"
)
_LEADS_AFTER = re.compile(r"([^。；，,;\n]*)牵头(?!单位)")
_LEADS_BEFORE = re.compile(r"牵头单位(?:是|为|有)?[：:]?((?:(?!责任单位|配合|参与|参加|负责)[^。；;\n])*)")


@dataclass(frozen=True, slots=True)
class Units:
    """The units that the library knows, for finding them in a text, longest first."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, names: Collection[str]) -> "Units":
        """From all names and aliases."""
        longest_first = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
        return cls(re.compile("|".join(map(re.escape, longest_first))) if longest_first else None)

    def within(self, text: str) -> frozenset[str]:
        """Those that a text names."""
        return frozenset(self.pattern.findall(text)) if self.pattern else frozenset()


def objection(text: str, answer: Answer, units: Units) -> str | None:
    """Why a rephrasing must not be shown; None when every unit, number and clause in it is cited.

    Units must be exactly those that the composed text names: a unit left out misleads as much as one put in.
    A unit is called lead only where the cited duties say so. What is known of the library's units is not enough,
    since a model may invent one, so anything that ends like an organisation must stand in the cited text too.
    """
    found = [check(text, answer, units) for check in (_units, _bodies, _numbers, _clauses, _leads)]
    return next((reason for reason in found if reason), None)


def _ground(answer: Answer) -> str:
    cited = [part for c in answer.citations for part in (c.quote, c.clause.text, c.document.title)]
    return "\n".join([answer.text, *cited])


def _units(text: str, answer: Answer, units: Units) -> str | None:
    differing = units.within(text) ^ units.within(answer.text)
    return f"单位与原答案不同：{'、'.join(sorted(differing))}" if differing else None


def _bodies(text: str, answer: Answer, units: Units) -> str | None:
    ground = _ground(answer)
    strange = [body for body in _BODY.findall(text) if body not in ground and not _ORDINARY.search(body)]
    return f"出现了引文中没有的单位：{strange[0]}" if strange else None


def _numbers(text: str, answer: Answer, units: Units) -> str | None:
    ground = _ground(answer)
    for pattern in (_NUMBER, _CHINESE_NUMBER):
        strange = set(pattern.findall(text)) - set(pattern.findall(ground))
        if strange:
            return f"出现了引文中没有的数字：{'、'.join(sorted(strange))}"
    return None


def _clauses(text: str, answer: Answer, units: Units) -> str | None:
    same = set(_CLAUSE.findall(text)) == set(_CLAUSE.findall(answer.text))
    return None if same else "条文编号与原答案不同"


def _leads(text: str, answer: Answer, units: Units) -> str | None:
    if ("未明确" in answer.text) != ("未明确" in text):
        return "“未明确牵头单位”的说法与原答案不同"
    leads = set(answer.lead)
    for citation in answer.citations:
        leads.update(
            unit for duty in citation.clause.duties if duty.ordinal == citation.duty for unit in duty.lead
        )
    for stretch in (*_LEADS_AFTER.findall(text), *_LEADS_BEFORE.findall(text)):
        wrong = units.within(stretch) - leads
        if wrong:
            return f"把不牵头的单位说成牵头：{'、'.join(sorted(wrong))}"
    return None

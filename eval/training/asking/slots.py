"""What fills the slots of templates: units, headings, clauses, matters, numbers, dates of real and made documents."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR
from eval.questions.corpus import parsed_documents
from eval.training.asking.templates import FOLDER
from index.model.document import Document
from index.text.numerals import to_chinese
from index.text.search_key import search_key
from index.units.linker import UnitLinker
from retriever.signs.units import UnitGrammar

_VERBS = re.compile(
    r"^(?:推进|加快|加强|完善|实施|深化|推动|支持|开展|强化|落实|做好|抓好|打造|促进|提升|持续|全面|扎实|着力|积极|大力|进一步|切实|优化|健全|建立|加大|组织|引导|鼓励|统筹|有序|稳步|全力|努力|坚持|继续)+"
)
_NUMBERED = ("12345热线", "5G基站", "“三高四新”战略", "100所芙蓉学校", "3岁以下婴幼儿照护", "第三代半导体", "一件事一次办", "前三季度GDP",
             "六稳六保", "十大基础设施", "双一流高校", "二十大精神", "一江一湖四水", "三湘护农行动", "1万公里农村公路", "十四五规划", "GDP", "CPI",
             "一圈一芙蓉", "RCEP新规则对接", "四好农村路", "三农问题", "R&D投入", "一带一路", "四水治理", "两山理论", "三个一批项目", "一老一小服务")  # fmt: skip
_YEARS = ("2022年", "2023年", "今年", "去年", "2024年", "二〇二二年", "2025年", "前年", "22年", "明年", "2021年度")
_STEPS = ("下一条", "上一条", "下一项", "上一项", "前一条", "后一条", "下条", "下面一条", "上面一条", "下一项")
_LABELS = {
    "EM": "M",
    "S": "R",
    "C": "R",
    "C1": "R",
    "C2": "R",
    "I": "R",
    "I.ex": "R.ex",
    "PT": "P",
    "PL": "P",
    "D": "D",
    "Y": "D.doc",
    "echo": "-",
    "half": "N.pct",
    "step": "R",
}
"""What slots are labelled that are not called as their label."""
_SPOKEN_ENDINGS = ("口", "条线", "部门", "系统", "单位", "方面", "那边")


@dataclass(frozen=True)
class Source:
    """One document as a place to ask about."""

    grammar: UnitGrammar
    surfaces: tuple[str, ...]
    everyday: tuple[str, ...]
    headings: tuple[str, ...]
    matters: tuple[str, ...]
    clauses: int
    title: str
    number: str


@cache
def sources() -> tuple[Source, ...]:
    """The shipped document and those written for the evaluation."""
    return tuple(_source(name, document) for name, document in parsed_documents().items())


def _source(name: str, document: Document) -> Source:
    duties = [duty for clause in document.clauses for duty in clause.duties]
    names = sorted({unit for duty in duties for unit in (*duty.lead, *duty.responsible)})
    generic = {unit for duty in duties for unit in duty.generic}
    home = {"hunan-2022": "湖南", "hunan-2023": "湖南"}.get(name[:10])
    linker = UnitLinker(names, generic, search_key, {home} if home else set())
    forms = sorted({*(f for f in linker.forms() if 1 < len(f) < 14), *(n for n in names if n not in generic)})
    firm: list[str] = []
    loose: list[str] = []
    for form in forms:
        found = linker.link(search_key(form))
        if (
            len(found) == 1
            and found[0].units
            and not set(found[0].units) & generic
            and (found[0].start, found[0].end) == (0, len(form))
        ):
            (loose if found[0].strength == "loose" else firm).append(form)
    headings = sorted(
        {
            re.sub(r"^[(（]?[一二三四五六七八九十0-9]+[)）]?[、.．]?\s*", "", h)
            for c in document.clauses
            for h in c.section
        }
    )
    return Source(
        UnitGrammar(linker), tuple(firm), tuple(loose), tuple(h for h in headings if len(h) > 2),
        () if name.startswith("hunan-2022") else tuple(_pieces(document)), max(len(document.clauses), 12),
        document.title, document.number or "",
    )  # fmt: skip


def _pieces(document: Document) -> list[str]:
    texts = [duty.task for clause in document.clauses for duty in clause.duties]
    pieces = [p.strip() for text in texts for p in re.split(r"[,，。;；:：、（）()①-⑳\s]", text)]
    return sorted({p for p in pieces if 3 < len(p) < 24})


@cache
def phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Official matters, each with its everyday sayings."""
    lines = (DATA_DIR / "phrasebook.txt").read_text(encoding="utf-8").split("\n")
    rows = [line.split("｜") for line in lines if line.strip() and not line.startswith("#")]
    return tuple((row[0], tuple(row[1:])) for row in rows)


@cache
def english_matters() -> tuple[str, ...]:
    """Matters in English."""
    lines = (FOLDER / "english_matters.txt").read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


def _numeral(rng: random.Random, n: int) -> str:
    if n == 2 and rng.random() < 0.4:
        return "两"
    return str(n) if rng.random() < 0.5 else to_chinese(n)


@dataclass
class Filler:
    """Fills slots for one question."""

    rng: random.Random
    source: Source

    def fill(self, slot: str) -> list[tuple[str, str]]:
        """The text of a slot in labelled pieces."""
        name, _, role = slot.partition(".")
        if re.fullmatch("U+", name):
            return self._units(len(name), f"U.{role}")
        if name == "n":
            return [(self._count(role), "N." + role)]
        if slot in ("MM", "NM"):
            return self._matters(self.rng.choice("、、、,和")) if slot == "MM" else self._numbered()
        label = _LABELS.get(slot, slot)
        return [(self._text(slot), label)]

    def _numbered(self) -> list[tuple[str, str]]:
        """Matters counted off: 1、…2、…3、…"""
        mark = self.rng.choice(("{}、", "{}.", "({})", "{})", "{}:"))
        end = self.rng.choice(("", "", ";", "。", ","))
        pieces: list[tuple[str, str]] = []
        for number in range(1, self.rng.choice((2, 3, 3)) + 1):
            pieces += [(mark.format(number), "-"), (self.matter(), "M"), (end, "-")]
        return pieces

    def _text(self, slot: str) -> str:
        number = self.rng.randint(1, self.source.clauses)
        makers: dict[str, Callable[[], str]] = {
            "M": self.matter,
            "EM": lambda: self.rng.choice(english_matters()),
            "T": self.title,
            "G": self.document,
            "S": self.section,
            "C": self.clauses,
            "C1": self.clause,
            "C2": self.two_clauses,
            "R": lambda: f"{number}条",
            "R.ex": lambda: (
                self.clause() if self.rng.random() < 0.7 else self.rng.choice((self.clauses, self.section))()
            ),
            "I": lambda: self.place("项", "小项", "个任务", "件"),
            "I.ex": lambda: self.place("项", "小项", "个任务", "件"),
            "P": lambda: self.place("个", "项", "家", "个", "条", "位", "个单位"),
            "PT": lambda: (
                f"前{_numeral(self.rng, self.rng.randint(2, 10))}{self.rng.choice(('家', '名', '个单位', '位', '家', '名'))}"
            ),
            "PL": lambda: self.rng.choice(("第二", "第三", "第2", "第四", "第五", "倒数第二", "第3")),
            "D": self.date,
            "Y": lambda: self.rng.choice(_YEARS),
            "half": lambda: self.rng.choice(("半", "半数")),
            "echo": lambda: _numeral(self.rng, self.rng.randint(2, 12)),
            "step": lambda: self.rng.choice(_STEPS),
        }
        return makers[slot]()

    def unit(self) -> str:
        """A unit by any of its names."""
        if self.source.everyday and self.rng.random() < 0.12:
            return self.rng.choice(self.source.everyday)
        if self.rng.random() < 0.015:
            return self.rng.choice(
                (
                    "省气象台",
                    "林业厅",
                    "省红会",
                    "市旅委",
                    "物价局",
                    "计生委",
                    "省安监局",
                    "经信委",
                    "农委",
                    "食药监局",
                    "质监局",
                    "工商局",
                )
            )
        name = self.rng.choice(self.source.surfaces)
        while name.endswith(_SPOKEN_ENDINGS) and self.rng.random() < 0.93:
            name = self.rng.choice(self.source.surfaces)
        return name

    def _units(self, count: int, label: str) -> list[tuple[str, str]]:
        joint = self.rng.choice(("、", "和", "、", "跟", "与", "以及", "", "还有", ","))
        pieces: list[tuple[str, str]] = []
        for place in range(count):
            if place:
                pieces.append((joint if place == count - 1 else "、", "-"))
            pieces.append((self.unit(), label))
        return pieces

    def _matters(self, joint: str) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        for place in range(self.rng.choice((2, 3, 3, 4))):
            if place:
                pieces.append((joint, "-"))
            pieces.append((self.matter(), "M"))
        return pieces

    def matter(self) -> str:
        """A matter, official or as people speak."""
        die = self.rng.random()
        if die < 0.42:
            text = self.rng.choice(phrases())[0]
        elif die < 0.52:
            text = self.rng.choice(self.rng.choice(phrases())[1] or ("养老",))
        elif die < 0.9 and self.source.matters:
            text = self.rng.choice(self.source.matters)
            if self.rng.random() < 0.7:
                text = _VERBS.sub("", text) or text
        elif die < 0.94:
            text = self.rng.choice(_NUMBERED)
        else:
            text = self.rng.choice(self.rng.choice(phrases())[0:1])
        text = text.strip("，,。；;、")
        if self.rng.random() < 0.06:
            text = f"“{text.strip('“”')}”"
        elif self.rng.random() < 0.05:
            text = self.rng.choice(("湖南的", "全省", "省里的", "农村", "长沙", "省内", "全省的", "中小学")) + text
        return text or "养老服务"

    def title(self) -> str:
        """A heading or some of its words."""
        import jieba

        text = self.rng.choice(self.source.headings or ("深化改革开放",))
        if self.rng.random() < 0.4:
            return text
        words = [w for w in jieba.lcut(text) if w.strip()]
        count = self.rng.randint(1, 3)
        start = self.rng.randrange(max(1, len(words) - count + 1))
        part = "".join(words[start : start + count]).strip("，、,和与")
        return part if len(part) > 1 else text

    def document(self) -> str:
        """A document by title or number."""
        number = self.source.number or f"湘政发〔{self.rng.randint(2019, 2026)}〕{self.rng.randint(1, 60)}号"
        title = self.rng.choice(
            (self.source.title, "政府工作报告重点工作分工方案", "重点民生实事实施方案", "优化营商环境条例分工")
        )
        return self.rng.choice((f"《{title}》", number, f"《{title}》"))

    def section(self) -> str:
        """Sections by number."""
        n = self.rng.randint(1, 12)
        c, a = to_chinese(n), str(n)
        return self.rng.choice((
            f"第{c}部分", f"第{c}部分", f"第{c}部分", f"第{a}部分", f"第{c}大部分", f"第{c}章", f"第{c}个部分", f"第{c}板块", f"第{c}方面",
            f"({c})", f"第({c})节", f"第{c}节", f"第{c}小节", "最后一部分", "最后一个部分", "倒数第二部分", "倒数第二个部分", f"第{c}、{to_chinese(n + 1)}部分",
            f"前{_numeral(self.rng, min(n + 1, 5))}个部分", f"第{c}部分和第{to_chinese(n + 2)}部分", f"第{c}到第{to_chinese(n + 2)}部分", "第一部分",
        ))  # fmt: skip

    def clause(self) -> str:
        """One clause."""
        n = self.rng.randint(1, self.source.clauses)
        return self.rng.choice((
            f"第{n}条", f"第{n}条", f"第{to_chinese(n)}条", f"第{to_chinese(n)}条", f"{n}条", f"{n}条", f"第{n}款", "最后一条", "倒数第二条",
            f"倒数第{_numeral(self.rng, min(n, 6)).replace('两', '二')}条", f"第{n}号任务", f"第 {n} 条", f"{to_chinese(n)}条" if n > 10 else f"第{n}条",
        ))  # fmt: skip

    def two_clauses(self) -> str:
        """Two clauses to compare."""
        a, b = sorted(self.rng.sample(range(1, self.source.clauses + 1), 2))
        c, d = to_chinese(a), to_chinese(b)
        return self.rng.choice(
            (
                f"第{a}条和第{b}条",
                f"第{c}条和第{d}条",
                f"第{a}、{b}条",
                f"{a}条和{b}条",
                f"{a}条跟{b}条",
                f"第{a}条与第{b}条",
            )
        )

    def clauses(self) -> str:
        """One clause or more."""
        if self.rng.random() < 0.55:
            return self.clause()
        a, b = sorted(self.rng.sample(range(1, self.source.clauses + 1), 2))
        n = self.rng.randint(2, 9) if self.rng.random() < 0.8 else self.rng.choice((10, 20, 30, 50))
        return self.rng.choice((
            f"第{a}条到第{b}条", f"第{a}到{b}条", f"第{a}-{b}条", f"{a}到{b}条", f"第{to_chinese(a)}至{to_chinese(b)}条", f"第{a}、{b}条",
            f"第{to_chinese(a)}条和第{to_chinese(b)}条", f"第{a}条和第{b}条", f"{a}、{b}条", f"前{_numeral(self.rng, n)}条", f"前{_numeral(self.rng, n)}条",
            f"最后{_numeral(self.rng, n)}条", f"后{_numeral(self.rng, n)}条", f"开头{_numeral(self.rng, n)}条", f"从后往前数第{to_chinese(n)}条",
            f"倒着数第{to_chinese(n)}条", f"从末尾数第{to_chinese(n)}条", f"第{a}条以后", f"{a}条之后", f"第{b}条以前", f"第{b}条之前",
            f"{a}条以后(不含{a})", f"第{a}条起", f"倒数{_numeral(self.rng, n)}条", f"头{_numeral(self.rng, n)}条", f"从后面数第{to_chinese(n)}条",
        ))  # fmt: skip

    def place(self, *measures: str) -> str:
        """A place in a list or clause."""
        m = self.rng.choice(measures)
        n = self.rng.randint(1, 6)
        c, k = to_chinese(n), _numeral(self.rng, self.rng.randint(2, 5))
        ordinals = (
            f"第{c}{m}",
            f"第{c}{m}",
            f"第{n}{m}",
            f"第{c}{m}",
            f"最后一{m}",
            f"最后那{m}" if m != "小项" else f"第{c}{m}",
            f"倒数第{c}{m}",
            f"倒数第二{m}",
            f"最末一{m}",
        )
        ranges = (f"前{k}{m}", f"后{k}{m}", f"头{k}{m}", f"最后{k}{m}", f"第{c}到{to_chinese(n + 2)}{m}")
        return self.rng.choice(ordinals if self.rng.random() < 0.75 else ranges)

    def _count(self, role: str) -> str:
        if role == "pct":
            return self.rng.choice(
                ("百分之30", "四成", "一半", "三分之一", "20%", "百分之五十", "六成", "三成", "10%", "半数")
            )
        low, high = {"lead": (1, 4), "member": (1, 15), "unit": (1, 20), "duty": (1, 30), "top": (2, 10)}[role]
        n = self.rng.randint(low, high)
        return _numeral(self.rng, n)

    def date(self) -> str:
        """A deadline with its before or by."""
        m, y = self.rng.randint(1, 12), self.rng.randint(2022, 2027)
        day = self.rng.randint(1, 28)
        c = to_chinese(m)
        return self.rng.choice((
            f"{m}月底前", f"{m}月底前", f"{c}月底前", f"{m}月底以前", f"{m}月前", f"{m}月份", f"{m}月", f"{m}月底", f"{m}月末前", "年底前", "年底前", "年底之前", "年内",
            "今年年底前", f"{y}年底前", f"{y}年", f"{y}年{m}月底前", f"{m}月{day}日前", f"{m}月{day}日之前", "上半年", "下半年", "一季度", "第三季度", "二季度末前",
            "三季度前", f"{m}月以后", f"{m}月之后", "今年内", "全年", f"{y}年前", f"{y}年{m}月", "上半年之前", "前三季度", f"{y}年以后", "年底", "第四季度", "年终",
        ))  # fmt: skip

"""A library of invented places: 12 of them × 5 years, with revisions; the same for one seed, with its truth.

The matters are the official wordings of eval/training/sayings/general.txt; a city takes up a part of its province's matters, a province
a part of the nation's, so that levels can be linked. Tests and measures read the documents as any file is read.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from eval.training.sayings import FOLDER
from index.model.identity import PlaceLevel

SEED = 20260101
YEARS = (2021, 2022, 2023, 2024, 2025)
DUTIES = 104
"""How many duties a document has, about."""
_SHARED = 0.45
"""Which part of its matters a place takes from the place above it."""
_DEPARTMENTS = (
    "发展改革", "教育", "科技", "工业和信息化", "公安", "民政", "司法", "财政", "人力资源社会保障", "自然资源", "生态环境",
    "住房城乡建设", "交通运输", "水利", "农业农村", "商务", "文化和旅游", "卫生健康", "退役军人", "应急管理", "审计",
    "市场监管", "体育", "统计", "医保", "林业", "数据", "国资",
)  # fmt: skip
_COMMISSIONS = ("发展改革", "卫生健康", "国资")
_BUREAUS = ("市场监管", "体育", "统计", "医保", "林业", "数据")
"""Departments that are called 局 at every level."""
_STAGES = ("推进", "加强", "完善", "加快")
_WORDINGS: dict[PlaceLevel, str] = {
    "national": "深入{stage}{matter}，健全工作机制，支持{figure}个地方先行先试。",
    "province": "{stage}{matter}，安排重点项目{figure}个。",
    "city": "抓好{matter}，年内完成{figure}个项目建设。",
    "county": "落实{matter}各项任务，组织实施{figure}个项目。",
}
"""Each level words the same matter its own way."""
_ENDS = ("3月底前完成", "6月底前完成", "9月底前完成", "11月底前完成", "年底前完成")


@dataclass(frozen=True, slots=True)
class Home:
    """An invented place. ``above`` names the place that it lies in, empty for the country's."""

    name: str
    level: PlaceLevel
    code: str
    above: str = ""


HOMES = (
    Home("全国", "national", "国办发"),
    Home("清河省", "province", "清政办发", "全国"),
    Home("云岭省", "province", "云政办发", "全国"),
    Home("青山市", "city", "青政办发", "清河省"),
    Home("白沙市", "city", "白政办发", "清河省"),
    Home("松岭市", "city", "松政办发", "清河省"),
    Home("云屏市", "city", "屏政办发", "云岭省"),
    Home("丹霞市", "city", "丹政办发", "云岭省"),
    Home("石桥市", "city", "石政办发", "云岭省"),
    Home("青禾县", "county", "禾政办发", "青山市"),
    Home("溪水县", "county", "溪政办发", "白沙市"),
    Home("望岗县", "county", "岗政办发", "云屏市"),
)
REVISED = (
    ("青山市", 2024),
    ("云屏市", 2025),
    ("清河省", 2023),
    ("青禾县", 2025),
    ("全国", 2022),
    ("石桥市", 2021),
)
"""The editions of which there is a revision too."""


@dataclass(frozen=True, slots=True)
class TrueDuty:
    """A duty as it was written. ``figure`` stands in its task."""

    level: PlaceLevel
    matter: str
    figure: int
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    deadline: str | None

    @property
    def task(self) -> str:
        """The task's text."""
        stage = _STAGES[len(self.matter) % len(_STAGES)]
        return _WORDINGS[self.level].format(stage=stage, matter=self.matter, figure=self.figure)


@dataclass(frozen=True, slots=True)
class TrueDocument:
    """A document as it was written, with its text."""

    home: Home
    year: int
    title: str
    number: str
    revision: bool
    duties: tuple[TrueDuty, ...]

    @property
    def file_name(self) -> str:
        """A name for its file."""
        return f"{self.home.name}-{self.year}{'-修订' if self.revision else ''}.txt"

    @property
    def text(self) -> str:
        """The text of the file."""
        issuer = _issuer(self.home)
        date = f"{self.year}年{6 if self.revision else 2}月15日"
        lines = [
            f"{issuer}关于印发{self.title}的通知",
            "",
            self.number,
            "",
            "各有关单位：",
            "",
            issuer,
            date,
            "",
            self.title,
            "",
        ]
        for part, start in enumerate(range(0, len(self.duties), 26)):
            lines.append(f"{'一二三四五六七八九'[part]}、重点工作第{part + 1}部分")
            for place, duty in enumerate(self.duties[start : start + 26], start + 1):
                lines.append(f"{place}．{duty.task}（{_responsibility(duty)}）")
        return "\n".join(lines) + "\n"


@cache
def generate(seed: int = SEED) -> tuple[TrueDocument, ...]:
    """The documents, place by place and year by year, a revision after what it revises."""
    rng = random.Random(seed)
    matters = _matters()
    documents: list[TrueDocument] = []
    held: dict[str, list[str]] = {}
    for number, home in enumerate(HOMES):
        above = held.get(home.above, [])
        own = rng.sample(above, int(DUTIES * _SHARED)) if above else []
        rest = [matter for matter in matters if matter not in own]
        spare = rng.sample(rest, DUTIES * 2 - len(own))
        chosen, spare = [*own, *spare[: DUTIES - len(own)]], spare[DUTIES - len(own) :]
        held[home.name] = chosen
        duties = tuple(_duty(rng, home, matter) for matter in chosen)
        for year in YEARS:
            if year != YEARS[0]:
                duties = _next_year(rng, home, duties, spare)
            documents.append(_document(home, year, number + 1, duties))
            if (home.name, year) in REVISED:
                duties = tuple(_revised(rng, home, duty) for duty in duties)
                documents.append(_document(home, year, number + 40, duties, revision=True))
    return tuple(documents)


def write(folder: Path, seed: int = SEED) -> list[Path]:
    """Write the documents as files into a folder, in the order in which they were issued; returns their paths."""
    paths = []
    for place, document in enumerate(generate(seed)):
        path = folder / f"{place:03d}-{document.file_name}"
        path.write_text(document.text, encoding="utf-8")
        paths.append(path)
    return paths


def unit(home: Home, department: str) -> str:
    """What a department is called at a place."""
    if home.level == "national":
        return f"{department}{'委' if department in _COMMISSIONS else '局' if department in _BUREAUS else '部'}"
    level = {"province": "省", "city": "市", "county": "县"}[home.level]
    kind = "局" if department in _BUREAUS or home.level != "province" else "厅"
    return f"{level}{department}{'委' if department in _COMMISSIONS else kind}"


@cache
def _matters() -> tuple[str, ...]:
    lines = (FOLDER / "general.txt").read_text(encoding="utf-8").splitlines()
    names = (line.partition("｜")[0].strip() for line in lines if line and not line.startswith("#"))
    return tuple(dict.fromkeys(name for name in names if 5 <= len(name) <= 16 and name.isalpha()))


def _duty(rng: random.Random, home: Home, matter: str) -> TrueDuty:
    names = [unit(home, department) for department in rng.sample(_DEPARTMENTS, 4)]
    leads = 0 if rng.random() < 0.2 else 1
    shared = rng.randint(1, 3) if not leads else rng.randint(0, 3)
    deadline = rng.choice(_ENDS) if rng.random() < 0.4 else None
    return TrueDuty(
        home.level,
        matter,
        rng.randint(3, 900),
        tuple(names[:leads]),
        tuple(names[leads : leads + shared]),
        deadline,
    )


def _next_year(
    rng: random.Random, home: Home, duties: tuple[TrueDuty, ...], spare: list[str]
) -> tuple[TrueDuty, ...]:
    kept = [
        _revised(rng, home, replace(duty, figure=rng.randint(3, 900))) for duty in duties if rng.random() > 0.08
    ]
    added = [_duty(rng, home, spare.pop()) for _ in range(len(duties) - len(kept))]
    return (*kept, *added)


def _revised(rng: random.Random, home: Home, duty: TrueDuty) -> TrueDuty:
    """A duty as it may be a year or a revision later: mostly the same."""
    chance = rng.random()
    other = unit(home, rng.choice(_DEPARTMENTS))
    if chance < 0.06 and duty.lead and other not in (*duty.lead, *duty.responsible):
        return replace(duty, lead=(other,))
    if chance < 0.12 and other not in (*duty.lead, *duty.responsible):
        return replace(duty, responsible=(*duty.responsible, other))
    if chance < 0.16:
        return replace(duty, deadline=rng.choice(_ENDS))
    return duty


def _document(
    home: Home, year: int, number: int, duties: tuple[TrueDuty, ...], *, revision: bool = False
) -> TrueDocument:
    place = "" if home.level == "national" else home.name
    title = f"{place}{year}年重点工作任务分解方案" + ("（修订）" if revision else "")
    return TrueDocument(home, year, title, f"{home.code}〔{year}〕{number}号", revision, duties)


def _issuer(home: Home) -> str:
    if home.level == "national":
        return "国务院办公厅"
    chain = _chain(home)
    office = "厅" if home.level == "province" else "室"
    return "".join(place.name for place in chain) + f"人民政府办公{office}"


def _chain(home: Home) -> Iterator[Home]:
    """The places that a place lies in, widest first, and itself; the country is not said."""
    above = next((other for other in HOMES if other.name == home.above and other.level != "national"), None)
    if above is not None:
        yield from _chain(above)
    yield home


def _responsibility(duty: TrueDuty) -> str:
    shared = "、".join(duty.responsible)
    parts = [f"{'、'.join(duty.lead)}牵头"] if duty.lead else []
    if shared:
        parts.append(f"{shared}按职责分工负责")
    return "，".join([*parts, *([duty.deadline] if duty.deadline else [])])

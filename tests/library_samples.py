"""Small documents, built without the parser, for tests of what lies behind it."""

import hashlib

from index.model.document import Clause, Diagnostic, Document, Duty, Mode


def duty(
    ordinal: int,
    task: str,
    start: int,
    raw: str,
    lead: tuple[str, ...] = (),
    responsible: tuple[str, ...] = (),
    mode: Mode = "joint",
    deadline: str | None = None,
    generic: tuple[str, ...] = (),
) -> Duty:
    return Duty(ordinal, task, (start, start + len(task)), raw, lead, responsible, mode, deadline, (), generic)


def harbour_document(year: int = 2022, title: str | None = None) -> Document:
    """Three clauses in two sections; duties: harbour (led), school meals (joint), parks (all), none."""
    title = title or f"云江市{year}年重点工作分工方案"
    harbour, rail, meals, parks = (
        "扩建云江港三号码头。",
        "建设港口铁路支线。",
        "改善中小学食堂。",
        "各地建设口袋公园。",
    )
    raws = (
        "（市交通局牵头，市财政局负责）",
        "（市铁路办牵头）",
        "（市教育局、市财政局按职责分工负责）",
        "（各县区分别负责）",
    )
    first = harbour + raws[0] + rail + raws[1]
    second = meals + raws[2] + parks + raws[3]
    third = "其他工作按常规推进。"
    text = f"{title}{year}\n{first}\n{second}\n{third}"
    clauses = (
        Clause(
            "1",
            1,
            ("一、扩大投资", "（一）交通"),
            first,
            text.index(first),
            (
                duty(1, harbour, 0, raws[0], ("市交通局",), ("市财政局",), "lead", f"{year}年底前"),
                duty(2, rail, len(harbour + raws[0]), raws[1], ("市铁路办",), (), "lead"),
            ),
        ),
        Clause(
            "2",
            2,
            ("二、改善民生",),
            second,
            text.index(second),
            (
                duty(1, meals, 0, raws[2], (), ("市教育局", "市财政局")),
                duty(2, parks, len(meals + raws[2]), raws[3], (), ("各县区",), "all", None, ("各县区",)),
            ),
        ),
        Clause("3", 3, ("二、改善民生",), third, text.index(third), ()),
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=sha256[:12],
        title=title,
        number=f"云政发〔{year}〕1号",
        issuer="云江市人民政府",
        date=str(year),
        year=year,
        source=f"yunjiang-{year}.txt",
        sha256=sha256,
        text=text,
        clauses=clauses,
        diagnostics=(Diagnostic("warning", "no-responsibility", "第 3 条没有写明责任单位", "3", 4),),
        rules=("以上任务均需各县区落实",),
    )


def wide_document(year: int, clauses: int, duties_each: int) -> Document:
    """A synthetic document with this many clauses and duties, all different."""
    made = []
    text = f"综合文件{year}\n"
    for order in range(1, clauses + 1):
        body, duties = "", []
        for ordinal in range(1, duties_each + 1):
            task = f"推进{year}年第{order}类第{ordinal}项工程建设，完善配套政策。"
            raw = f"（第{order % 40}局牵头，第{ordinal}局、市财政局按职责分工负责）"
            duties.append(
                duty(
                    ordinal, task, len(body), raw, (f"第{order % 40}局",), (f"第{ordinal}局甲", "市财政局"), "lead"
                )
            )
            body += task + raw
        made.append(Clause(str(order), order, (f"第{order // 10}部分",), body, len(text), tuple(duties)))
        text += body + "\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        sha256[:12], f"综合文件{year}", None, None, None, year, f"wide-{year}.txt", sha256, text, tuple(made)
    )

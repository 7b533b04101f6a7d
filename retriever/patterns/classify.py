"""What a masked question asks: rules in a clear order over linked units and references.

The order is: the document as a whole and comparisons; a clause by number; yes or no; a unit's duties; a section;
a body that nobody knows; a matter.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from index.text.numerals import parse_number
from index.units.linker import Mention
from retriever.patterns.figures import claimed_figure
from retriever.patterns.intents import UNIT, load_wording
from retriever.patterns.masking import units_in, unmask
from retriever.patterns.matter_words import contents_filler, extract_matter, only_contents, trim
from retriever.patterns.question import Ask, Asked, Question
from retriever.patterns.substance import substance
from retriever.patterns.unit_roles import asked_units, either, marked, role_in, states_role

_NEEDS_NO_MATTER: frozenset[Ask] = frozenset(
    (
        *("count_clauses", "count_sections", "list_sections", "count_duties", "list_documents", "document_fact"),
        *("list_units", "rank_clauses", "rank_units", "rank_leaders", "by_deadline"),
    )
)
_DOCUMENT_WORDS = re.compile(
    r"(?:整个|这份|这个|份|这|本|该|全|一份|此)?(?:文件|文档|意见|方案|通知|材料|分工|分工表|台账|清单|全文|全篇|报告|政府工作报告"
    r"|重点工作|库|系统|全部|所有|一共|总共|事项|任务|条款|工作|单位|部门|省直|数量|排名|排行)"
    r"(?:里面?|中|内|上|有|的|是|共|一共|总共|分|写|列)*"
)
_LIMIT = re.compile(
    r"在.{1,16}(?:方面|领域|上|中|里|部分|一章|那章|这块|那块|问题)|方面|领域|关于|有关|相关|涉及|部分|板块|跟.{1,12}有关"
)
_DEADLINE = re.compile(
    r"什么时候|何时|啥时候|时限|期限|几月|多久|截止|什么时间|哪(?:一)?年|哪(?:一)?天|完成时间|几号|多长时间"
)
_LEADER = re.compile(
    r"分管(?:的)?(?:省|市|县|区|州)?(?:政府)?(?:的)?领导(?:是|叫|为)*(?:谁|哪位|什么|啥)?(?:名字?)?"
    r"|(?:由|是)?哪(?:位|个|些|几位|几个)(?:省|市|县|区|州)?(?:政府)?领导(?:来)?(?:分管|联系|包保)?"
    r"|(?:省|市|县|区|州)?领导(?:是|叫)(?:谁|哪位|什么|啥)(?:名字?)?|(?:谁|哪位).{0,3}分管|分管的?是(?:谁|哪)"
)
_FIGURE = re.compile(
    r"多少|几(?!家单位|个单位|个部门|项工作|件事)|目标(?:是|为|值|多)|目标$|增速|增幅|增长率|增长(?:目标)?$|比例|指标|占比|覆盖率|合格率|规模$|面积$|产量|人数|数量"
    r"|百分之|(?:什么|哪个)水平|达到什么|多大|多高|多长|程度|率$|总收入"
)
_FINISHED = re.compile(
    r"(?:要|得|该|能|应|需|必须)*(?:全部)?(?:完成|弄完|搞完|做完|办完|建完|建成|完工|结束|搞定|截止|到期)(?:的|之前|以前|前)?$"
)
_IS_THERE = re.compile(r"有没有(?:明确|写明|指定|确定|规定|安排|说|定)?(?:是)?(?:由|让)?谁")
_PARTNER = re.compile(rf"(?:和|与|跟|同){UNIT}.{{0,2}}(?:一起|共同|联合|搭|合作|协同)")
_TOGETHER = re.compile(rf"(?:和|与|跟|同){UNIT}|{UNIT}.{{0,6}}(?:合作|搭|一起|共同|联合|配合|打交道)")
_PLACE = re.compile(
    r"第(?P<n>[二三四五六七八九十2-9])(?:多|少|忙|重|名|位|家)|排(?:名|行|在|到)*(?:第)?(?P<m>[二三四五六七八九2-9])(?!十)(?:的|名|位)|次多|次少|亚军|仅次于"
)
_BESIDES = re.compile(
    rf"(?:除了?|除去|除开|撇开|不算|抛开){UNIT}(?:以外|之外|外)?.{{0,4}}(?:还有|有没有|有无|再有|还能有|有)(?:没有)?(?:其他|其它|别的|另外|旁的|任何)?(?:的)?.{{0,6}}(?:单位|部门|人|谁|机构|一家|厅局).{{0,10}}(?:吗|么|没有?|不)?$"
)
_LISTING = "{which}|哪[0-9一二两三四五六七八九十几]+|分别是|名单|清单|内容|要求|原文|怎么(?:说|写|规定|要求|做|干|推进|安排)|如何|有没有|措施|包括|包含|列出来|列一下"


class MatterOf(Protocol):
    """Tells what of a leftover names a matter; every word that is not talk when ``strict``."""

    def __call__(self, leftover: str, *, strict: bool = False) -> str:
        """See ``retriever.patterns.substance.substance``."""
        ...


@cache
def _wants_list() -> re.Pattern[str]:
    """Matches words that want a list or a number and not yes or no."""
    return load_wording().pattern("{which}|{howmany}|{list}|清单|列表|名单|单子|明细")


def classify(base: Question, words: str, mentions: Sequence[Mention], matter_of: MatterOf = substance) -> Question:
    """The question that masked words ask; ``base`` holds what is known already (references, scope, aspect).

    ``matter_of`` tells what of a leftover names a matter and is not talk.
    """
    wording = load_wording()
    lists = bool(_wants_list().search(words))
    checking = base.checking or bool(wording.pattern("{yes}").search(words))
    base = replace(
        base,
        checking=checking,
        counting=bool(wording.pattern("{howmany}(?!{who})|{number}").search(words)),
        role=role_in(words, checking and not lists),
        alone=bool(re.search(r"只(?:是|有|由)|仅|单独|独家|唯一|(?<![任哪])一家|独自", words)),
        limited=bool(_LIMIT.search(words)),
    )
    return _whole(base, words, mentions, matter_of) or _about(base, words, mentions, matter_of)


def _whole(base: Question, words: str, mentions: Sequence[Mention], matter_of: MatterOf) -> Question | None:
    """A question about the document as a whole or a part of it, or a comparison of units."""
    units = units_in(words)
    for rule in load_wording().rules:
        if not rule.applies(words):
            continue
        rest = rule.all[0].sub("", words, count=1)
        about = trim(_DOCUMENT_WORDS.sub("", trim(unmask(extract_matter(rest), mentions)))) if rest else ""
        about = "" if _only_asking(about) else matter_of(contents_filler().sub("", about).strip(" ,"))
        if (
            rule.ask in _NEEDS_NO_MATTER
            and about
            and not units
            and rule.ask not in ("by_deadline", "rank_leaders")
        ):
            continue
        top = re.search(r"前([0-9一二两三四五六七八九十]+)", words)
        ranking = 10 if re.search(r"排名|排行|排序", words) else 1
        times = re.search(r"[0-9一二三四五六七八九十]+月|年底|年内|上半年|下半年|季度|长期", words)
        return replace(
            base,
            ask=rule.ask,
            units=_compared(base, rule.ask, words, mentions, units),
            matter="" if rule.ask in _NEEDS_NO_MATTER or rule.ask == "compare" else about,
            top=(parse_number(top[1]) or 1) if top else ranking,
            place=_place(words),
            negated=bool(load_wording().pattern("{least}|{fewer}").search(re.sub("多少", "", words))),
            deadline=times[0] if times else "",
        )
    return None


def _compared(
    base: Question, ask: Ask, words: str, mentions: Sequence[Mention], units: Sequence[int]
) -> tuple[Asked, ...]:
    """The units that a comparison is between, or of which a ranking asks: whether it is first, who is with it."""
    if ask == "compare" or (ask == "rank_units" and (base.checking or _TOGETHER.search(words))):
        return asked_units(words, mentions, units, base.checking)
    return ()


def _place(words: str) -> int:
    """The place in a ranking that is asked for alone: 第二多, 排第三; 0 when none is."""
    match = _PLACE.search(words)
    return (
        (parse_number(match["n"] or match["m"]) or 0)
        if match and (match["n"] or match["m"])
        else 2
        if match
        else 0
    )


def _only_asking(matter: str) -> bool:
    pattern = load_wording().pattern(
        "(?:{lead}|{responsible}|{part}|{task}|{body}|{most}|{least}|{adverb}|{who}|{which}|{howmany}|{joint}|的|是|了|第一|前"
        "|名|个|条|项|款|件|数量?|排名?|排行榜?|次数|涉及|最|前几|各|省直|承接|没有?|未|明确|写明|指定|确定|任何|且|并|点了?|名字?|扎堆|[0-9一二三四五六七八九十几]|有|而|但|分|布|哪|大|位|家|在|里|中|情况|表|下|列|\\s)*"
    )
    return bool(pattern.fullmatch(matter))


def _about(base: Question, words: str, mentions: Sequence[Mention], matter_of: MatterOf) -> Question:
    """A question about a clause, a unit, a section or a matter."""
    matter = trim(unmask(extract_matter(words), mentions))
    lists = bool(_wants_list().search(words))
    asked = asked_units(words, mentions, units_in(words), base.checking and not lists)
    asks_who = bool(load_wording().pattern("{who}").search(words))
    if base.clauses:
        has_lead = not asks_who and base.role == "lead" and "有" in words
        checks = base.checking and (bool(asked) or has_lead)
        return replace(base, ask="yes_no" if checks else "clause", units=asked if checks else (), matter=matter)
    about_units = _about_units(base, words, asked, asks_who, matter, matter_of) if asked else None
    if about_units is not None:
        return about_units
    if base.section is None and not asked and base.official:
        return replace(base, ask="leader_duties", matter="")
    whole = trim(unmask(extract_matter(unmask(words, mentions)), mentions))
    if base.section is not None and not asked and only_contents(words):
        return replace(base, ask="section", matter="")
    unknown = "" if asks_who or asked else unknown_unit(unmask(words, mentions))
    if unknown:
        return replace(base, ask="unit_duties", unknown=unknown, matter="")
    return _about_matter(base, words, mentions, asks_who, whole or matter)


def _about_units(
    base: Question, words: str, asked: tuple[Asked, ...], asks_who: bool, matter: str, matter_of: MatterOf
) -> Question | None:
    """A question about units that stand in a role; None when they only belong to the matter."""
    named = matter_of(matter)
    if len(asked) > 1 and named and "还是" in words:
        return replace(base, ask="who", matter=matter)
    every = not either(words, len(asked))
    lists = any(pattern.search(words) for pattern in load_wording().duties)
    if _BESIDES.search(words):
        return replace(base, ask="yes_no", checking=True, units=asked, matter=named, alone=True, negated=True)
    about = matter if matter_of(matter, strict=True) else ""
    checks = base.checking and not (about and lists and _wants_list().search(words))
    if not asks_who and (checks or states_role(base.text, words, bool(about))):
        return replace(base, ask="yes_no", checking=True, units=asked, matter=about, every=every)
    if (lists and not (asks_who and not _PARTNER.search(words))) or (not asks_who and not named):
        return replace(base, ask="unit_duties", units=asked, matter=named, every=every)
    return None


def _about_matter(
    base: Question, words: str, mentions: Sequence[Mention], asks_who: bool, matter: str
) -> Question:
    """A question about a matter in words."""
    checks = (base.checking and not asks_who) or _IS_THERE.search(words)
    figure, rest = claimed_figure(words) if checks or marked(base.text) else ("", "")
    if figure and not asks_who and not _wants_list().search(words) and not base.aspect:
        return replace(
            base, ask="yes_no", checking=True, figure=figure, matter=trim(unmask(extract_matter(rest), mentions))
        )
    if checks and load_wording().pattern("{lead}").search(words):
        return replace(base, ask="yes_no", checking=True, role="lead", matter=matter)
    matter = _request().sub("", matter) or matter
    ask = _matter_ask(words, asks_who)
    if ask in ("deadline", "leader"):
        plain = (_DEADLINE if ask == "deadline" else _LEADER).sub("", unmask(words, mentions))
        return replace(base, ask=ask, matter=_FINISHED.sub("", trim(extract_matter(plain))))
    return replace(base, ask=ask, matter=matter)


@cache
def _request() -> re.Pattern[str]:
    """Matches the asking for a list at the end of a matter (…名字发过来)."""
    return load_wording().pattern(
        "(?:的)?(?:名字|名称|名单|清单|明细|原文)*(?:都|给我|给|一下)*{list}(?:一下|看看|给我)*$"
    )


def _matter_ask(words: str, asks_who: bool) -> Ask:
    """What is asked about a matter."""
    found = load_wording().pattern
    if _DEADLINE.search(words):
        return "deadline"
    if _LEADER.search(words):
        return "leader"
    if asks_who or found("(?:{lead}|{part})|责任{body}|负责").search(words):
        figure = re.search(r"多少(?!.{0,6}(?:单位|部门|家))|几(?:万|亿|个百分点)", words)
        return "fact" if figure and not asks_who else "who"
    if re.search(r"哪[0-9一二两三四五六七八九十几]+|都有(?:哪|什么)|有哪些|是哪些|分别是|哪些", words):
        return "list"
    if _FIGURE.search(words):
        return "fact"
    return "list" if found(_LISTING).search(words) else "who"


def unknown_unit(plain: str) -> str:
    """A body that neither library nor lexicon knows, standing where a unit must stand: 省航天局牵头哪些."""
    body = (
        r"(?P<unit>(?:(?:省|市|县|区|州|国家|中央|全国)[一-龥]{1,10}?(?:厅|局|委员会|委|办公室|办|集团|公司|总队|支队|中心|协会|联合会|总社|院|部)"
        r"|[一-龥]{2,8}?(?<![布格结大当定时困变残骗邮我们本])(?:厅|局|委员会|管委会|总队|支队|委)))"
    )
    asking = "(?:(?:{lead}|{responsible}|{part}|{do})了?的?)"
    pattern = load_wording().pattern(
        f"^{body}(?:的|主要|今年|都|要|一共|总共|具体|有)*(?:{asking}.{{0,3}}(?:{{which}}|{{howmany}}|{{task}})|(?:有)?(?:{{which}}|{{howmany}}).{{0,2}}{{task}}|呢$|{asking}$|的?{{task}}$)"
    )
    match = pattern.search(plain)
    return match["unit"] if match else ""

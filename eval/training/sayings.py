"""What the encoder is trained on: everyday sayings beside the wording of documents, and how questions are made of them.

A batch is a set of matters, a third of them next to each other in their file and so about nearly the same. Each
gives one question (a saying, mostly inside an asking, sometimes mistyped) and one text (its wording in documents, as
it stands or inside a longer phrase). Wordings with one word turned to its opposite (农村, 城镇) are added as texts
that answer nothing.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.text.search_key import search_key

FOLDER = Path(__file__).with_name("sayings")
ASKINGS = (
    *(
        "{}归谁管",
        "{}谁牵头",
        "{}由谁牵头",
        "{}哪个部门负责",
        "{}是哪个单位牵头",
        "{}谁来负责",
        "谁负责{}",
        "谁牵头{}",
    ),
    *(
        "{}这事谁管",
        "{}找哪个部门",
        "{}该找谁",
        "{}牵头单位是哪个",
        "{}的责任单位有哪些",
        "{}由哪个单位牵头负责？",
    ),
    *("请问{}归哪个部门管", "请问一下，{}是谁在牵头？", "想问下{}这块是哪家在抓", "我想知道{}谁说了算"),
    *(
        "{}，这个归哪家管啊",
        "{}，哪个单位牵头？",
        "{}这摊子事是哪个局的",
        "帮我查一下{}的牵头单位",
        "咱们{}谁负责呀",
    ),
    *("关于{}，由哪个部门牵头？", "负责{}的是哪个单位", "哪个厅管{}", "哪些部门参与{}", "{}都有哪些单位配合"),
    *("领导问{}是谁牵头", "你好，{}找谁办", "{}有没有人管", "{}咋整归谁", "{}系边个部门负责", "{}啥子部门管"),
)
BARE = 0.3
"""Share of questions that are the saying alone: also so that the vectors of plain phrases stay what they were."""

SLIPS = 0.1
"""Share of questions with a slip of the keyboard: a homophone, a character left out, or all of it in pinyin."""

LEADS = ("推进", "加快", "加强", "做好", "深入推进", "统筹推进", "完善", "持续抓好", "落实")
"""What documents put before a matter."""

OPPOSED = (
    *(
        ("农村", "城镇"),
        ("农村", "城市"),
        ("乡村", "城市"),
        ("小学", "高中"),
        ("高速公路", "农村公路"),
        ("老年", "儿童"),
    ),
    *(("进口", "出口"), ("省级", "县级"), ("国有", "民营"), ("水稻", "生猪"), ("机场", "地铁"), ("铁路", "港口")),
    *(
        ("上游", "下游"),
        ("地表水", "地下水"),
        ("中小企业", "国有企业"),
        ("残疾人", "退役军人"),
        ("幼儿园", "大学"),
    ),
    *(
        ("博物馆", "体育馆"),
        ("医院", "学校"),
        ("森林", "湿地"),
        ("大气", "土壤"),
        ("煤矿", "危化品"),
        ("公路", "水路"),
    ),
)
"""Words one of which in place of the other makes another matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter's ``wording`` in documents and what people call it."""

    wording: str
    sayings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Question i is about text i; ``texts`` beyond the questions answer none of them."""

    questions: tuple[str, ...]
    texts: tuple[str, ...]


def read_matters(paths: Iterable[Path]) -> tuple[Matter, ...]:
    """A line a matter, its wording first, parted by ｜; # begins a comment line.

    What is said of two matters is left out of both. Raises ValueError for a bad line.
    """
    rows: list[list[str]] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            rows.append([search_key(part.strip()) for part in line.split("｜")])
            if not all(rows[-1]):
                raise ValueError(f"{path.name}:{number}: an empty wording or saying")
    owners = Counter(saying for row in rows for saying in set(row))
    return tuple(Matter(row[0], tuple(said for said in row[1:] if owners[said] == 1)) for row in rows)


def draw_batch(matters: Sequence[Matter], size: int, opposed: int, chance: random.Random) -> Batch:
    """Matters at random, a third of them beside another one; and up to ``opposed`` wordings turned round."""
    drawn = dict.fromkeys(chance.sample(range(len(matters)), size - size // 3))
    for number in list(drawn):
        if len(drawn) < size:
            drawn.setdefault(min(len(matters) - 1, max(0, number + chance.choice((-2, -1, 1, 2)))))
    chosen = [matters[number] for number in drawn]
    known = {matter.wording for matter in chosen}
    turned = [text for matter in chosen for text in turn_round(matter.wording) if text not in known]
    questions = tuple(ask(chance.choice((matter.wording, *matter.sayings)), chance) for matter in chosen)
    others = [
        matters[number].wording for number in chance.sample(range(len(matters)), 2 * size) if number not in drawn
    ]
    texts = (write(matter.wording, others, chance) for matter in chosen)
    return Batch(questions, (*texts, *chance.sample(turned, min(opposed, len(turned)))))


def ask(saying: str, chance: random.Random) -> str:
    """A question of a saying."""
    if chance.random() < SLIPS:
        saying = slip(saying, chance)
    return saying if chance.random() < BARE else chance.choice(ASKINGS).format(saying)


def write(wording: str, others: Sequence[str], chance: random.Random) -> str:
    """A wording as a document may have it: plain, led by a verb, or before or after one of the others."""
    way = chance.random()
    if way < 0.6:
        return wording
    if way < 0.8:
        return chance.choice(LEADS) + wording
    other = chance.choice(others)
    return f"{wording}，{other}" if way < 0.9 else f"{other}，{chance.choice(LEADS)}{wording}"


def turn_round(wording: str) -> list[str]:
    """The wording with a word in it turned to its opposite, each way there is."""
    return [
        wording.replace(word, other)
        for pair in OPPOSED
        for word, other in (pair, pair[::-1])
        if word in wording and other not in wording
    ]


def slip(text: str, chance: random.Random) -> str:
    """The text as a hurried hand types it."""
    way = chance.random()
    if way < 0.15:
        from pypinyin import lazy_pinyin

        return "".join(lazy_pinyin(text))
    place = chance.randrange(len(text))
    if way < 0.3:
        return text[:place] + text[place + 1 :] or text
    others = [char for char in homophones().get(_sound(text[place]), "") if char != text[place]]
    return text[:place] + chance.choice(others) + text[place + 1 :] if others else text


@cache
def homophones() -> dict[str, str]:
    """The 3,755 most used characters (GB 2312, first level) by their sound."""
    found: dict[str, str] = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            char = bytes((high, low)).decode("gb2312", "ignore")
            if char:
                found[_sound(char)] = found.get(_sound(char), "") + char
    return found


@cache
def _sound(char: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(char))

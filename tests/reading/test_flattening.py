"""A plan reads the same with its lines and without them, however its numbers nest, restart, run on or are left out."""

import random

import pytest

from tests.genre import duties, read

UNITS = ("省发展改革委", "省财政厅", "省教育厅", "省水利厅", "省公安厅", "各市人民政府")
HEADINGS = ["强化产业支撑", "深化改革开放", "健全保障机制", "优化营商环境", "加强组织领导", "推动绿色发展"]
WORK = [
    "加快建设综合交通体系",
    "支持企业做大做强",
    "到2025年建成水库5座",
    "推进一二三产业融合",
    "新增就业1.5万人",
    "增长5.5%以上",
    "完善2.0版平台",
    "开展“一件事”改革（含试点）",
    "落实《意见》要求",
]
HAN = "一二三四五六七八九十"


class Plan:
    """A plan made up by chance: ``levels`` are the number styles from the outside in."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.levels = self.chance.choice(["一1", "一（", "一（1", "（1", "1", "一"])
        self.runs_on = self.chance.random() < 0.4
        self.latest: dict[str, int] = {}

    def lines(self) -> list[str]:
        letter = ["各市人民政府：现将《某省重点工作方案》印发给你们，请认真执行。", "某省人民政府2024年1月5日"]
        whole = self.level(self.levels)
        body = [line for line in whole if len(whole) < 8 or self.chance.random() > 0.06]
        return (letter if self.chance.random() < 0.5 else []) + ["某省重点工作方案", *body]

    def level(self, styles: str) -> list[str]:
        found: list[str] = []
        style, below = styles[0], styles[1:]
        start = self.latest.get(style, 0) if self.runs_on and style == self.levels[-1] else 0
        for number in range(start + 1, start + self.chance.randrange(3, 5)):
            mark = {"一": f"{HAN[number % 10 - 1]}、", "（": f"（{HAN[number % 10 - 1]}）", "1": f"{number}."}[
                style
            ]
            self.latest[style] = number
            if below:
                found += [mark + self.chance.choice(HEADINGS), *self.level(below)]
            else:
                found.append(mark + self.chance.choice(HEADINGS) + "。" + self.work())
            if number == 9 and style != "1":
                break
        return found

    def work(self) -> str:
        inner = self.chance.choice(
            ["", "", "", "（1）建库；（2）建网。", "①建库。②建网。", "一是建库。二是建网。"]
        )
        sentence = "，".join(self.chance.sample(WORK, 2)) + "。"
        return sentence + inner + self.responsibility() if self.chance.random() > 0.1 else sentence

    def responsibility(self) -> str:
        first, second, third = self.chance.sample(UNITS, 3)
        return self.chance.choice(
            [
                f"（{first}牵头，{second}、{third}按职责分工负责）",
                f"（责任单位：{first}、{second}）",
                f"（牵头单位：{first}；配合单位：{second}；完成时限：2024年底）",
            ]
        )


@pytest.mark.parametrize("seed", range(60))
def test_plan(seed):
    lines = Plan(seed).lines()
    assert duties(read("".join(lines))) == duties(read("\n".join(lines)))

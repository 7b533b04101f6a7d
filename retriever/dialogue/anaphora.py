"""Words that stand for units spoken of before: 它, 该局, 这两家, 海关 after 长沙海关."""

import re
from collections.abc import Callable, Sequence

from retriever.patterns.question import Question
from retriever.wording.answer import Answer

_BODY = r"(?:单位|部门|机构|公司|集团|中心|厅局|[厅局委办院部署行])"
_ONE = re.compile(
    rf"(?:(?<!牵头)(?:该|这个|那个|此|前述|上述)(?:牵头|责任|配合)?{_BODY}(?![发记理公])|[这那](?:一)?家(?:{_BODY})?(?!企|园|公)|[这那]{_BODY}(?![发记理公分])|他家|人家)"
)
"""A unit, whatever stands around it."""
_IT = re.compile(r"[它他她](?![们国人家])|其(?=牵头|负责|参与|承担|名下|配合|主责)")
_THEM = re.compile(
    rf"[它他她]们(?:两个|俩|两家|几家|三家)?|(?:[这那])?(?:两|二|三|四|几)(?:家|个{_BODY})(?!企|园|公)|[二两]者|[这那]些{_BODY}"
)
_DOES = re.compile(
    r"^(?:自己|另外|今年|一共|总共|都|还|也|又|就|到底|主要)*(?:要|得|该|能|会|需要?)?(?:牵头|牵|挑头|领头|负责|参与|参加|配合|管|承担|主管|干|做|抓|有|名下|手里|手上)"
    r"(?:了|着|的)?.{0,8}(?:哪|什么|啥|几|多少|别的|其他|任务|事项)"
)
"""What follows 它 when it is a unit and not a matter (它还牵头什么, not 它什么时候完成)."""
_WITH = re.compile(
    "(?:那|那么)?(?=(?:跟|和|与|同|会同|联合)[^,，]{2,14}(?:一起|一块|共同|合|搭|都|联|同|配合|参与|负责|牵头))"
)
"""A partner named without the unit that it is the partner of (跟应急局搭在一起的)."""
_SHORTEST = 2


def spell_out(key: str, past: Sequence[Question], linked: bool, reply: Callable[[Question], Answer]) -> str:
    """A follow-up with the units' names in place of the words that stand for them.

    ``past`` are the questions before, the latest last; ``linked`` says that the text names a unit of its own.
    """
    if not past:
        return key
    names = spoken_of(past[-1:], reply)
    if linked and past[-1].units and (match := _WITH.match(key)):
        return f"{'、'.join(names)}{key[match.end() :]}" if names else key
    if match := _THEM.search(key):
        several = names if len(names) > 1 else spoken_of(past, reply)
        return _put(key, match, several) if len(several) > 1 else key
    if match := _ONE.search(key):
        return _put(key, match, names)
    if match := _IT.search(key):
        asks_unit = past[-1].units or _DOES.search(key[match.end() :]) or _is_leading(key, match)
        return _put(key, match, names) if asks_unit else key
    return key if linked else _full_names(key, names)


def spoken_of(past: Sequence[Question], reply: Callable[[Question], Answer]) -> tuple[str, ...]:
    """The units that questions were about, or else those that the last of them was answered with."""
    asked = (unit for question in past for entry in question.units for unit in entry.mention.units[:1])
    names = tuple(dict.fromkeys(asked))
    if names or not past:
        return names
    answer = reply(past[-1])
    return (
        answer.lead or answer.responsible
        if answer.kind in ("lead", "responsible", "yes_no", "fact", "clause")
        else ()
    )


def _is_leading(key: str, match: re.Match[str]) -> bool:
    """Whether 它 is said to lead or to take part (哪些是它牵头)."""
    return (
        re.match("(?:自己)?(?:来)?(?:牵头|挑头|领头|负责|参与|参加|配合)(?:的)?$", key[match.end() :]) is not None
    )


def _put(key: str, match: re.Match[str], names: Sequence[str]) -> str:
    if not names:
        return key
    each = "分别" if len(names) > 1 and not re.search("共同|一起|都|谁|哪", key[match.end() :]) else ""
    return key[: match.start()] + "、".join(names) + each + key[match.end() :]


def _full_names(key: str, names: Sequence[str]) -> str:
    """The key with the full name of a unit where its last characters stand (海关自己牵头的)."""
    for name in names:
        for length in range(len(name) - 1, _SHORTEST - 1, -1):
            if name[-length:] in key:
                return key.replace(name[-length:], name, 1)
    return key

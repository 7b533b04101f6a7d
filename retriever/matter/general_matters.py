"""The matters of public administration in general: rivals that a duty must beat to be what a question is about.

Cosines of one question cannot be compared with those of another, but a question about something that the library
lacks is usually nearer to a general matter than to any duty: the cohort normalisation of speaker verification
(Auckenthaler et al., 2000), with the matters of the phrasebook as the cohort.
"""

from dataclasses import dataclass
from functools import cache

from index.text.tokens import cut
from retriever.matter.phrasebook import load_phrasebook
from retriever.matter.thesaurus import Thesaurus, load_thesaurus

_PLAIN = frozenset(
    [
        "建设",
        "管理",
        "改革",
        "工作",
        "产业",
        "生产",
        "防治",
        "保护",
        "治理",
        "发展",
        "服务",
        "市场",
        "编制",
        "办理",
        "活动",
        "业务",
        "政策",
        "安全",
        "待遇",
        "城市",
        "农村",
        "事业",
        "新",
        "和",
        "等",
    ]
)


@dataclass(frozen=True, slots=True)
class Matter:
    """A general matter with its telling words, each with the other names it goes by."""

    text: str
    words: tuple[tuple[str, ...], ...]

    def named_in(self, text: str) -> bool:
        """Whether a search key has one of the telling words, under any name."""
        return any(name in text for names in self.words for name in names)


@cache
def load_matters() -> tuple[Matter, ...]:
    """The matters of the phrasebook, in its order."""
    thesaurus = load_thesaurus()
    return tuple(_matter(text, thesaurus) for text in load_phrasebook().matters)


def _matter(text: str, thesaurus: Thesaurus) -> Matter:
    words = [word for word in cut(text) if word not in _PLAIN] or [text]
    others = [expansion.others for expansion in thesaurus.expand(text)]
    return Matter(text, (*((word,) for word in words if len(word) > 1), *others))

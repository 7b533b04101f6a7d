"""Sections named by words of their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.text.search_key import search_key
from retriever.execution.headings import heading_number, heading_title
from retriever.reading.frame import Frame

ALIKE = 0.6
"""Share of its pairs of characters that a heading must have to be meant by words that are not all in it."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The headings of the documents asked, with their numbers, outermost first."""

    headings: tuple[str, ...]

    def settled(self, frame: Frame) -> Frame:
        """A frame whose title is a heading's; words that are no heading become the matter, or leave it to the number."""
        if not frame.title:
            return frame
        numbers = {abs(section.numbers[-1]) for section in frame.sections if section.numbers}
        found = self.meant(frame.title, numbers)
        if found:
            return replace(frame, title=found, sections=())
        if frame.sections or frame.clauses:
            return replace(frame, title="")
        if frame.matters:
            return replace(frame, title="", unexplained=(*frame.unexplained, frame.title))
        return replace(frame, title="", matters=(frame.title,))

    def meant(self, words: str, numbers: set[int]) -> str:
        """The title of the one heading that words mean; "" where there is none or several."""
        wanted = re.sub(r"\W", "", search_key(words))
        wanted = (
            re.sub(r"^(?:在|关于|属于)|(?:这|那)?(?:一)?(?:个)?(?:部分|方面|章|节|板块|块)$", "", wanted) or wanted
        )
        titles = {heading: re.sub(r"\W", "", heading_title(heading)) for heading in self.headings}
        holding = [heading for heading, title in titles.items() if wanted and wanted in title]
        if numbers and (fitting := [h for h in holding if heading_number(h) in numbers]):
            holding = fitting
        exact = [heading for heading in holding if titles[heading] == wanted]
        outer = [heading for heading in holding if not re.match(r"[(（]", heading)]
        for group in (exact, holding, outer):
            if len(group) == 1:
                return heading_title(group[0])
        if holding or len(wanted) < 4:
            return ""
        ranked = sorted(((_share(wanted, title), heading) for heading, title in titles.items()), reverse=True)
        clear = ranked and ranked[0][0] >= ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0])
        return heading_title(ranked[0][1]) if clear else ""


def _share(words: str, title: str) -> float:
    """How much of the words' neighbouring pairs a title has."""
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return sum(pair in title for pair in pairs) / len(pairs)

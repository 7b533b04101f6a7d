"""From the words of a question to what it asks: rules over linked units and references, in a clear order.

The order is: talk and orders to the assistant; questions about the document as a whole; comparisons; a clause or a
section by number; yes or no about a unit; a unit's duties; a matter.
"""

import re
from collections.abc import Sequence

from index.store import DocumentRecord
from index.units import Mention, UnitLinker
from retriever.courtesy import strip_courtesy
from retriever.intents import UNIT, UNIT_BASE, load_wording, unit_sign
from retriever.matter_words import extract_matter, trim
from retriever.normalise import search_key
from retriever.question import Ask, Asked, Question, Role, Scope, SectionRef
from retriever.references import read_references, read_scope, titled_section

_WHOLE_DOCUMENT: frozenset[Ask] = frozenset(
    ("rank_clauses", "rank_units", "no_lead", "with_lead", "each_mode", "all_mode", "count_units", "list_units")
    + ("count_clauses", "count_sections", "list_sections", "count_duties", "list_documents", "document_fact")
)
_NEEDS_NO_MATTER: frozenset[Ask] = frozenset(
    ("count_clauses", "count_sections", "list_sections", "count_duties", "list_documents", "document_fact")
    + ("list_units", "rank_clauses", "rank_units")
)
_DOCUMENT_WORDS = re.compile(
    r"(?:整个|这份|这个|本|该|全|一份|此)?(?:文件|文档|意见|方案|通知|材料|分工|分工表|台账|清单|全文|全篇|报告|政府工作报告|重点工作|库|系统|全部|所有|一共|总共|事项|任务|条款|工作|单位|部门|省直|数量|排名|排行)"
    r"(?:里面?|中|内|上|有|的|是|共|一共|总共|分|写|列)*"
)
_QUALIFIER = r"(?:方面|领域|那块|这块|这一块|相关|有关|上)"


class Reader:
    """Understands questions over one library: ``linker`` knows its units, ``documents`` what it holds."""

    def __init__(self, linker: UnitLinker, documents: Sequence[DocumentRecord]) -> None:
        self.linker = linker
        self.documents = documents
        self.wording = load_wording()

    def read(self, text: str) -> Question:
        """What a question asks, taken by itself."""
        key = search_key(text)
        talk = self._talk(text, key)
        if talk is not None:
            return talk
        key, scope = read_scope(key, self.documents)
        mentions = self.linker.link(key)
        masked = mask(key, mentions)
        stripped = strip_courtesy(masked)
        speaker = _speaker_units(stripped.speaker, mentions)
        words = stripped.text
        words, aspect = self._aspect(words)
        references = read_references(words)
        words = references.text
        section = references.section
        words = self._settle(words, mentions)
        if section is None and (titled := titled_section(words)):
            title = trim(unmask(titled[0], mentions))
            if title and not _DOCUMENT_WORDS.fullmatch(title):
                section, words = SectionRef(title=title), titled[1]
        question = Question(
            text, "who", clauses=references.clauses, section=section, scope=scope, aspect=aspect, speaker=speaker
        )
        return self._classify(question, words, mentions)

    def _talk(self, text: str, key: str) -> Question | None:
        """Small talk, orders to the assistant and messages without a word in them."""
        if self.wording.orders.search(key):
            return Question(text, "injection")
        plain = re.sub(r"[\s,，。.、!！?？~～…·:：;；]+", "", key)
        bare = strip_courtesy(key).text
        for ask, pattern in self.wording.talk:
            if pattern.fullmatch(plain) or pattern.fullmatch(bare):
                return Question(text, ask)
        if not re.search(r"[一-鿿]|[a-z0-9]{2}|\d", plain) or re.fullmatch(r"(.)\1{3,}", plain):
            return Question(text, "gibberish")
        if re.fullmatch(r"[a-z]{4,}", plain) and not re.search(r"[aeiou]", plain):
            return Question(text, "gibberish")
        return None

    def _aspect(self, words: str) -> tuple[str, str]:
        """The aspect asked for that documents of this kind do not say, and the words without it."""
        for aspect in self.wording.aspects:
            if match := aspect.ask.search(words):
                return words[: match.start()] + words[match.end() :], aspect.name
        return words, ""

    def _settle(self, words: str, mentions: Sequence[Mention]) -> str:
        """Give back the words of loose mentions that stand where no unit must stand."""
        for place, mention in enumerate(mentions):
            sign = unit_sign(place)
            if mention.strength == "loose" and not self._in_role(words, sign):
                words = words.replace(sign, mention.surface)
        return words

    def _in_role(self, words: str, sign: str) -> bool:
        role = "(?:{lead}|{responsible}|{part}|{which}|{howmany}|{task})"
        after = rf"(?:的|主要|今年|都|要|得|需要?|应该?|和{UNIT}|、{UNIT}|共同|一起|分别|这边|那边|是|不是|是不是|一共|总共|具体)*"
        pattern = self.wording.pattern(
            f"(?:^|[由归是让找和与、及,，比跟]|是不是|是否){sign}{after}(?:{role}|{{joint}}|呢|$)"
        )
        return bool(pattern.search(words))

    def _classify(self, question: Question, words: str, mentions: Sequence[Mention]) -> Question:
        units = [place for place in range(len(mentions)) if unit_sign(place) in words]
        checking = bool(self.wording.pattern("{yes}").search(words))
        counting = bool(self.wording.pattern("{howmany}(?!{who})").search(words))
        matter = trim(unmask(extract_matter(words), mentions))
        base = _with(question, checking=checking, counting=counting, role=self._role(words))
        for rule in self.wording.rules:
            if not rule.applies(words):
                continue
            about = trim(_DOCUMENT_WORDS.sub("", matter))
            about = "" if self._only_asking(about) else about
            if rule.ask in _NEEDS_NO_MATTER and about and len(units) == 0:
                continue
            if rule.ask == "compare":
                return _with(base, ask="compare", units=self._asked(words, mentions, units), matter="")
            return self._whole(base, rule.ask, words, mentions, units, about)
        return self._about(base, words, mentions, units, matter)

    def _only_asking(self, matter: str) -> bool:
        pattern = self.wording.pattern(
            "(?:{lead}|{responsible}|{part}|{task}|{body}|{most}|{least}|{adverb}|{who}|{which}|{howmany}|{joint}|的|是|了|第一|前|名|个|数量?|排名?|排行榜?|次数|涉及|最|前几|各|省直|承接)*"
        )
        return bool(pattern.fullmatch(matter))

    def _whole(
        self, base: Question, ask: Ask, words: str, mentions: Sequence[Mention], units: list[int], matter: str
    ) -> Question:
        """A question about the document as a whole, or about one part of it."""
        top = 1
        if match := re.search(r"前([0-9一二两三四五六七八九十]+)", words):
            from index.numerals import parse_number

            top = parse_number(match[1]) or 1
        elif re.search(r"排名|排行|排序", words):
            top = 10
        least = bool(self.wording.pattern("{least}").search(words))
        return _with(
            base,
            ask=ask,
            units=self._asked(words, mentions, units) if ask in ("rank_units", "compare") else (),
            matter=matter if ask not in _NEEDS_NO_MATTER else "",
            top=top,
            negated=least,
        )

    def _about(
        self, base: Question, words: str, mentions: Sequence[Mention], units: list[int], matter: str
    ) -> Question:
        """A question about a clause, a section, a unit or a matter."""
        wording = self.wording
        asks_who = bool(wording.pattern("{who}").search(words))
        asked = self._asked(words, mentions, units)
        if base.clauses:
            ask: Ask = "yes_no" if asked and base.checking else "clause"
            return _with(base, ask=ask, units=asked if ask == "yes_no" else (), matter=matter)
        if asked and base.checking and not asks_who:
            return _with(base, ask="yes_no", units=asked, matter=matter)
        lists = any(pattern.search(words) for pattern in wording.duties)
        if asked and lists and not self._who_of_matter(words):
            return _with(base, ask="unit_duties", units=asked, matter=matter, every=not self._either(words, asked))
        matter = trim(unmask(extract_matter(self._keep_units(words, mentions)), mentions)) or matter
        if base.section is not None and not self._matter_beyond(matter):
            return _with(base, ask="section", matter="")
        unknown = self._unknown_unit(words, mentions) if not asks_who else ""
        if unknown:
            return _with(base, ask="unit_duties", unknown=unknown, matter="")
        if asked and not asks_who and not matter:
            return _with(base, ask="unit_duties", units=asked, every=not self._either(words, asked))
        return _with(base, ask=self._matter_ask(words, asks_who), matter=matter)

    def _matter_ask(self, words: str, asks_who: bool) -> Ask:
        """What is asked about a matter."""
        found = self.wording.pattern
        if re.search(r"什么时候|何时|时限|期限|几月|多久|截止|什么时间|哪(?:一)?年|哪天|完成时间|几号前|年内", words) and re.search(
            r"什么时候|何时|时限|期限|几月|多久|截止|什么时间|哪|完成时间|几号", words
        ):
            return "deadline"
        if re.search(r"分管(?:省|市|县|区)?(?:政府)?领导|哪位领导|哪个领导|领导是谁|谁分管|分管的?是谁|谁来?分管", words):
            return "leader"
        if asks_who or found("(?:{lead}|{part})|责任{body}|负责").search(words):
            if not asks_who and re.search(r"多少(?!.{0,6}(?:单位|部门|家))|几(?:万|亿|个百分点)", words):
                return "fact"
            return "who"
        if re.search(r"多少|几(?!项工作)|目标(?:是|为|值|多)|增速|增幅|增长率|比例|指标|占比|规模|面积|产量|人数|数量|百分之|达到什么|多大|多高", words):
            return "fact"
        if found("{which}|分别是|名单|清单|内容|要求|原文|怎么(?:说|写|规定|要求|做|干|推进|安排)|如何|有没有|措施|包括|包含").search(words):
            return "list"
        return "who"

    def _role(self, words: str) -> Role:
        """The role asked for: the last role word next to the asking decides; 负责 without more is any."""
        part = self.wording.pattern("{part}").search(words)
        lead = self.wording.pattern("{lead}").search(words)
        if part and not lead:
            return "responsible"
        if lead and not part:
            both = re.search(r"(?:负责|责任)", words[: lead.start()] + words[lead.end() :])
            return "any" if both and re.search(r"和|与|及|以及|、|,|分别|还是", words) else "lead"
        if re.search(r"责任(?:单位|部门)|按职责分工负责", words) and not lead:
            return "any"
        return "any"

    def _asked(self, words: str, mentions: Sequence[Mention], units: list[int]) -> tuple[Asked, ...]:
        """The units asked about, each with the role word that follows it, or else the question's role."""
        whole = self._role(words)
        places = sorted(units, key=lambda place: words.index(unit_sign(place)))
        asked: list[Asked] = []
        for i, place in enumerate(places):
            start = words.index(unit_sign(place)) + 1
            end = words.index(unit_sign(places[i + 1])) if i + 1 < len(places) else len(words)
            own = self._role(words[start:end])
            asked.append(Asked(mentions[place], own if len(places) > 1 and own != "any" and self._mixed(words) else whole))
        return tuple(asked)

    def _mixed(self, words: str) -> bool:
        """Whether two units are asked about in different roles (甲牵头、乙参与)."""
        return bool(
            self.wording.pattern("{lead}").search(words)
            and self.wording.pattern("{part}|负责").search(words)
            and len(re.findall(UNIT, words)) > 1
        )

    def _either(self, words: str, asked: tuple[Asked, ...]) -> bool:
        """Whether each unit is asked about for itself (分别、各自、或者)."""
        return len(asked) > 1 and bool(re.search(r"或|分别|各自|各有|还是|任一|任意|之一|其中一个", words))

    def _who_of_matter(self, words: str) -> bool:
        """Whether someone else is asked for, so that a unit named belongs to the matter."""
        return bool(self.wording.pattern("{who}").search(words)) and not re.search(r"(?:和|与|跟|同)" + UNIT, words)

    def _keep_units(self, words: str, mentions: Sequence[Mention]) -> str:
        return unmask(words, mentions)

    def _matter_beyond(self, matter: str) -> bool:
        return bool(trim(_DOCUMENT_WORDS.sub("", matter)))

    def _unknown_unit(self, words: str, mentions: Sequence[Mention]) -> str:
        """A body that nobody knows, standing where a unit must stand: 省航天局牵头哪些."""
        plain = unmask(words, mentions)
        body = r"(?P<unit>[一-龥]{2,12}?(?:厅|局|委员会|委|办公室|办|管理处|集团|公司|总队|支队|中心|协会|联合会|总社|管委会|银行|学院|大学|研究院|法院|检察院))"
        pattern = self.wording.pattern(
            f"^{body}(?:的|主要|今年|都|要|一共|总共|具体|有)*(?:(?:{{lead}}|{{responsible}}|{{part}}|{{do}})的?)?.{{0,3}}(?:{{which}}|{{howmany}}|{{task}}|呢$)"
        )
        match = pattern.search(plain)
        return match["unit"] if match else ""


def mask(key: str, mentions: Sequence[Mention]) -> str:
    """A search key with a sign in place of each unit."""
    text, last = "", 0
    for place, mention in enumerate(mentions):
        text += key[last : mention.start] + unit_sign(place)
        last = mention.end
    return text + key[last:]


def unmask(text: str, mentions: Sequence[Mention]) -> str:
    """The words again in place of the signs."""
    return re.sub(UNIT, lambda sign: mentions[ord(sign[0]) - UNIT_BASE].surface, text)


def _speaker_units(words: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(unit for sign in re.findall(UNIT, words) for unit in mentions[ord(sign) - UNIT_BASE].units)


def _with(question: Question, **changes: object) -> Question:
    from dataclasses import replace

    return replace(question, **changes)  # type: ignore[arg-type]  # field names are checked by the tests


__all__ = ["Reader", "Scope", "mask", "unmask"]

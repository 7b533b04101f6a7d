"""From the words of a question to what it asks, taken by itself."""

import re
from collections.abc import Collection, Mapping, Sequence

from index.model.store import DocumentRecord
from index.text.search_key import search_key
from index.text.tokens import cut
from index.units.linker import Mention, UnitLinker
from retriever.patterns.classify import classify
from retriever.patterns.courtesy import strip_courtesy
from retriever.patterns.headings import find_heading
from retriever.patterns.intents import load_wording, unit_sign
from retriever.patterns.masking import mask, settle_loose, units_in, unmask
from retriever.patterns.matter_words import extract_matter, only_contents, trim
from retriever.patterns.question import Question, SectionRef
from retriever.patterns.references import document_places, read_references, titled_section
from retriever.patterns.substance import Evidence, substance
from retriever.scope.scope import Scope

_OURS = re.compile(
    r"(?:我们|咱们|咱|俺们|俺|我|本)(?:自己)?(?:这边|这儿|这里)?(?:单位|部门|厅|局|委|办|处|公司|机关|院|集团)(?:自己|这边)?|(?:我们|咱们|俺们|咱)(?![省市县区州国])|我(?=[牵主负参配承有要的该需还一都])|自己"
)
_WHOLE = re.compile(r"全文|文件|台账|方案|意见|[一总]共|合计|总数|几条|多少条|单位|部门|部分|[章节]|最[多少]|排名")
"""Words after which a speaker does not ask about his own unit unless he says so."""
_OF_ALL = re.compile(
    r"(?<![第\d])(?:全部|这|那|总共|一共)?[0-9一二三四五六七八九十百]+(?P<n>条|项)(?:任务|事项|工作|分工)?(?:里面?|里头|当中|之中|其中|中)(?=.{0,6}(?:多少|几)(?P=n))"
)
"""The whole of a document by its size (40条当中有多少条…)."""
_TO_CONFIRM = re.compile(r"^(?:再)?(?:确认|核实|核对|核|对)(?:一下|下)?[:,]")
_PERSON = "具体负责人的姓名"
_OFFICIALS = re.compile("领导|(?:谁|哪位).{0,2}分管|分管的?是谁")
"""Words for the officials that documents of this kind do name."""
_A_NOT_A = re.compile(r"([归参牵要该需用属算管负配抓占涉在])[不没](?=\1)\1")
_SECTION_WORDS = re.compile(r"(?:分|共|成|全部|全文|整个|大|各|每|哪|几|一|多少|这|那|有|个|什么)*")


class Reader:
    """Understands questions: ``linker`` knows the units that may be meant, ``officials`` are leaders' names,
    ``titles`` the documents' headings without their numbers, each with the numbers it has, ``tasks`` all their tasks,
    as search keys.
    """

    def __init__(
        self,
        linker: UnitLinker,
        documents: Sequence[DocumentRecord],
        officials: Collection[str] = (),
        titles: Mapping[str, frozenset[int]] | None = None,
        tasks: str = "",
    ) -> None:
        self.linker = linker
        self.documents = documents
        self.officials = officials
        self.titles = titles or {}
        self.wording = load_wording()
        names = (search_key(f"{d.title} {d.issuer or ''}") + "".join(document_places(d)) for d in documents)
        self._evidence = Evidence(tuple(names), frozenset(self.titles), tasks)

    def read(self, text: str, key: str | None = None, scope: Scope = Scope()) -> Question:  # noqa: B008 - frozen
        """What a question asks. ``key`` is its search key without the words that gave its scope."""
        if key is None:
            key = search_key(text)
        talk = self._talk(text, key)
        if talk is not None:
            return talk
        mentions = self.linker.link(key)
        stripped = strip_courtesy(mask(key, mentions))
        speaker = tuple(unit for place in units_in(stripped.speaker) for unit in mentions[place].units)
        words, mentions = self._ourselves(_OF_ALL.sub("", stripped.text), mentions, speaker)
        words = _TO_CONFIRM.sub("", words)
        official = next((name for name in self.officials if search_key(name) in key), "")
        words, checking = _plain_verbs(words)
        words, aspect = self._aspect(words, bool(official) or _OFFICIALS.search(words) is not None)
        references = read_references(words)
        words = settle_loose(references.text, mentions)
        section, words = self._section(references.section, words, mentions)
        words = re.sub(r"\((非|不含|除)牵头\)", "", words)
        if re.search(r"[^谁哪]{0,6}的?(?:那|这)个呢?$", words) and len(words) < 8 and not units_in(words):
            words = ""
        question = Question(
            text,
            "who",
            clauses=references.clauses,
            section=section,
            scope=scope,
            aspect=aspect,
            speaker=speaker,
            official=official,
            checking=checking,
        )
        return classify(question, words, mentions, self._matter_of)

    def _matter_of(self, leftover: str, *, strict: bool = False) -> str:
        """What of a leftover names a matter, judged by the documents that may answer."""
        return substance(leftover, self._evidence, strict=strict)

    def _ourselves(
        self, words: str, mentions: tuple[Mention, ...], speaker: tuple[str, ...]
    ) -> tuple[str, tuple[Mention, ...]]:
        """Put the speaker's own unit where the question says 我们, or in front where it names nothing else."""
        if not speaker or units_in(words):
            return words, mentions
        own = Mention(0, 0, speaker[0], (speaker[0],), "name")
        sign = unit_sign(len(mentions))
        if match := _OURS.search(words):
            return words[: match.start()] + sign + words[match.end() :], (*mentions, own)
        asks_else = self.wording.pattern("{who}").search(words) or _WHOLE.search(words)
        asks_duties = self.wording.pattern("{which}|{howmany}|{lead}|{part}|负责").search(words)
        if asks_else or not asks_duties or self._matter_of(extract_matter(words)):
            return words, mentions
        return sign + words, (*mentions, own)

    def _talk(self, text: str, key: str) -> Question | None:
        """Small talk, orders to the assistant and messages without a word in them."""
        if self.wording.orders.search(key):
            return Question(text, "injection")
        plain = re.sub(r"[\s,，。.、!！?？~～…·:：;；]+", "", key)
        bare = strip_courtesy(key).text
        for ask, pattern in self.wording.talk:
            if pattern.fullmatch(plain) or pattern.fullmatch(bare):
                return Question(text, ask)
        if not re.search(r"[一-鿿]|[a-z0-9]{2}|\d", plain) or re.fullmatch(
            r"(.)\1{3,}|[啊哦嗯呃额哈呵嘿喂唉]+", plain
        ):
            return Question(text, "gibberish")
        if re.fullmatch(r"[a-z0-9]{4,}", plain) and not re.search(r"clause|lead|unit|gdp|5g|rcep|ai", plain):
            return Question(text, "gibberish")
        return None

    def _aspect(self, words: str, names_official: bool) -> tuple[str, str]:
        """The words without the aspect that documents of this kind do not say, and that aspect's name."""
        for aspect in self.wording.aspects:
            if names_official and aspect.name == _PERSON:
                continue
            if match := aspect.ask.search(words):
                return words[: match.start()] + words[match.end() :], aspect.name
        return words, ""

    def _section(
        self, section: SectionRef | None, words: str, mentions: Sequence[Mention]
    ) -> tuple[SectionRef | None, str]:
        """The section asked for, also by its title, and the words with a sign in its place."""
        heading = find_heading(words, self.titles)
        if section is not None:
            repeats = heading is not None and self._only_contents(heading[1])
            return section, heading[1] if heading is not None and repeats else self._apposed(words, section)
        if heading is not None and (heading[2] or self._only_contents(heading[1])):
            return SectionRef(title=heading[0]), heading[1]
        titled = titled_section(words)
        if titled is None:
            return None, words
        title = trim(unmask(titled[0], mentions))
        if not title or _SECTION_WORDS.fullmatch(title) or only_contents(title):
            return None, words
        return SectionRef(title=title), titled[1]

    def _only_contents(self, words: str) -> bool:
        """Whether words, their references aside, only ask what stands there (都讲了些什么)."""
        return only_contents(words) or not self._matter_of(extract_matter(words))

    def _apposed(self, words: str, section: SectionRef) -> str:
        """The words without those that only say again what the numbered section is about (第八块,关于安全的)."""
        own = [title for title, numbers in self.titles.items() if numbers & set(section.numbers[-1:])]
        about = self._matter_of(extract_matter(words))
        said = [word for word in cut(about) if len(word) > 1]
        if self.wording.pattern("{who}").search(words) or not all(any(w in t for t in own) for w in said):
            return words
        for word in said:
            words = words.replace(word, "")
        return words


def _plain_verbs(words: str) -> tuple[str, bool]:
    """Verbs asked A-not-A in their plain form (归不归 → 归, 参不参与 → 参与), and whether there were any."""
    plain = _A_NOT_A.sub(r"\1", words)
    return plain, plain != words

"""One responsibility text while it is being read: names with their roles, times, notes, and what was not understood."""

import itertools
import re
from dataclasses import dataclass, field

from index.grammar.deadline import is_time_phrase
from index.grammar.fields import Field
from index.grammar.labels import NOTE_ROLES, Role
from index.grammar.predicates import PREDICATE, verb_role
from index.model.document import Note
from index.text.fold import fold
from index.units.endings import CHARACTERS
from index.units.officials import official, persons_beside_units, split_leaders
from index.units.unit_gate import passes
from index.units.unit_list import ends_open, mask_brackets, split_units

NAME_GAP = "\ue000"
"""Written for a layout blank between persons."""

_ROLE_IN_NAME = re.compile(
    r"^(.+?)[（〔【](牵头|牵头单位|牵头部门|主办|主办单位|总牵头|配合|协办|配合单位|参与)[）〕】]$"
)
_PERSON_IN_NAME = re.compile(r"[（(][^（）()]*(?:负责人|责任人|联系人|领导|电话)[^（）()]*[）)]$")
_ONLY_VERBS = re.compile("(?:负责|具体|统筹|协调|落实|推进|组织|实施|配合|牵头|抓好|做好)+")
_NOTHING = re.compile("无|/|／|[-—–]+|暂无|略|以?下同|部门|单位")
_VERB_IN_BRACKETS = re.compile("[（(〔【](?:按|依|分别|共同|各自)[^（(〔【]*[）)〕】]$")
_MARK = re.compile("^[★☆▲△※◆●＊*]|[★☆▲△※◆●＊*]$")
_GLUED_TIME = re.compile(
    rf"(?<=[{CHARACTERS}责头合实进施])(?:\d{{4}}年|(?<!\d)\d{{1,2}}月|年[底内])[^，；、]{{0,10}}(?:前|底|内|完成|到位|实施|推进|启动)$"
)
_EACH = re.compile("分别(?!牵头)|分头|各负其责|各自")
_LEADING_WORDS = re.compile("^(?:[、，；：。]|由(?!.{0,1}$)|以(?!上|.{0,1}$)|请|和(?=[省市县各])|并由|并|其中)+")
_GENERIC_LEAD_IN = re.compile("^(?:以上|上述|本项|该项|此项)(?:任务|工作|单位|部门)?(?:均)?由?")
_SCORE = re.compile(r"(?:计|满分|分值)?\d+(?:\.\d+)?分")
_PROSE = re.compile("根据|按照|为|以下|其中|均|确定|通过|如|需|将|可|不")
_PROSE_LENGTH = 10


@dataclass(slots=True)
class Draft:
    """What was read so far. ``prose`` are statements without any name; ``open_roles`` those whose list ends in 等."""

    names: list[tuple[Role, str]] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    labels: set[Role] = field(default_factory=set)
    open_roles: set[Role] = field(default_factory=set)
    each: bool = False
    predicate: bool = False
    objects: bool = False
    marked: list[tuple[str, str]] = field(default_factory=list)

    def read_field(self, part: Field) -> None:
        """Read what one label announces, or the text before the first."""
        text = part.text
        if part.with_persons:
            text, persons = persons_beside_units(text)
            self.leaders.extend(persons)
        if part.role != "leader":
            text = text.replace(NAME_GAP, "")
        text = text.strip("，、；。：/／ " + NAME_GAP)
        if part.role:
            self.labels.add(part.role)
        if not text:
            return
        if part.role == "leader":
            self.leaders.extend(split_leaders(text.replace(NAME_GAP, " ")))
        elif part.role == "deadline":
            self.deadlines.append(text)
        elif part.role in NOTE_ROLES:
            self.notes.append(Note(part.role, part.label, text))
        else:
            for statement in _split_statements(text):
                self._read_statement(part.role, statement)

    def _read_statement(self, role: Role | None, statement: str) -> None:
        statement = self._take_times(statement)
        masked = mask_brackets(fold(statement))
        start, known, refused = 0, len(self.names), list[str]()
        verbs = list(PREDICATE.finditer(masked))
        for match in verbs:
            said, with_object = verb_role(match)
            self.each = self.each or (said == "support" and _EACH.search(match[0]) is not None)
            self.predicate = True
            self.objects = self.objects or with_object
            refused += self.take_names(said, statement[start : match.start()])
            start = match.end()
        refused += self.take_names(role, statement[start:])
        prose = len(statement) >= _PROSE_LENGTH and _PROSE.search(fold(statement))
        if role is None and not verbs and refused and len(self.names) == known and prose:
            self.prose.append(statement)
        else:
            self.unclear += refused

    def _take_times(self, statement: str) -> str:
        """Move the parts of a statement that are times or scores to their places; return the rest."""
        masked = mask_brackets(fold(statement))
        cuts = [0, *(match.end() for match in re.finditer("，", masked)), len(statement)]
        kept: list[str] = []
        times: list[str] = []
        scores: list[str] = []
        for a, b in itertools.pairwise(cuts):
            part = statement[a:b].strip("，,")
            if glued := _GLUED_TIME.search(masked[a:b].strip("，")):
                times.append(part[glued.start() :])
                part = part[: glued.start()]
            if _SCORE.fullmatch(fold(part)):
                scores.append(part)
            elif part and is_time_phrase(part):
                times.append(part)
            elif part:
                kept.append(part)
        if times:
            self.deadlines.append("，".join(times))
        self.notes += [Note("score", "", score) for score in scores]
        return "，".join(kept) if times or scores else statement

    def take_names(self, role: Role | None, chunk: str) -> list[str]:
        """Take the units of a list; return the pieces that are none."""
        folded = fold(chunk)
        for pattern in (_LEADING_WORDS, _GENERIC_LEAD_IN, _LEADING_WORDS):
            if match := pattern.match(folded):
                chunk, folded = chunk[match.end() :], folded[match.end() :]
        refused: list[str] = []
        for name in split_units(chunk):
            given, name = _role_in_name(role or "principal", name)
            name = _PERSON_IN_NAME.sub("", _VERB_IN_BRACKETS.sub("", name)).strip("，、；。：:,;")
            if (person := official(name)) is not None:
                self.leaders.extend([person] if person else [])
                continue
            if mark := _MARK.search(name):
                name = _MARK.sub("", name)
            if not name or _ONLY_VERBS.fullmatch(fold(name)) or _NOTHING.fullmatch(fold(name)):
                continue
            if not passes(name):
                refused.append(name)
                continue
            self.names.append((given, name))
            if mark:
                self.marked.append((name, mark[0]))
        if ends_open(chunk):
            self.open_roles.add(role or "principal")
        return refused


def _role_in_name(role: Role, name: str) -> tuple[Role, str]:
    """The role that a name bears itself (县教育局（牵头）), and the name without it."""
    match = _ROLE_IN_NAME.match(fold(name))
    if not match:
        return role, name
    return "lead" if match[2][:2] in ("牵头", "主办", "总牵") else "support", name[: match.end(1)]


def _split_statements(part: str) -> list[str]:
    masked = mask_brackets(fold(part))
    cuts = [0, *(match.end() for match in re.finditer("[；。]", masked)), len(part)]
    return [part[a:b].strip("；;。") for a, b in itertools.pairwise(cuts) if part[a:b].strip("；;。")]

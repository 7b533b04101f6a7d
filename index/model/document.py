"""The domain values that flow from a source file to an answer. Plain frozen data, no behaviour."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["lead", "joint", "each", "all"]
"""How a duty is shared.

``lead``: some unit leads (牵头). ``joint``: units share it, none leads (按职责分工负责).
``each``: named units are responsible each for their own (分别负责). ``all``: collectives only, no
named unit (各部门单位分别负责).
"""

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a reader of the import report must know.

    ``code`` is a stable slug (``numbering-gap``, ``no-responsibility``, ``unknown-unit`` …);
    ``clause`` is the clause number as printed, or None; ``line`` is the 1-based line of the extracted text.
    """

    severity: Severity
    code: str
    message: str
    clause: str | None = None
    line: int | None = None


NoteKind = Literal["office", "contact", "scope", "score", "note"]
"""What a duty's note is about: an office inside a unit (处室), whom to call, where it applies, what it counts in an
assessment, anything else that a label announces."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a document says beside a duty's units: ``label`` and ``text`` as they stand (适用范围, 全省)."""

    kind: NoteKind
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A stretch of a clause with one responsibility (分工事项).

    ``span`` is a half-open character range of the clause text: ``clause.text[span[0]:span[1]] == task``.
    ``raw`` is the responsibility text as it stands. ``lead`` and ``responsible`` are disjoint, in document
    order, elided names expanded; ``generic`` repeats those of them that are collectives (有关部门, 各地区).
    ``open_ended``: the document names more units than it lists (…等按职责分工负责). ``unclear`` holds the pieces of
    the responsibility that were not understood: with any, the lists of units may be incomplete.
    """

    ordinal: int
    task: str
    span: tuple[int, int]
    raw: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    mode: Mode
    deadline: str | None = None
    leaders: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    open_ended: bool = False
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered item (条): the chunk.

    ``number`` is as printed without its punctuation (``3``, ``（一）``, ``一``); ``order`` is its 1-based
    place in the document (numbers may restart, orders do not); ``section`` is the path of headings above it,
    outermost first, with their numbers. ``text`` begins after the number and is
    ``document.text[start:start + len(text)]``, responsibilities included.
    """

    number: str
    order: int
    section: tuple[str, ...]
    text: str
    start: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One issued text, parsed.

    ``id`` is the first 12 hex digits of ``sha256``, the digest of the original file's bytes. ``source`` is the
    file name only, never a path. ``date`` is ISO (``2022-01-19``, ``2022-01`` or ``2022``). ``text`` is the
    extracted text that clauses are slices of. ``rules`` are document-wide statements
    such as 以下任务均需各区市政府落实.
    """

    id: str
    title: str
    number: str | None
    issuer: str | None
    date: str | None
    year: int | None
    source: str
    sha256: str
    text: str
    clauses: tuple[Clause, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    rules: tuple[str, ...] = ()

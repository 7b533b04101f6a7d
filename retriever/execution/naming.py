"""What a query names that no document in question has, and what it names that may be several things."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.model.store import ClauseRecord
from retriever.execution.groups import Masked
from retriever.execution.headings import Path, find_paths, heading_number, heading_title
from retriever.execution.masks import Resolved, mask
from retriever.execution.outcome import Ambiguous, Missing
from retriever.execution.snapshot import Snapshot, home, named
from retriever.execution.table import Table
from retriever.query.predicates import (
    And,
    Has,
    Having,
    InClause,
    InDocument,
    InSection,
    Leader,
    Not,
    Or,
    Place,
    Predicate,
    Year,
)
from retriever.query.queries import Select
from retriever.query.saying import place_said
from retriever.query.validity import leaves


def missing(held: Sequence[Predicate], tables: Collection[Table], snapshot: Snapshot) -> Missing:
    """The things named by some conditions that do not occur: documents in the library, the rest in the tables."""
    units = [leaf.unit for leaf in held if isinstance(leaf, Has) and not any(leaf.unit in t.units for t in tables)]
    officials = [
        leaf.name for leaf in held if isinstance(leaf, Leader) and not any(leaf.name in t.leaders for t in tables)
    ]
    places = [
        place_said(leaf)
        for leaf in held
        if isinstance(leaf, InSection | InClause)
        and not any(mask(table, leaf, Resolved()).any() for table in tables)
    ]
    documents = [place_said(leaf) for leaf in held if _names_no_document(leaf, snapshot)]
    return Missing(*(tuple(dict.fromkeys(names)) for names in (units, places, documents, officials)))


def _names_no_document(leaf: Predicate, snapshot: Snapshot) -> bool:
    documents = snapshot.documents
    match leaf:
        case Year(year):
            return all(document.year != year for document in documents)
        case Place(name):
            return all(name not in home(document) for document in documents)
        case InDocument(name):
            return not named(documents, name)
    return False


def ambiguous(query: Select, placed: Masked) -> Ambiguous | None:
    """The first reference by number that means several clauses or sections of one document."""
    for leaf in leaves(query.where):
        for table, rows in placed:
            exact: list[tuple[str, Predicate]] = []
            if isinstance(leaf, InClause) and leaf.by == "number" and leaf.first == leaf.last:
                meant = table.clauses_of(rows & mask(table, leaf, Resolved()))
                exact = [(_headings(clause.section), _only_clause(table, clause, leaf)) for clause in meant]
            elif isinstance(leaf, InSection) and leaf.numbers:
                sections = {clause.section for clause in table.clauses_of(rows)}
                paths = [p for p in find_paths(table.paths, leaf) if any(s[: len(p)] == p for s in sections)]
                exact = [(_headings(path), _only_section(table, path)) for path in paths]
            if len(exact) > 1:
                choices = tuple((words, _with(query, leaf, instead)) for words, instead in exact)
                return Ambiguous(place_said(leaf), table.document, choices)
    return None


def _headings(path: Path) -> str:
    return " › ".join(path) or "不在任何部分"


def _only_section(table: Table, path: Path) -> InSection:
    """The section by its title, or by its numbers where several have that title."""
    titled = InSection(title=heading_title(path[-1]))
    if find_paths(table.paths, titled) == (path,):
        return titled
    return InSection(tuple(heading_number(heading) or 0 for heading in path))


def _only_clause(table: Table, clause: ClauseRecord, asked: InClause) -> InClause:
    """The clause by its section, or by its place where its section has several of that number."""
    if clause.section:
        inside = replace(asked, section=_only_section(table, clause.section))
        if len(table.clauses_of(mask(table, inside, Resolved()))) == 1:
            return inside
    place = table.clauses.index(clause) + 1
    return InClause(place, place, "place")


def _with(query: Select, leaf: Predicate, instead: Predicate) -> Select:
    return replace(query, where=_replaced(query.where, leaf, instead))


def _replaced(where: Predicate, leaf: Predicate, instead: Predicate) -> Predicate:
    match where:
        case And(parts) | Or(parts):
            return type(where)(tuple(_replaced(part, leaf, instead) for part in parts))
        case Not(part):
            return Not(_replaced(part, leaf, instead))
        case Having(part):
            return Having(_replaced(part, leaf, instead))
    return instead if where == leaf else where

"""What a query names that no document in question has, and what it names that may be several things."""

from collections.abc import Collection, Sequence

from retriever.execution.groups import Masked
from retriever.execution.headings import find_paths
from retriever.execution.masks import Resolved, mask
from retriever.execution.outcome import Ambiguous, Missing
from retriever.execution.snapshot import Snapshot, home, named
from retriever.execution.table import Table
from retriever.query.predicates import (
    Has,
    InClause,
    InDocument,
    InSection,
    Leader,
    Place,
    Predicate,
    Year,
)
from retriever.query.saying import place_said


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


def ambiguous(held: Sequence[Predicate], placed: Masked) -> Ambiguous | None:
    """The first reference by number that means several clauses or sections of one document."""
    for leaf in held:
        for table, rows in placed:
            if isinstance(leaf, InClause) and leaf.by == "number" and leaf.first == leaf.last:
                clauses = table.clauses_of(rows & mask(table, leaf, Resolved()))
                choices = [clause.section[-1] if clause.section else f"第{clause.order}个" for clause in clauses]
            elif isinstance(leaf, InSection) and leaf.numbers:
                sections = {clause.section for clause in table.clauses_of(rows)}
                paths = find_paths(table.paths, leaf)
                choices = [" › ".join(p) for p in paths if any(s[: len(p)] == p for s in sections)]
            else:
                continue
            if len(choices) > 1:
                return Ambiguous(place_said(leaf), table.document, tuple(choices))
    return None

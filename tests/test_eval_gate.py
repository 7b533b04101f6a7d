"""The gate holds what was measured, and a deliberate defect turns it red."""

import dataclasses
from collections.abc import Sequence

import pytest

import index.grammar.responsibility
import index.outline.duties
import index.units.unit_list
import retriever.matter.matter_search
from eval.bench.systems import InProcess, run
from eval.cli import default_files
from eval.measures.estimate import mean
from eval.measures.gate import GATE, Breach, breaches, parsing_breaches
from eval.measures.parsing import ANNOTATED, ParsedRow, score_folders
from eval.measures.parsing_score import Counts, ParsingScore
from eval.measures.table import by_kind
from eval.questions.corpus import WRITTEN, document_files, open_corpus
from eval.questions.question_set import read_questions
from index.ingest import ingest_file
from index.library.opening import open_library
from index.model.document import Duty
from index.model.errors import UnreadableFileError
from index.model.store import Store
from retriever.matter.thesaurus import Thesaurus

MEASURED = {"lead": {"correct": mean([1.0, 1.0, 1.0, 0.0]), "false decline": mean([0.0, 0.25])}}


class TestBounds:
    @pytest.fixture
    def gate(self, tmp_path):
        def write(text):
            path = tmp_path / "gate.toml"
            path.write_text(text, encoding="utf-8")
            return path

        return write

    @pytest.mark.parametrize(
        ("text", "held"),
        [
            ("[floor.lead]\ncorrect = 0.75", True),
            ("[floor.lead]\ncorrect = 0.76", False),
            ("[ceiling.lead]\n'false decline' = 0.125", True),
            ("[ceiling.lead]\n'false decline' = 0.12", False),
            ("[floor.lead]\nunheard = 0.0", False),
            ("[floor.list]\ncorrect = 0.0", False),
            ("", True),
        ],
    )
    def test_floors_and_ceilings(self, gate, text, held):
        assert (breaches(MEASURED, gate(text)) == []) is held

    def test_a_breach_says_what_and_how_far(self, gate):
        (breach,) = breaches(MEASURED, gate("[floor.lead]\ncorrect = 0.8"))
        assert breach == Breach("lead", "correct", 0.75, 0.8)
        assert str(breach) == "lead · correct：0.750，界限 0.800"

    def test_parsing_floors_hold_for_each_document(self, gate):
        rows = [ParsedRow(n, "txt", ParsingScore(duties=Counts(r, 4, 4))) for n, r in (("a", 4), ("b", 3))]
        assert parsing_breaches(rows, gate("[parsing]\nduties = 0.9")) == [Breach("b", "duties", 0.75, 0.9)]

    @pytest.mark.parametrize("text", ["[flor.lead]\ncorrect = 1.0", "floor = ["])
    def test_a_gate_file_that_is_wrong_is_refused(self, gate, text):
        with pytest.raises(UnreadableFileError, match="门槛文件"):
            breaches(MEASURED, gate(text))

    def test_a_missing_gate_file_is_refused(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="读不了门槛文件"):
            breaches({}, tmp_path / "none.toml")


def broken_kinds(store: Store, *kinds: str) -> set[str]:
    """Those of the kinds whose bounds in eval/gate.toml the assistant breaks over all dev questions of them."""
    questions = [q for path in default_files("dev") for q in read_questions(path) if q.kind in kinds]
    found = breaches(by_kind(run(InProcess(store), questions)), GATE)
    return {breach.of for breach in found} & set(kinds)


def broken_documents() -> set[str]:
    """The annotated documents whose parse breaks a floor."""
    return {breach.of for breach in parsing_breaches(score_folders([WRITTEN, ANNOTATED]))}


@pytest.fixture(scope="module")
def library():
    with open_corpus() as store:
        yield store


@pytest.fixture
def parsed_again(tmp_path):
    """A library of the same documents, parsed now, without an encoder: enough for exact questions."""
    store = open_library(tmp_path / "library", create=True)
    for path in document_files():
        ingest_file(store, path)
    yield store
    store.close()


def share_no_places(names: Sequence[str]) -> list[str]:
    return list(names)


class TestMatters:
    def test_holds_as_it_is(self, library):
        assert broken_kinds(library, "lead") == set()

    def test_red_without_the_thesaurus(self, library, monkeypatch):
        monkeypatch.setattr(retriever.matter.matter_search, "load_thesaurus", Thesaurus)
        assert broken_kinds(library, "lead") == {"lead"}


class TestExactQuestions:
    KINDS = ("unit_duties", "unit_pair", "count")

    @pytest.fixture
    def roles_swapped(self, monkeypatch):
        def swapped(*values, **named):
            duty = Duty(*values, **named)
            return dataclasses.replace(duty, lead=duty.responsible, responsible=duty.lead)

        monkeypatch.setattr(index.outline.duties, "Duty", swapped)

    def test_holds_as_it_is(self, library):
        assert broken_kinds(library, *self.KINDS) == set()

    @pytest.mark.usefixtures("roles_swapped")
    def test_red_when_lead_and_responsible_are_swapped(self, parsed_again):
        assert broken_kinds(parsed_again, *self.KINDS) == set(self.KINDS)
        assert broken_documents() != set()


class TestParsing:
    @pytest.fixture(autouse=True)
    def nothing_remembered(self):
        """Texts read before must be read again, with the fault."""
        index.grammar.responsibility.read_responsibility.cache_clear()
        yield
        index.grammar.responsibility.read_responsibility.cache_clear()

    def test_holds_as_it_is(self):
        assert broken_documents() == set()

    def test_red_when_places_do_not_share_their_ending(self, monkeypatch):
        """长沙、株洲市人民政府 must be two units."""
        monkeypatch.setattr(index.units.unit_list, "_share_places", share_no_places)
        assert "hunan-2023-work-division.txt" in broken_documents()

    def test_red_when_departments_do_not_share_their_level(self, monkeypatch):
        """省发展改革委、财政厅 must be 省发展改革委 and 省财政厅."""
        monkeypatch.setattr(index.grammar.responsibility, "complete_levels", share_no_places)
        assert {name.partition(".")[0] for name in broken_documents()} == {"province-2024"}

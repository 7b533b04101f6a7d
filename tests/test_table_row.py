import pytest

from index.table.row import Conventions, Field, TableRow, clauses_from_rows, clean_number

TEXT = "编制规划。\t市规划局\t6月\n更新台账。\t市水利局\t无"


def row(number: str | None, task: str, *fields: Field, undivided: bool = False) -> TableRow:
    start = TEXT.index(task)
    end = max(start + len(task), *(field.end for field in fields))
    return TableRow(
        number, ("一、产业",), start, end, Field("task", task, start, start + len(task)), fields, "原文", undivided
    )


def cell(role: str, text: str) -> Field:
    start = max(TEXT.find(text), 0)
    return Field(role, text, start, start + len(text))


def test_rows_of_one_number_are_one_clause():
    rows = [row("3", "编制规划。", cell("owner", "市规划局")), row(None, "更新台账。", cell("owner", "市水利局"))]
    (clause,) = clauses_from_rows(rows, TEXT, Conventions(), 7, ("附表",))
    assert (clause.number, clause.order, clause.section) == ("3", 7, ("附表", "一、产业"))
    assert [(d.ordinal, d.task, d.responsible) for d in clause.duties] == [
        (1, "编制规划。", ("市规划局",)),
        (2, "更新台账。", ("市水利局",)),
    ]
    assert clause.text == TEXT[: TEXT.index("\t无")]


@pytest.mark.parametrize(
    ("fields", "conventions", "lead", "responsible", "mode"),
    [
        ([("lead", "市规划局"), ("owner", "市水利局")], Conventions(), ("市规划局",), ("市水利局",), "lead"),
        ([("owner", "市规划局"), ("support", "/")], Conventions(owner_leads=True), ("市规划局",), (), "lead"),
        ([("owner", "市规划局、市水利局")], Conventions(), (), ("市规划局", "市水利局"), "joint"),
        ([("owner", "市规划局、市水利局")], Conventions(first_leads_from=0), ("市规划局",), ("市水利局",), "lead"),
        ([("lead", "各有关部门"), ("support", "各镇")], Conventions(), ("各有关部门",), ("各镇",), "lead"),
        ([("owner", "各有关部门"), ("support", "各镇")], Conventions(True), (), ("各有关部门", "各镇"), "all"),
        (
            [("owner", "市规划局牵头，市水利局配合"), ("support", "市财政局")],
            Conventions(owner_leads=True),
            ("市规划局",),
            ("市水利局", "市财政局"),
            "lead",
        ),
    ],
)  # fmt: skip
def test_unit_columns_make_leads_and_shares(fields, conventions, lead, responsible, mode):
    rows = [row("1", "编制规划。", *(cell(role, text) for role, text in fields))]
    (duty,) = clauses_from_rows(rows, TEXT, conventions, 1)[0].duties
    assert (duty.lead, duty.responsible, duty.mode) == (lead, responsible, mode)


def test_units_that_cannot_be_told_apart_are_joint():
    fields = (cell("lead", "市规划局\n市水利局"), cell("support", "市财政局"))
    (duty,) = clauses_from_rows([row("1", "编制规划。", *fields, undivided=True)], TEXT, Conventions(), 1)[
        0
    ].duties
    assert (duty.lead, duty.responsible, duty.mode) == ((), ("市规划局", "市水利局", "市财政局"), "joint")


def test_a_row_that_names_no_unit_has_no_duty():
    assert clauses_from_rows([row("1", "编制规划。", cell("owner", "无"))], TEXT, Conventions(), 1)[0].duties == ()


@pytest.mark.parametrize(
    ("printed", "number"), [("3.", "3"), (" 12 ", "12"), ("（一）", "（一）"), ("第4项", "4"), ("", "")]
)
def test_numbers_lose_their_closing_punctuation(printed: str, number: str):
    assert clean_number(printed) == number

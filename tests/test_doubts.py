from index.model.document import Clause, Duty
from index.model.source import Line, SourceText
from index.parse import parse, plain_text_source
from index.report.doubts import uncertain_lines, unknown_units


def clause(*names: str, generic: tuple[str, ...] = ()) -> Clause:
    duty = Duty(1, "修路。", (0, 3), "", names[:1], names[1:], "lead", generic=generic)
    return Clause("3", 1, (), "修路。", 0, (duty,))


def test_a_known_department_or_government_is_no_doubt_at_any_level_and_in_either_script():
    known = ("省发展改革委", "市工信局", "县教育局", "长沙市人民政府", "财政部", "國家衛生健康委")
    assert list(unknown_units([clause(*known)])) == []


def test_an_unknown_name_is_reported_once_with_its_first_clause():
    (doubt,) = unknown_units([clause("省交通运输厅", "青石大桥建设指挥部"), clause("青石大桥建设指挥部")])
    assert (doubt.severity, doubt.code, doubt.clause) == ("info", "unknown-unit", "3")
    assert "“青石大桥建设指挥部”" in doubt.message


def test_a_collective_is_no_unknown_unit():
    assert list(unknown_units([clause("有关部门和企业", generic=("有关部门和企业",))])) == []


def test_a_line_recognised_with_little_confidence_is_shown_with_page_and_words():
    source = SourceText("清楚的一行\n模糊的一行", (Line(0, 5, 1, 0.97), Line(6, 11, 2, 0.52)), hard_wrapped=True)
    (doubt,) = uncertain_lines(source)
    assert (doubt.severity, doubt.code, doubt.line) == ("warning", "ocr-uncertain", 2)
    assert doubt.message == "第2页这一行识别把握只有52%，请对照原件：模糊的一行"


def test_a_parse_carries_both():
    text = "1．修路。（省交通运输厅牵头，青石大桥建设指挥部配合）"
    document = parse(plain_text_source(text), "a.txt", text.encode())
    assert [d.code for d in document.diagnostics] == ["unknown-unit"]
    unsure = SourceText(text, (Line(0, len(text), 1, 0.4),))
    assert [d.code for d in parse(unsure, "a.png", b"x").diagnostics] == ["unknown-unit", "ocr-uncertain"]

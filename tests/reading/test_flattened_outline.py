"""Numbers that open items where a text has lost its lines, and signs that stand in for a number's full stop."""

import pytest

from tests.genre import Expected, agree, read

PLAN = (
    "关于落实批示的分工方案一、加强工程建设1.新建水库。(责任单位:省水利厅牵头，省财政厅等部门分工负责)"
    "二、健全机制1.总结经验。(责任单位:省应急厅牵头，省水利厅等部门分工负责)2.完善制度。(责任单位:省应急厅)"
    "三、加强保障1.建设队伍。(责任单位:省应急厅牵头，省水利厅等部门分工负责)"
)
PLAN_DUTIES = [
    Expected("1", "新建水库。", "省水利厅", "省财政厅"),
    Expected("1", "总结经验。", "省应急厅", "省水利厅"),
    Expected("2", "完善制度。", "", "省应急厅", "joint"),
    Expected("1", "建设队伍。", "省应急厅", "省水利厅"),
]
LETTER = "各市人民政府：现将分工方案印发你们，请认真落实。附件"


@pytest.mark.parametrize("text", [PLAN, LETTER + PLAN], ids=["plan", "letter before the plan"])
def test_numbers_restart_under_every_heading(text):
    document = read(text)
    agree(document, PLAN_DUTIES)
    assert [clause.section for clause in document.clauses] == [
        ("一、加强工程建设",),
        ("二、健全机制",),
        ("二、健全机制",),
        ("三、加强保障",),
    ]


def test_numbers_run_on_across_headings_glued_to_them():
    document = read(
        "方案(一)指导思想。坚持绿色发展。(二)目标。到2023年明显改善。二、调整产业结构(三)淘汰产能。推进关停。(省发展改革委牵头)"
        "(四)严控产能。严格执行。(省工信厅牵头)三、调整能源结构(五)控煤。持续压减。(省能源局牵头)"
    )
    assert [clause.number for clause in document.clauses] == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    agree(
        document,
        [
            Expected("（三）", "淘汰产能。推进关停。", "省发展改革委"),
            Expected("（四）", "严控产能。严格执行。", "省工信厅"),
            Expected("（五）", "控煤。持续压减。", "省能源局"),
        ],
    )
    assert [clause.section for clause in document.clauses[2:]] == [
        ("二、调整产业结构",),
        ("二、调整产业结构",),
        ("三、调整能源结构",),
    ]


def test_a_number_left_out_is_a_gap_and_hides_nothing():
    document = read(
        "1.强化就业。支持就业。(省人社厅牵头负责)2.强化生态。支持绿化。(省自然资源厅牵头负责)"
        "4.加强基建。支持修路。(省交通厅牵头负责)5.提升服务。支持教育。(省教育厅牵头负责)"
    )
    agree(
        document,
        [
            Expected("1", "强化就业。支持就业。", "省人社厅"),
            Expected("2", "强化生态。支持绿化。", "省自然资源厅"),
            Expected("4", "加强基建。支持修路。", "省交通厅"),
            Expected("5", "提升服务。支持教育。", "省教育厅"),
        ],
    )
    gaps = [(note.clause, note.message) for note in document.diagnostics if note.code == "numbering-gap"]
    assert gaps == [("4", "编号不连续：“4”之前的同级编号是第2项。")]


def test_an_ideographic_full_stop_after_a_number():
    document = read(
        "10.就业。支持就业。(省人社厅牵头负责)11。强化生态。支持绿化。(省自然资源厅牵头负责)12.基建。支持修路。(省交通厅牵头负责)"
    )
    assert [clause.number for clause in document.clauses] == ["10", "11", "12"]


def test_a_number_in_a_sentence_opens_nothing():
    document = read(
        "一、要求1.提速。推动营销2.0建设，增长5.5%，加快一、二、三产业融通。（市农业农村局牵头）2.提质。投入1.5亿元。（市财政局牵头）"
    )
    agree(
        document,
        [Expected("1", "提速。推动营销2.0建设", "市农业农村局"), Expected("2", "提质。投入1.5亿元。", "市财政局")],
    )


def test_small_full_stops_of_numbers():
    document = read(
        "一、总体\n（一）网络行动。\n1﹒建外网。支持建设。（责任单位：省通信局）\n"
        "2﹒建内网。支持改造。（责任单位：省经信厅，各市人民政府）\n（二）基础行动。\n3﹒建标识。推动建设。（责任单位：省经信厅）"
    )
    agree(
        document,
        [
            Expected("1", "建外网。支持建设。", "", "省通信局", "joint"),
            Expected("2", "建内网。支持改造。", "", "省经信厅 各市人民政府", "joint"),
            Expected("3", "建标识。推动建设。", "", "省经信厅", "joint"),
        ],
    )


def test_bullets_before_numbers():
    for bullet in "●\uf0b7\uf06c":
        document = read(f"{bullet}1.开展排查。（县应急局牵头）\n{bullet}2.整改。（县住建局牵头）")
        agree(document, [Expected("1", "开展排查。", "县应急局"), Expected("2", "整改。", "县住建局")])


def test_bullets_of_symbol_fonts_are_no_part_of_a_task():
    for bullet in ("\uf0b7", "\uf06c", "● "):
        document = read(f"任务\n{bullet}开展排查。（县应急局牵头）\n{bullet}做好整改工作。（县住建局牵头）")
        agree(document, [Expected("1", "开展排查。", "县应急局"), Expected("2", "做好整改工作。", "县住建局")])


def test_radicals_and_variation_selectors_are_plain_characters():
    document = read("1.建设平台，服务⼈⺠。（县⼈⺠政府办公室牵头，县财政\U000e0101局配合）")
    agree(document, [Expected("1", "建设平台，服务人民。", "县人民政府办公室", "县财政局")])
    assert document.clauses[0].text == "建设平台，服务人民。（县人民政府办公室牵头，县财政局配合）"

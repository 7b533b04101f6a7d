"""Stretches of a clause and their responsibilities."""

from index.parse import parse, plain_text_source


def duties(text):
    parsed = parse(plain_text_source(text), "样本.txt", text.encode())
    return [
        (duty.task, list(duty.lead), list(duty.responsible), duty.mode)
        for clause in parsed.clauses
        for duty in clause.duties
    ]


def codes(text):
    return [d.code for d in parse(plain_text_source(text), "样本.txt", text.encode()).diagnostics]


def test_each_responsibility_covers_the_text_since_the_previous_one():
    text = (
        "1．建设算力设施。（省委网信办、省数据局等按职责分工负责）升级超算中心。（省发展改革委牵头，省教育厅配合）"
    )
    assert duties(text) == [
        ("建设算力设施。", [], ["省委网信办", "省数据局"], "joint"),
        ("升级超算中心。", ["省发展改革委"], ["省教育厅"], "lead"),
    ]


def test_brackets_that_are_no_responsibilities_stay_in_the_task():
    text = "1．建设海峡两岸（湖南）产业合作区，推广PPP（政府和社会资本合作）模式。（省台办牵头）"
    assert duties(text) == [
        ("建设海峡两岸（湖南）产业合作区，推广PPP（政府和社会资本合作）模式。", ["省台办"], [], "lead")
    ]


def test_a_running_mention_of_leading_is_no_responsibility():
    text = "（一）保障资金。县财政局适时牵头组织有关部门开展检查。（责任单位：县财政局、县审计局）"
    assert duties(text) == [
        ("保障资金。县财政局适时牵头组织有关部门开展检查。", [], ["县财政局", "县审计局"], "joint")
    ]


def test_sub_items_are_duties_without_their_numbers():
    text = "1．办好民生实事。①增加学位。（省教育厅牵头）② 改造小区。（省住房城乡建设厅牵头）"
    assert [duty[0] for duty in duties(text)] == ["增加学位。", "改造小区。"]
    text = "1．办好民生实事。（1）增加学位；（责任单位：省教育厅）（2）改造小区。（责任单位：省住建厅）"
    assert [duty[0] for duty in duties(text)] == ["增加学位；", "改造小区。"]


def test_label_lines_cover_their_clause():
    text = "1.建设园区。\n  牵头单位：市工信局\n  责任单位：市财政局、自然资源局，各县（市、区）政府\n  完成时限：2023年12月\n2.招商。\n牵头单位：市商务局  配合单位：市工信局"
    parsed = parse(plain_text_source(text), "样本.txt", b"")
    first, second = (clause.duties[0] for clause in parsed.clauses)
    assert (first.task, first.lead, first.deadline) == ("建设园区。", ("市工信局",), "2023年12月")
    assert first.responsible == ("市财政局", "市自然资源局", "各县（市、区）政府")
    assert (second.lead, second.responsible) == (("市商务局",), ("市工信局",))


def test_first_leads_from_where_it_is_stated():
    text = "1.甲事。（A部、B部负责）\n2.乙事。（B部、A部负责。列第一位者为牵头单位，下同）\n3.丙事。（C部、A部负责）\n4.丁事。（C部负责）"
    assert [(lead, mode) for _, lead, _, mode in duties(text)] == [
        ([], "joint"),
        (["B部"], "lead"),
        (["C部"], "lead"),
        ([], "joint"),
    ]


def test_a_note_about_the_order_holds_for_the_whole_document():
    text = "1.甲事。（责任单位：市A局、市B局）\n注：列第一位的为牵头单位。"
    assert duties(text)[0][1] == ["市A局"]


def test_standing_rules_are_recorded():
    text = "1.甲事。（A部负责。以下任务均需各市政府落实，不再一一列出）\n2.乙事。（B部负责）"
    parsed = parse(plain_text_source(text), "样本.txt", b"")
    assert parsed.rules == ("以下任务均需各市政府落实，不再一一列出",)


def test_sentences_with_by():
    text = "（一）关于“建立机制”的问题，由财政部、发展改革委研究提出意见。\n（二）关于“整治”的问题,由财政部牵头,会同水利部、税务总局等部门落实。"
    assert duties(text) == [
        ("关于“建立机制”的问题", [], ["财政部", "发展改革委"], "joint"),
        ("关于“整治”的问题", ["财政部"], ["水利部", "税务总局"], "lead"),
    ]


def test_leaders_are_inherited_from_headings():
    text = "一、王建国省长主抓重点工作\n1. 稳企业。\n牵头单位:省发展改革委\n二、经济工作（分管领导：张伟）\n2. 稳外贸。\n牵头单位:省商务厅"
    parsed = parse(plain_text_source(text), "样本.txt", b"")
    assert [clause.duties[0].leaders for clause in parsed.clauses] == [("王建国",), ("张伟",)]


def test_names_without_a_level_word_take_the_one_that_the_document_uses():
    text = "1.甲事。（省财政厅牵头）\n2.乙事。（财政厅负责）"
    assert duties(text)[1][2] == ["省财政厅"]


def test_unclosed_and_unclear_responsibilities_are_reported():
    assert duties("1.修库。（县水利局牵头，县财政局配合\n2.修路。（县交通局负责）")[0][1:] == (
        ["县水利局"],
        ["县财政局"],
        "lead",
    )
    assert codes("1.修库。（县水利局牵头，县财政局配合\n2.修路。（县交通局负责）") == ["unclosed-bracket"]
    assert codes("1.修路。（牵头的事另行研究）\n2.修库。（县水利局负责）") == [
        "no-responsibility",
        "responsibility-unclear",
    ]


def test_a_heading_sentence_over_several_paragraphs_is_no_task():
    text = "（一）强化顶层设计。建立指标体系。（A部牵头）\n优化体制机制。（B部指导）\n（二）推动减量。开展试点。（C部负责）"
    assert [duty[0] for duty in duties(text)] == ["建立指标体系。", "优化体制机制。", "推动减量。开展试点。"]


def test_topics_that_open_every_clause_are_no_tasks():
    text = "\n".join(
        f"{i}.{topic}。推进应用。（省经信厅牵头）" for i, topic in enumerate(["人工智能", "氢能", "脑机接口"], 1)
    )
    assert [duty[0] for duty in duties(text)] == ["推进应用。"] * 3


def test_places_stand_for_their_governments():
    assert duties("1.开展试点。（长沙市、株洲市负责）") == [("开展试点。", [], ["长沙市", "株洲市"], "joint")]


def test_a_person_behind_a_unit_is_no_part_of_its_name():
    text = "1.招商。\n牵头单位：市A局（主要负责人：张三）\n责任单位：市B局，各县区政府"
    assert duties(text) == [("招商。", ["市A局"], ["市B局", "各县区政府"], "lead")]


def test_a_statement_about_the_whole_document_is_no_duty():
    text = "1.修路。（县交通局负责）\n2.修库。\n（以上措施由县发改局会同有关部门组织实施）"
    assert [duty[0] for duty in duties(text)] == ["修路。"]
    assert codes(text) == ["no-responsibility", "responsibility-unclear"]

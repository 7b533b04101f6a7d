"""Clauses and headings of documents in every shape of numbering."""

from index.parse import parse, plain_text_source


def document(text):
    return parse(plain_text_source(text), "样本.txt", text.encode())


def outline(text):
    return [(clause.number, clause.section) for clause in document(text).clauses]


def test_numbers_run_on_under_headings():
    text = """一、稳增长
（一）扩投资
1．建设机场。（省发展改革委牵头）
2．建设水库。（省水利厅牵头）
（二）促消费
3．发展电商。（省商务厅牵头）"""
    assert outline(text) == [
        ("1", ("一、稳增长", "（一）扩投资")),
        ("2", ("一、稳增长", "（一）扩投资")),
        ("3", ("一、稳增长", "（二）促消费")),
    ]


def test_the_same_document_in_one_line():
    text = (
        "分工意见一、稳增长（一）扩投资1．建设机场。（省发展改革委牵头）2．建设水库，增长2.5%。（省水利厅牵头）"
        "（二）促消费3．发展电商。（省商务厅牵头）某省人民政府2022年1月2日"
    )
    parsed = document(text)
    assert [(c.number, c.section) for c in parsed.clauses] == [
        ("1", ("一、稳增长", "（一）扩投资")),
        ("2", ("一、稳增长", "（一）扩投资")),
        ("3", ("一、稳增长", "（二）促消费")),
    ]
    assert parsed.clauses[-1].text == "发展电商。（省商务厅牵头）"
    assert parsed.date == "2022-01-02"


def test_chinese_numerals_can_be_the_clause_level():
    text = "一、对外贸好的市（地、州、盟），给予支持。（商务部负责）\n二、对投资好的，给予奖励。（国家发展改革委、财政部负责）"
    assert outline(text) == [("一", ()), ("二", ())]


def test_numbers_that_restart_keep_their_heading():
    text = "（一）甲类\n1.建库。（责任单位：省经信厅）\n2.建网。（责任单位：省数据局）\n（二）乙类\n1.育才。（责任单位：省教育厅）"
    assert outline(text) == [("1", ("（一）甲类",)), ("2", ("（一）甲类",)), ("1", ("（二）乙类",))]
    assert document(text).diagnostics == ()


def test_chapters_and_articles():
    text = "第一章 工业\n第一条 建园区。【牵头单位：市工信局】\n第二章 民生\n第二条 建学校。【牵头单位：市教育局】"
    assert outline(text) == [("第一条", ("第一章 工业",)), ("第二条", ("第二章 民生",))]


def test_the_content_of_an_attachment_follows_its_notice():
    text = """某市人民政府办公室关于印发重点任务分工方案的通知
某政办发〔2024〕5号
各区人民政府：
现印发给你们。
某市人民政府办公室
2024年3月5日
附件
重点任务分工方案
一、工业
1.建园区。（市工信局牵头）"""
    assert outline(text) == [("1", ("一、工业",))]


def test_a_title_line_belongs_to_the_heading_path():
    text = "1. 推进数字化\n建设平台，打通数据。\n责任单位：省数据局\n2. 推进智能化\n建设算力中心。\n责任单位：省发展改革委"
    parsed = document(text)
    assert [(c.number, c.section, c.duties[0].task) for c in parsed.clauses] == [
        ("1", ("1. 推进数字化",), "建设平台，打通数据。"),
        ("2", ("2. 推进智能化",), "建设算力中心。"),
    ]


def test_chapters_numbered_like_clauses_and_headings_without_numbers():
    text = """1. 培育数字引擎

打造创新高地

1. 攻关技术
攻克芯片难题。
责任单位：省科技厅

释放数据价值

2. 开放数据
建设数据平台。
责任单位：省数据局

2. 壮大数字经济

3. 发展软件
培育软件企业。
责任单位：省工信厅"""
    assert outline(text) == [
        ("1", ("1. 培育数字引擎", "打造创新高地", "1. 攻关技术")),
        ("2", ("1. 培育数字引擎", "释放数据价值", "2. 开放数据")),
        ("3", ("2. 壮大数字经济", "3. 发展软件")),
    ]


def test_items_that_one_responsibility_closes_stay_one_clause():
    text = "（一）攻关。1.实施专项；2.建设平台；3.培养人才。（省科技厅、省教育厅负责）\n（二）减负。降低成本。（省工信厅负责）"
    parsed = document(text)
    assert [clause.number for clause in parsed.clauses] == ["（一）", "（二）"]
    assert parsed.clauses[0].duties[0].task == "攻关。1.实施专项；2.建设平台；3.培养人才。"


def test_a_heading_gives_its_responsibility_to_the_items_below():
    text = "（一）优化环境（省发展改革委牵头）\n1.减证便民，推行承诺制。\n2.降低成本，减税降费。"
    parsed = document(text)
    assert [(c.number, c.duties[0].lead, c.duties[0].task) for c in parsed.clauses] == [
        ("1", ("省发展改革委",), "减证便民，推行承诺制。"),
        ("2", ("省发展改革委",), "降低成本，减税降费。"),
    ]


def test_standing_functions_without_responsibilities_stay_in_their_clause():
    text = "一、任务\n（一）修路。（责任单位：县交通局）\n二、职责\n（一）成员单位职责。\n1.县交通局：负责修路。\n2.县财政局：负责资金。"
    parsed = document(text)
    assert [clause.number for clause in parsed.clauses] == ["（一）", "（一）"]
    assert parsed.clauses[1].text.endswith("2.县财政局：负责资金。")
    assert [(d.code, d.clause, d.line) for d in parsed.diagnostics] == [("no-responsibility", "（一）", 4)]


def test_signature_and_closing_paragraphs_are_no_part_of_the_last_clause():
    text = "一、奖励先进。（国务院办公厅负责）\n各地要抓好落实。\n国务院办公厅\n2018年12月6日\n（此件公开发布）"
    parsed = document(text)
    assert parsed.clauses[0].text == "奖励先进。（国务院办公厅负责）"
    assert [(d.code, d.line) for d in parsed.diagnostics] == [("text-outside-clause", 2)]


def test_gaps_and_duplicates_are_reported():
    text = "1.甲。（市财政局负责）\n3.乙。（市教育局负责）\n3.丙。（市水利局负责）"
    assert [(d.code, d.clause, d.line) for d in document(text).diagnostics] == [
        ("numbering-gap", "3", 2),
        ("numbering-duplicate", "3", 3),
    ]


def test_a_text_without_clauses_says_so():
    parsed = document("今天天气很好。")
    assert parsed.clauses == ()
    assert [d.code for d in parsed.diagnostics] == ["no-clauses"]

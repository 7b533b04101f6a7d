"""Responsibilities in sentences, units that begin items, groups with their own duties."""

from tests.genre import Expected, agree, duties, read


def test_a_sentence_that_names_the_lead_and_goes_on_with_the_work():
    document = read(
        "1.稽查。全面贯通，提前消缺。甲中心牵头，乙、丙公司配合，3月底前完成设计，各公司要加快贯通。\n"
        "2.识别。实现校核。县住建局牵头，县财政局配合，在6月底前完成改造。\n"
        "3.合规。做好准备。县司法局牵头，组织开展排查。\n"
        "4.复核。由属地供电公司牵头，会同各运营商进行现场复核。"
    )
    assert duties(document) == [
        Expected(
            "1",
            "稽查。全面贯通，提前消缺。甲中心牵头，乙、丙公司配合，3月底前完成设计，各公司要加快贯通。",
            "甲中心",
            "乙公司 丙公司",
            deadline="3月底前",
        ),
        Expected(
            "2",
            "识别。实现校核。县住建局牵头，县财政局配合，在6月底前完成改造。",
            "县住建局",
            "县财政局",
            deadline="6月底前",
        ),
        Expected("3", "合规。做好准备。县司法局牵头，组织开展排查。", "县司法局"),
        Expected("4", "复核。由属地供电公司牵头，会同各运营商进行现场复核。", "属地供电公司", "各运营商"),
    ]


def test_the_unit_that_a_clause_begins_with_is_responsible_for_it():
    document = read(
        "一、工作职责\n（一）县工信局：牵头制定方案；会同县文明办召开推进会。\n（二）县城管局：负责广告牌的协调处置工作。"
    )
    assert duties(document) == [
        Expected("（一）", "制定方案；会同县文明办召开推进会。", "县工信局", "县文明办"),
        Expected("（二）", "负责广告牌的协调处置工作。", "", "县城管局", "joint"),
    ]


def test_a_word_with_a_colon_is_no_unit():
    document = read("一、要求\n（一）加强领导：各乡镇要高度重视。\n（二）严格督查：定期通报进度。")
    assert [clause.duties for clause in document.clauses] == [(), ()]


def test_a_groups_task_is_its_own_and_not_its_neighbours():
    document = read(
        "（一）污染处置组。由县环境局牵头，县公安局等参加。主要职责：组织处置。\n"
        "（二）监测组。由县环境局牵头，县水利局等参加。主要职责：布点监测。"
    )
    assert duties(document) == [
        Expected(
            "（一）", "污染处置组。由县环境局牵头，县公安局等参加。主要职责：组织处置。", "县环境局", "县公安局"
        ),
        Expected("（二）", "监测组。由县环境局牵头，县水利局等参加。主要职责：布点监测。", "县环境局", "县水利局"),
    ]


def test_groups_in_a_text_without_lines_whose_names_are_glued_to_the_units():
    document = read(
        "县应急预案2.组织体系县指挥部统一指挥，根据需要下设工作组。(1)综合协调组县应急局牵头，县公安局、县应急保障中心等参与。负责信息汇总。"
        "(2)医疗救护组县卫健局牵头，县民政局参与。负责伤员救治。(3)其他组根据需要设立。"
    )
    agree(
        document,
        [
            Expected("（1）", "综合协调组县应急局牵头", "县应急局", "县公安局 县应急保障中心"),
            Expected("（2）", "医疗救护组县卫健局牵头", "县卫健局", "县民政局"),
        ],
    )


def test_sentences_of_rules_and_of_vague_parties_state_no_duty():
    document = read(
        "一、机制\n1.启动。由提出部门牵头实施，有关部门参加，方案提前提交办公室。\n2.调查。由主管部门牵头，可会同有关部门，组织开展调查。\n"
        "3.解释。本预案由县应急局负责解释。\n4.县财政局适时牵头组织有关部门检查。"
    )
    assert [clause.duties for clause in document.clauses] == [(), (), (), ()]


def test_units_that_begin_items_with_a_blank_for_the_colon():
    document = read(
        "一、任务分工\n（一）县文旅局：会同县融媒体中心开通直播专线，5月1日前上线。\n（二）县邮政管理局 负责驿站选址。\n（三）县商务局：推广网购。"
    )
    assert duties(document) == [
        Expected(
            "（一）",
            "会同县融媒体中心开通直播专线，5月1日前上线。",
            "",
            "县文旅局",
            "joint",
            "5月1日前",
        ),
        Expected("（二）", "负责驿站选址。", "", "县邮政管理局", "joint"),
        Expected("（三）", "推广网购。", "", "县商务局", "joint"),
    ]


def test_who_is_responsible_by_a_sentence_that_goes_on_with_how():
    document = read(
        "一、会务\n1.贵宾接机。由州外办负责，安排专人迎送。\n2.场馆用电。由青河供电局负责，会期落实双电源。\n3.会场布置。由州商务局牵头，州文化局配合，于6月底前完成。"
    )
    assert duties(document) == [
        Expected("1", "贵宾接机。由州外办负责，安排专人迎送。", "", "州外办", "joint"),
        Expected("2", "场馆用电。由青河供电局负责，会期落实双电源。", "", "青河供电局", "joint"),
        Expected(
            "3",
            "会场布置。由州商务局牵头，州文化局配合，于6月底前完成。",
            "州商务局",
            "州文化局",
            deadline="6月底前",
        ),
    ]


def test_groups_that_units_lead_and_form_below_one_sentence():
    document = read(
        "一、组织指挥\n指挥部下设3个工作组：\n（1）警戒组。由区公安分局牵头，区交警大队参加。主要职责：封控现场。\n"
        "（2）物资组。由区财政局、区商务局组成。主要职责：调运物资。\n（3）救治组。由区卫生健康局牵头，区医院参加。主要职责：救治伤员。"
    )
    assert [(one.lead, one.responsible) for one in duties(document)] == [
        ("区公安分局", "区交警大队"),
        ("", "区财政局 区商务局"),
        ("区卫生健康局", "区医院"),
    ]


def test_a_report_of_what_was_done_is_no_duty():
    document = read(
        "一、主要做法\n（一）排查全面。县消防救援大队牵头，县住建局配合，于9月底前排查了高层建筑85栋，整改隐患160处。\n（二）宣传到位。张贴海报三千份。"
    )
    assert duties(document) == []


def test_a_task_that_runs_into_who_leads_it():
    document = read(
        "一、设备\n1.更换水泵。责任单位：检修公司。\n2.锅炉防磨检查由青山发电公司牵头，检修分公司、物资公司配合，12月底前完成。"
    )
    assert [(one.number, one.lead, one.responsible, one.deadline) for one in duties(document)] == [
        ("1", "", "检修公司", None),
        ("2", "青山发电公司", "检修分公司 物资公司", "12月底前"),
    ]


def test_companies_of_one_trade_share_its_name():
    document = read(
        "1.编制预案。（责任单位：南区、北区供热公司）\n2.迁改杆线。（责任单位：县电信、移动、联通公司）"
    )
    assert [one.responsible for one in duties(document)] == [
        "南区供热公司 北区供热公司",
        "县电信公司 移动公司 联通公司",
    ]

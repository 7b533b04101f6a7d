"""Labels known by their shape, several fields in one bracket, and what a bracket says beside units."""

from index.model.document import Note
from tests.genre import Expected, agree, duties, read


def fields(text):
    """The notes of all duties: kind, label and text."""
    notes = [note for clause in read(text).clauses for duty in clause.duties for note in duty.notes]
    return [(note.kind, note.label, note.text) for note in notes]


def test_any_label_with_a_lead_word_and_a_unit_noun_names_leads_and_shares_its_bracket_with_a_time():
    document = read(
        "1.建设热线平台。（6月底完成，牵头考核单位：县政府办、县公安局）\n"
        "2.建设大厅。（牵头考核单位：县政府办）\n"
        "3.修路。（主要牵头单位：县交通局；主责单位：县财政局）"
    )
    agree(
        document,
        [
            Expected("1", "建设热线平台。", "县政府办 县公安局", deadline="6月底完成"),
            Expected("2", "建设大厅。", "县政府办"),
            Expected("3", "修路。", "县交通局", "县财政局"),
        ],
    )


def test_who_is_mainly_responsible_leads_where_no_lead_is_named():
    agree(
        read("1.修路。（主责单位：县交通局；配合单位：县财政局）"),
        [Expected("1", "修路。", "县交通局", "县财政局")],
    )


def test_a_score_belongs_to_no_unit_and_hides_no_responsibility():
    text = "1.建设热线平台。（0.5分）（6月底完成，牵头单位：县政府办）\n2.建设大厅。（1分）（牵头单位：县教育局）"
    document = read(text)
    agree(
        document,
        [
            Expected("1", "建设热线平台。", "县政府办", deadline="6月底完成"),
            Expected("2", "建设大厅。", "县教育局"),
        ],
    )
    first = document.clauses[0].duties[0]
    assert first.task == "建设热线平台。" and first.raw == "（6月底完成，牵头单位：县政府办）"
    assert first.notes == (Note("score", "", "0.5分"),)


def test_an_unbalanced_quotation_mark_hides_no_bracket():
    document = read(
        '1.建设平台。（牵头单位：县政府办）\n2.建设大厅，接入“县里办"（5月底完成，牵头单位：县教育局）\n'
        "3.建设大厅，接入“县里办（县教育局牵头）"
    )
    agree(
        document,
        [
            Expected("1", "建设平台。", "县政府办"),
            Expected("2", '建设大厅，接入“县里办"', "县教育局", deadline="5月底完成"),
            Expected("3", "建设大厅，接入“县里办", "县教育局"),
        ],
    )


def test_prose_in_a_bracket_is_no_unit():
    text = "1.汇报会。拟定汇报会。（办公室负责，宣传部、发展部配合；根据代表团统一安排确定汇报会时间等事项）"
    agree(read(text), [Expected("1", "汇报会。拟定汇报会。", "", "办公室 宣传部 发展部", "joint")])
    assert fields(text) == [("note", "", "根据代表团统一安排确定汇报会时间等事项")]


def test_a_field_that_is_not_about_units_is_a_note():
    text = "（三）放开准入。（负责部门：海关总署，适用范围：福建某试验区）"
    agree(read(text), [Expected("（三）", "放开准入。", "", "海关总署", "joint")])
    assert fields(text) == [("scope", "适用范围", "福建某试验区")]
    text = "（一）放开。（人社部、商务部负责。以下除标注适用范围的外，适用范围均为全部试验区）"
    agree(read(text), [Expected("（一）", "放开。", "", "人社部 商务部", "joint")])
    assert fields(text) == [("scope", "", "以下除标注适用范围的外，适用范围均为全部试验区")]


def test_labels_nobody_knows_announce_notes():
    text = "1.修路。（责任单位：县交通局；资金来源：县财政；季度通报：每季一次；联系人：张三）"
    agree(read(text), [Expected("1", "修路。", "", "县交通局", "joint")])
    assert fields(text) == [
        ("note", "资金来源", "县财政"),
        ("note", "季度通报", "每季一次"),
        ("contact", "联系人", "张三"),
    ]


def test_an_office_beside_a_unit_is_a_note():
    text = "1.办好义诊。（牵头单位：县卫健局；责任科室：医政科）"
    agree(read(text), [Expected("1", "办好义诊。", "县卫健局")])
    assert fields(text) == [("office", "责任科室", "医政科")]


def test_a_contact_names_no_responsible_unit():
    document = read("1.引进人才。（牵头单位：县委组织部）（联系单位：人才科）\n2.培训。（联系单位：人才科）")
    agree(document, [Expected("1", "引进人才。", "县委组织部")])
    assert document.clauses[0].duties[0].notes == (Note("contact", "联系单位", "人才科"),)


def test_labels_that_run_together_are_parted():
    document = read(
        "三、任务（1）改造校舍。责任单位：县教育局完成时限：9月30日（2）新建幼儿园，做好选址责任单位：县住建局配合单位：县财政局"
    )
    agree(
        document,
        [
            Expected("（1）", "改造校舍。", "", "县教育局", "joint", "9月30日"),
            Expected("（2）", "新建幼儿园，做好选址", "县住建局", "县财政局"),
        ],
    )


def test_a_rule_of_order_and_a_standing_rule_in_one_bracket():
    document = read(
        "（一）打造集群。（责任单位：省经信厅、省科技厅，列第一位者为牵头单位，下同；以下各项工作均需相关市、县（市、区）政府推进，不再单独列出）\n"
        "（二）做强企业。（责任单位：省财政厅、省经信厅）"
    )
    agree(
        document,
        [
            Expected("（一）", "打造集群。", "省经信厅", "省科技厅 相关市、县（市、区）政府"),
            Expected("（二）", "做强企业。", "省财政厅", "省经信厅"),
        ],
    )
    assert document.rules == (
        "列第一位者为牵头单位，下同",
        "以下各项工作均需相关市、县（市、区）政府推进，不再单独列出",
    )


def test_an_aside_inside_a_sentence_is_no_duty():
    document = read(
        "1.启动试点。院校内实施（技工院校内由人社部门负责）培训。\n2.扩大试点。院校内实施（由人社部门负责）培训。"
    )
    assert [clause.duties for clause in document.clauses] == [(), ()]


def test_signs_between_labels_divide_them_and_bullets_below_a_heading_are_tasks():
    document = read(
        "### ① 打基础\n● 铺设乡村光纤五十公里。\n  ▸牵头单位：县通信办 ▸配合单位：县财政局、各乡镇\n"
        "● 新建机房两座，配齐电源。\n  ▸责任单位：县工信局 ▸完成时限：2025年6月底前\n"
        "### ② 优服务\n● 上线办事平台。\n  ▸责任单位：县行政审批局、县统计局\n"
    )
    agree(
        document,
        [
            Expected("①", "铺设乡村光纤五十公里。", "县通信办", "县财政局 各乡镇"),
            Expected("①", "新建机房两座，配齐电源。", "", "县工信局", "joint", "2025年6月底前"),
            Expected("②", "上线办事平台。", "", "县行政审批局 县统计局", "joint"),
        ],
    )


def test_a_label_goes_on_with_a_wrapped_name_and_with_units_set_in_below_it():
    document = read(
        "1.开展入户调查。\n牵头单位：市民政局\n责任单位：各区人民政府、高新区管\n委会\n配合单位：市自然资源和规\n划局\n"
        "2.核验材料。\n牵头单位：市审计局\n责任单位：市应急管理局\n         市财政局\n         各区人民政府\n完成时限：2025年6月\n3.总结。\n责任单位：市民政局\n"
    )
    assert duties(document) == [
        Expected("1", "开展入户调查。", "市民政局", "各区人民政府 高新区管委会 市自然资源和规划局"),
        Expected("2", "核验材料。", "市审计局", "市应急管理局 市财政局 各区人民政府", deadline="2025年6月"),
        Expected("3", "总结。", "", "市民政局", "joint"),
    ]


def test_items_without_units_inherit_beside_one_that_has_its_own():
    document = read(
        "一、环境卫生（牵头单位：市城管局；责任单位：各区政府）\n1.清运河道垃圾。\n2.规范农贸市场。牵头单位：市商务局\n3.修补路面。完成时限：2025年4月底\n"
        "二、健康教育（牵头单位：市卫生健康委）\n4.更换宣传栏。\n"
    )
    assert duties(document) == [
        Expected("1", "清运河道垃圾。", "市城管局", "各区政府"),
        Expected("2", "规范农贸市场。", "市商务局"),
        Expected("3", "修补路面。完成时限：2025年4月底", "市城管局", "各区政府", deadline="2025年4月底"),
        Expected("4", "更换宣传栏。", "市卫生健康委"),
    ]


def test_stops_typed_between_units_and_commas_behind_numbers():
    document = read(
        "1.清理码头。（责任单位：县水利局.县港航中心）\n2,对渔民开展培训。（责任单位：县海事处）\n3，修复护岸。（责任单位：县交通局）"
    )
    assert duties(document) == [
        Expected("1", "清理码头。", "", "县水利局 县港航中心", "joint"),
        Expected("2", "对渔民开展培训。", "", "县海事处", "joint"),
        Expected("3", "修复护岸。", "", "县交通局", "joint"),
    ]

"""Documents in running text whose responsibilities stand in less usual places."""

import pytest

from tests.genre import Expected, agree, read

DOCUMENTS = {
    "sentences about this task": (
        """某市关于加强养老服务的意见
一、提高护理能力。培训护理员500名。此项工作由市人社局负责，市民政局配合。
二、强化监管。由市民政局、市市场监管局按职责分工负责。
""",
        [
            Expected("一", "提高护理能力", "", "市人社局 市民政局", "joint"),
            Expected("二", "强化监管", "", "市民政局 市市场监管局", "joint"),
        ],
    ),
    "verbs that say what the units do": (
        """某市任务
1．推进统计改革。（市发改委牵头协调，市统计局具体负责，市财政局做好资金保障）
2．开展普查。（市统计局负总责，各区政府负主体责任，市财政局负责经费保障）
3．开展检查。（市应急局统筹，市督查室督办，各县区落实）
4．建设平台。（市大数据局、市政务服务局双牵头）
5．组织调研。（市政府研究室牵头起草，市直有关部门参与）
6．推进项目。（市发改委负责协调，市财政局负责资金保障，市住建局负责项目实施）
""",
        [
            Expected("1", "推进统计改革", "市发改委", "市统计局 市财政局"),
            Expected("2", "开展普查", "市统计局", "各区政府 市财政局"),
            Expected("3", "开展检查", "", "市应急局 市督查室 各县区", "joint"),
            Expected("4", "建设平台", "市大数据局 市政务服务局"),
            Expected("5", "组织调研", "市政府研究室", "市直有关部门"),
            Expected("6", "推进项目", "", "市发改委 市财政局 市住建局", "joint"),
        ],
    ),
    "sentences of units and verbs without 由": (
        """某省实施意见
一、落实编制。省委编办会同省教育厅、省财政厅负责。
二、优化环境。省公安厅、省教育厅负责，省委宣传部等配合。
""",
        [
            Expected("一", "落实编制", "省委编办", "省教育厅 省财政厅"),
            Expected("二", "优化环境", "", "省公安厅 省教育厅 省委宣传部", "joint"),
        ],
    ),
    "items that begin with a time": (
        """某市任务
1．2023年6月底前，完成方案编制。（市大数据局）
2.6月底前开放公园3处。（市园林局）
3.1月份启动招标。（市交通局）
""",
        [
            Expected("1", "2023年6月底前", "", "市大数据局", "joint", "2023年6月底前"),
            Expected("2", "6月底前开放", "", "市园林局", "joint", "6月底前"),
            Expected("3", "1月份启动", "", "市交通局", "joint"),
        ],
    ),
    "places and zones beside departments": (
        """某市任务
1．促进会展业。（市商务局，新港管理局，东安区）
2．推进改革。（市发改委、财政局，各县、区，市经开区、高新区按职责分工负责）
3．发展产业链。（省工业和信息化厅牵头，各设区市、县（市、区）政府负责）
""",
        [
            Expected("1", "促进会展业", "", "市商务局 新港管理局 东安区", "joint"),
            Expected("2", "推进改革", "", "市发改委 市财政局 各县、区 市经开区 高新区", "joint"),
            Expected("3", "发展产业链", "省工业和信息化厅", "各设区市、县（市、区）政府"),
        ],
    ),
    "headings that name the lead": (
        """某市工作分解
一、市发展改革委牵头事项（2项）
1．实施重大项目300个。
2．建设充电桩。
二、由市教育局负责的工作
3．新建学校。
""",
        [
            Expected("1", "实施重大项目", "市发展改革委"),
            Expected("2", "建设充电桩", "市发展改革委"),
            Expected("3", "新建学校", "", "市教育局", "joint"),
        ],
    ),
    "nothing but units behind the task": (
        """某县重点工作任务
1．完成高标准农田2万亩。——县农业农村局、各乡镇
2．开展技能培训1000人次。　县人社局
3．改造小区20个。县住建局
""",
        [
            Expected("1", "完成高标准农田", "", "县农业农村局 各乡镇", "joint"),
            Expected("2", "开展技能培训", "", "县人社局", "joint"),
            Expected("3", "改造小区", "", "县住建局", "joint"),
        ],
    ),
    "items whose text begins with a figure": (
        """某市任务
1.1—6月完成投资50亿元。（市发改委）
2.10个项目开工。（市发改委）
3.5G基站新建1000个。（市工信局）
4.12345热线提质，满意率提高
4.5个百分点。（市政务局）
""",
        [
            Expected("1", "1—6月完成", "", "市发改委", "joint"),
            Expected("2", "10个项目", "", "市发改委", "joint"),
            Expected("3", "5G基站", "", "市工信局", "joint"),
            Expected("4", "12345热线", "", "市政务局", "joint"),
        ],
    ),
    "units alone behind circled items in one line": (
        """某市任务
1．推进交通建设：①开工高铁（市发改委）；②建成高速（市交通局）；③改造国道（市交通局、各县区政府）。
2．改善水利（市水利局）。
""",
        [
            Expected("1", "开工高铁", "", "市发改委", "joint"),
            Expected("1", "建成高速", "", "市交通局", "joint"),
            Expected("1", "改造国道", "", "市交通局 各县区政府", "joint"),
            Expected("2", "改善水利", "", "市水利局", "joint"),
        ],
    ),
    "dashes before items": (
        """某市稳增长措施
一、工业
——支持企业复工。（市工信局）
——减免税费。（市税务局、市财政局）
""",
        [
            Expected("一", "支持企业复工", "", "市工信局", "joint"),
            Expected("一", "减免税费", "", "市税务局 市财政局", "joint"),
        ],
    ),
    "governments named together": (
        """某省工作要点
1．建设经济圈。（省发展改革委牵头，甲区、乙区、丙县等区县政府配合）
2．修建公路。（青河、白山等市人民政府负责）
3．优化环境。（自治区政务服务局、财政厅，各盟行政公署、市人民政府）
4．发展学前教育。（省教育厅，各县<市、区>人民政府）
""",
        [
            Expected("1", "建设经济圈", "省发展改革委", "甲区政府 乙区政府 丙县政府"),
            Expected("2", "修建公路", "", "青河市人民政府 白山市人民政府", "joint"),
            Expected("3", "优化环境", "", "自治区政务服务局 自治区财政厅 各盟行政公署、市人民政府", "joint"),
            Expected("4", "发展学前教育", "", "省教育厅 各县<市、区>人民政府", "joint"),
        ],
    ),
    "the corps' departments": (
        """重点工作任务分工
1．推进农业现代化。（兵团农业农村局牵头，财政局、各师市配合）
""",
        [Expected("1", "推进农业现代化", "兵团农业农村局", "兵团财政局 各师市")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(text, wanted):
    agree(read(text), wanted)


def test_a_title_with_its_units_heads_the_text_below():
    document = read(
        """某市行动方案
一、主要任务
（一）实施产业升级行动（牵头单位：市工信局；配合单位：市科技局）
支持企业技术改造。
推动企业上云，培育标杆企业10家。
（二）实施品牌提升行动（市市场监管局牵头）。培育名优品牌20个。
"""
    )
    agree(
        document,
        [
            Expected("（一）", "实施产业升级行动", "市工信局", "市科技局"),
            Expected("（二）", "实施品牌提升行动", "市市场监管局"),
        ],
    )
    assert [clause.duties[0].task[-6:] for clause in document.clauses] == ["企业10家。", "品牌20个。"]
    assert not [diagnostic for diagnostic in document.diagnostics if diagnostic.code != "unknown-unit"]


def test_text_after_a_single_title_with_units_is_left_out():
    document = read(
        """某区民生实事
1．新建幼儿园2所（责任单位：区教育局）
2．改造公厕10座（责任单位：区城管局）
各责任单位要高度重视，抓好落实。
"""
    )
    assert [duty.task for clause in document.clauses for duty in clause.duties] == [
        "新建幼儿园2所",
        "改造公厕10座",
    ]


def test_numbers_of_two_levels_on_one_line():
    document = read(
        """某省任务分工
一、（一）深化改革。由省发展改革委牵头，会同省财政厅负责。
（二）扩大开放。由省商务厅负责，各市人民政府配合。
"""
    )
    agree(
        document,
        [
            Expected("（一）", "深化改革", "省发展改革委", "省财政厅"),
            Expected("（二）", "扩大开放", "", "省商务厅 各市人民政府", "joint"),
        ],
    )
    assert [clause.section for clause in document.clauses] == [(), ()]


def test_the_comrade_in_a_heading():
    document = read(
        """某县任务分解
一、张三同志牵头负责的工作（1项）
1．建设粮库。
责任单位：县发改局
"""
    )
    agree(document, [Expected("1", "建设粮库", "", "县发改局", "joint", leaders="张三")])


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("1-1 ", "1-2 ", ["1-1", "1-2"]),
        ("【1】", "【2】", ["【1】", "【2】"]),
        ("（一）、", "（二）.", ["（一）", "（二）"]),
    ],
)
def test_numbers_in_other_dress(first, second, numbers):
    document = read(f"某县任务\n{first}推进园区。（县工信局）\n{second}推进招商。（县商务局）\n")
    assert [clause.number for clause in document.clauses] == numbers
    assert [clause.duties[0].task for clause in document.clauses] == ["推进园区。", "推进招商。"]


def test_the_keeper_of_the_web_page_is_no_lead():
    document = read(
        """某市任务
1．培育企业。（责任单位：市工信局）
2．加强宣传。各单位要广泛宣传。
主办单位：某市工信局 版权：某市工信局 联系电话：12345678
"""
    )
    agree(document, [Expected("1", "培育企业", "", "市工信局", "joint")])


def test_a_list_of_attachments_holds_no_clauses():
    document = read(
        """各区县人民政府：
《重点工作责任分解》已经市政府同意，现印发给你们。
附件：1.重点工作责任分解
2.民生实事责任分解
某市人民政府办公室
2020年5月22日
附件1
重点工作责任分解
1.支持企业发展。
责任单位：市经信局
"""
    )
    agree(document, [Expected("1", "支持企业发展", "", "市经信局", "joint")])
    assert document.title == "重点工作责任分解"


def test_the_attached_title_stands_below_a_notice_with_numbered_paragraphs():
    document = read(
        """某区人民政府办公室关于印发主要目标任务责任分解方案的通知
各街道办事处：
现印发给你们，并就有关事项通知如下：
一、各责任单位要高度重视，切实加强领导。
二、各责任单位要按季度报送进展情况。
某区人民政府办公室
2023年1月3日
2023年主要目标任务责任分解方案
一、主要预期目标
（一）地区生产总值增长7%
责任单位：区发改局
"""
    )
    assert document.title == "2023年主要目标任务责任分解方案"
    agree(document, [Expected("（一）", "地区生产总值", "", "区发改局", "joint")])


def test_bodies_that_sign_together_issue_together():
    document = read(
        """关于印发重点任务分工的通知
（某发改〔2024〕10号）
各县区：
现印发给你们。
某市发展改革委
某市财政局
2024年4月1日
重点任务分工
1．推进设备更新。（市发展改革委牵头）
"""
    )
    assert (document.title, document.number) == ("重点任务分工", "某发改〔2024〕10号")
    assert (document.issuer, document.date) == ("某市发展改革委、某市财政局", "2024-04-01")


def test_the_leader_in_a_heading_after_the_post():
    document = read(
        """某县任务分解
一、县政府党组成员李四牵头负责的工作
1．建设粮库。
责任单位：县发改局
"""
    )
    agree(document, [Expected("1", "建设粮库", "", "县发改局", "joint", leaders="李四")])

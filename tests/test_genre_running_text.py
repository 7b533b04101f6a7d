"""Documents in running text whose responsibilities are worded or placed in less usual ways."""

import pytest

from tests.genre import Expected, agree, read

DOCUMENTS = {
    "labels with a second word in brackets or joined by 和": (
        """某区任务分解
1．稳定就业。
牵头（责任）单位：区人社局
配合（协助）单位：区财政局、区工信局
2．治理污水。
责任（配合）单位：区水务局、区生态环境局
3．改善交通。
责任部门和单位：区交通局、区公安局
""",
        [
            Expected("1", "稳定就业", "区人社局", "区财政局 区工信局"),
            Expected("2", "治理污水", "", "区水务局 区生态环境局", "joint"),
            Expected("3", "改善交通", "", "区交通局 区公安局", "joint"),
        ],
    ),
    "labels without a colon": (
        """某县重点工作
1．发展旅游。牵头单位为县文旅局，责任单位为县住建局、县交通局。
2．稳定就业。责任单位为县人社局。
3．推进节能。
牵头单位 县发改局
责任单位 县工信局、县住建局
4．改造管网。
责任单位∶县水利局﹑县城管局
""",
        [
            Expected("1", "发展旅游", "县文旅局", "县住建局 县交通局"),
            Expected("2", "稳定就业", "", "县人社局", "joint"),
            Expected("3", "推进节能", "县发改局", "县工信局 县住建局"),
            Expected("4", "改造管网", "", "县水利局 县城管局", "joint"),
        ],
    ),
    "signs before labels": (
        """某市任务
1．推广节水器具。
▲责任单位：市水务局、市工信局
2．建设充电桩。
——牵头单位：市发改委
——配合单位：市住建局
""",
        [
            Expected("1", "推广节水器具", "", "市水务局 市工信局", "joint"),
            Expected("2", "建设充电桩", "市发改委", "市住建局"),
        ],
    ),
    "persons beside units": (
        """某县重点工作
1．新建学校2所。
责任单位及责任人：县教育局（张三）、县财政局（李小四）
完成时限：8月底
2．改造医院。
牵头单位及负责人：县卫健局 王五
配合单位：县财政局
""",
        [
            Expected("1", "新建学校", "", "县教育局 县财政局", "joint", "8月底", "张三 李小四"),
            Expected("2", "改造医院", "县卫健局", "县财政局", leaders="王五"),
        ],
    ),
    "officials lead": (
        """某县重点工作分工
1．抓好粮食生产。（县委副书记李明牵头，县农业农村局、各乡镇负责）
2．抓好招商引资。（县长张华总负责，县商务局牵头，县直有关部门配合）
3．推进项目建设。（王强副县长牵头，县发改局落实）
""",
        [
            Expected("1", "抓好粮食生产", "", "县农业农村局 各乡镇", "joint", leaders="李明"),
            Expected("2", "抓好招商引资", "县商务局", "县直有关部门", leaders="张华"),
            Expected("3", "推进项目建设", "", "县发改局", "joint", leaders="王强"),
        ],
    ),
    "the lead of a college among its leaders": (
        """某学院工作要点任务分解
1．建设一流专业。
牵头院领导：赵六
牵头部门：教务处
配合部门：人事处、各系部
""",
        [Expected("1", "建设一流专业", "教务处", "人事处 各系部", leaders="赵六")],
    ),
    "a time glued to the verb": (
        """某市工作要点
1．加强普法宣传。（市司法局牵头2022年底前完成）
2．清理文件。（市政府办公室负责6月底前完成）
""",
        [
            Expected("1", "加强普法宣传", "市司法局", deadline="2022年底前完成"),
            Expected("2", "清理文件", "", "市政府办公室", "joint", "6月底前完成"),
        ],
    ),
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
    "the only unit leads where the document says so": (
        """各区人民政府：
一、各责任单位要抓紧落实，牵头单位（无牵头单位的，责任单位即为牵头单位，下同）要制订方案。
某市人民政府办公厅
2023年1月12日
某市目标任务责任分解方案
一、主要目标
（一）地区生产总值增长6%
责任单位：市发改委
（二）新增就业2万人
责任单位：市人社局、市教育局
""",
        [
            Expected("（一）", "地区生产总值", "市发改委"),
            Expected("（二）", "新增就业", "", "市人社局 市教育局", "joint"),
        ],
    ),
    "a list inside a labelled line": (
        """某市政策实施细则
一、支持企业
（一）设备补助
申报条件：1.列入目录；2.服从调配。
申报材料：1.申请表；2.营业执照。
责任单位：市经信局
（二）贷款贴息
申报条件：1.信用良好。
责任单位：市财政局
""",
        [
            Expected("（一）", "申报条件", "", "市经信局", "joint"),
            Expected("（二）", "申报条件", "", "市财政局", "joint"),
        ],
    ),
    "numbered label lines": (
        """某省专项行动方案
（一）政务服务
1．深化审批改革。全面实行清单管理。
（1）牵头单位：省营商局；配合单位：省直有关部门。
（2）完成时限：12月底。
2．推进综窗改革。
①责任单位：省政务局。
②完成时限：6月底。
""",
        [
            Expected("1", "深化审批改革", "省营商局", "省直有关部门", deadline="12月底"),
            Expected("2", "推进综窗改革", "", "省政务局", "joint", "6月底"),
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
    "one unit sees to the others' work": (
        """某市任务
1．督促整改。（由市生态环境局督促各县区落实）
2．做好统计。（市统计局负责统计，市发改委汇总）
3．繁荣文化。（市委宣传部归口管理，市文旅局负责实施）
""",
        [
            Expected("1", "督促整改", "", "市生态环境局 各县区", "joint"),
            Expected("2", "做好统计", "", "市统计局 市发改委", "joint"),
            Expected("3", "繁荣文化", "", "市委宣传部 市文旅局", "joint"),
        ],
    ),
    "labels that say whose units they are": (
        """某市任务
1．举办博览会。（主要牵头单位：市商务局；主要配合单位：市贸促会）
2．推进试点。（市级牵头单位：市民政局；县级责任单位：各县区政府）
3．开展治理。（牵头市领导：王五；牵头市直单位：市城管局；配合市直单位：市公安局；责任县区：各县区）
4．扶持企业。
市直责任单位：市工信局
区县责任单位：各区县
""",
        [
            Expected("1", "举办博览会", "市商务局", "市贸促会"),
            Expected("2", "推进试点", "市民政局", "各县区政府"),
            Expected("3", "开展治理", "市城管局", "市公安局 各县区", leaders="王五"),
            Expected("4", "扶持企业", "", "市工信局 各区县", "joint"),
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
    "names that look like officials or levels": (
        """某省任务
1．发挥热线作用。（市长热线办、县委书记项目专班）
2．推进都市圈。（南安、镇江、东平市政府，省发展改革委）
3．压实责任。牵头单位：负责统筹协调；责任单位：负责落实。（省政府督查室）
""",
        [
            Expected("1", "发挥热线作用", "", "市长热线办 县委书记项目专班", "joint"),
            Expected("2", "推进都市圈", "", "南安市政府 镇江市政府 东平市政府 省发展改革委", "joint"),
            Expected("3", "压实责任。牵头单位", "", "省政府督查室", "joint"),
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


def test_the_same_as_above_is_reported_not_recorded():
    document = read(
        """某省任务分工
1．城镇就业。牵头单位：省人社厅；责任单位：各市政府。
2．改造小区。牵头单位：省住建厅；责任单位：同上。
"""
    )
    agree(document, [Expected("1", "城镇就业", "省人社厅", "各市政府"), Expected("2", "改造小区", "省住建厅")])
    assert [d.message for d in document.diagnostics if d.code == "responsibility-unclear"] == [
        "责任分工中有一部分没有读懂：同上"
    ]

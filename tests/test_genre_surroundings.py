"""What stands around the clauses: title, number, issuer, date, notes, site navigation, distribution lines."""

import pytest

from tests.genre import Expected, agree, read

ONE = "1．建设水厂。（市水务局牵头）"
DOCUMENTS = {
    "a red head, number behind it, title over two lines": (
        f"""青川市人民政府办公室文件

青政办发〔2024〕12号

青川市人民政府办公室关于印发
2024年市《政府工作报告》重点工作责任分解的
通知

各县（市、区）人民政府，市直各单位：
现将《2024年市〈政府工作报告〉重点工作责任分解》印发给你们，请抓好落实。

青川市人民政府办公室
2024年3月5日

2024年市《政府工作报告》
重点工作责任分解

一、城市建设
{ONE}

抄送：市委办公室，市人大常委会办公室。
青川市人民政府办公室　　2024年3月5日印发
""",
        [Expected("1", "建设水厂。", "市水务局")],
        ("2024年市《政府工作报告》重点工作责任分解", "青政办发〔2024〕12号", "青川市人民政府办公室", "2024-03-05"),
    ),
    "square brackets, date in Chinese numerals at the end": (
        f"""安和县2023年民生实事实施方案
安政办[2023]8号
一、民生
{ONE}
安和县人民政府办公室
二〇二三年四月十六日
""",
        [Expected("1", "建设水厂。", "市水务局")],
        ("安和县2023年民生实事实施方案", "安政办[2023]8号", "安和县人民政府办公室", "2023-04-16"),
    ),
    "site navigation above and below": (
        f"""首页
政务公开
互动交流
当前位置：首页>政务公开>政策文件
索引号：11330000/2024-00123
发布机构：市政府办公室
发布日期：2024-02-06 09:12
临海市人民政府关于印发2024年政府重点工作任务分工的通知
来源：市政府办公室 浏览次数：321 字体：[大 中 小]
临政发〔2024〕1号
各镇人民政府、街道办事处，市政府直属各单位：
现将《2024年政府重点工作任务分工》印发给你们。
临海市人民政府
2024年2月5日
（此件公开发布）
2024年政府重点工作任务分工
一、实事
{ONE}
【打印】 【关闭】
相关链接
主办单位：临海市人民政府
""",
        [Expected("1", "建设水厂。", "市水务局")],
        ("2024年政府重点工作任务分工", "临政发〔2024〕1号", "临海市人民政府", "2024-02-05"),
    ),
    "a ministry's letter": (
        """国家卫生健康委办公厅关于印发基层服务能力提升分工方案的通知
国卫办基层函〔2024〕56号
一、总体要求
坚持问题导向。
二、重点任务
（一）培训村医。（基层司牵头，科教司配合）
（二）更新设备。（规划司、财务司按职责分工负责）
国家卫生健康委办公厅
2024年2月20日
""",
        [
            Expected("（一）", "培训村医。", "基层司", "科教司"),
            Expected("（二）", "更新设备。", "", "规划司 财务司", "joint"),
        ],
        (
            "国家卫生健康委办公厅关于印发基层服务能力提升分工方案的通知",
            "国卫办基层函〔2024〕56号",
            "国家卫生健康委办公厅",
            "2024-02-20",
        ),
    ),
    "traditional script": (
        """關於加快數字經濟發展的實施方案
某府辦〔2023〕9號
一、重點任務
（一）建設數據中心。（市發展改革委牽頭，市財政局等按職責分工負責）
""",
        [Expected("（一）", "建設數據中心。", "市發展改革委", "市財政局")],
        ("關於加快數字經濟發展的實施方案", "某府辦〔2023〕9號", None, None),
    ),
    "the state council's agency code names the issuer": (
        """落实《政府工作报告》重点工作分工的意见
国办发〔2022〕14号
一、稳就业
1．减负稳岗。（人力资源社会保障部牵头）
""",
        [Expected("1", "减负稳岗。", "人力资源社会保障部")],
        ("落实《政府工作报告》重点工作分工的意见", "国办发〔2022〕14号", "国务院办公厅", None),
    ),
    "page numbers and a broken page inside a bracket": (
        """2024年工作要点
一、任务
1．治理水土流失。（县水利局牵头，县林业局、
— 3 —
县自然资源局配合）
2．建设粮仓。（县发改局牵头）
""",
        [
            Expected("1", "治理水土流失。", "县水利局", "县林业局 县自然资源局"),
            Expected("2", "建设粮仓。", "县发改局"),
        ],
        ("2024年工作要点", None, None, None),
    ),
    "a table whose grid and numbers are lost": (
        "重点任务\n工作任务\n牵头单位\n建设水厂\n市水务局\n",
        [Expected("1", "建设水厂", "市水务局")],
        ("样本", None, None, None),
    ),
}


@pytest.mark.parametrize(("text", "wanted", "front"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(text, wanted, front):
    document = read(text)
    agree(document, wanted)
    assert (document.title, document.number, document.issuer, document.date) == front


UNCLEAR = {
    "a sign that nothing explains": ("一、任务\n1．建桥。（责任单位：市交通局★、市财政局）\n", "mark-unexplained"),
    "a clause that nobody owns": ("一、任务\n1．建桥。（市交通局牵头）\n2．修路。\n", "no-responsibility"),
    "a bracket that is cut off": ("一、任务\n1．建桥。（市交通局牵头，市财\n", "unclosed-bracket"),
    "no numbers": ("建设大桥工程。（市交通局牵头）\n修建道路工程。（市交通局牵头）\n", "numbers-absent"),
    "a responsibility before the first clause": (
        "推进大桥建设。（市交通局牵头）\n一、任务\n1．修路。（市交通局牵头）\n",
        "text-outside-clause",
    ),
}


@pytest.mark.parametrize(("text", "code"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_doubtful_is_reported(text, code):
    assert code in {note.code for note in read(text).diagnostics}

"""Title, number, issuer, date."""

from index.outline.front_matter import read_front_matter


def head(text):
    front = read_front_matter(text, len(text), "文件名.txt")
    return front.title, front.number, front.issuer, front.date, front.year


def test_a_notice_and_its_attachment():
    text = """某省人民政府关于印发
《落实〈政府工作报告〉重点工作分工的意见》的通知
某政发〔2022〕1号
各市州人民政府：
现印发给你们。
          某省人民政府
       2022年1月19日
（此件主动公开）
落实《政府工作报告》重点工作分工的意见
根据职责，提出以下意见。
一、总体要求"""
    assert head(text) == (
        "落实《政府工作报告》重点工作分工的意见",
        "某政发〔2022〕1号",
        "某省人民政府",
        "2022-01-19",
        2022,
    )


def test_a_document_in_one_line():
    text = "某市人民政府办公厅关于消费帮扶的实施意见某府办发〔2021〕88号各区县人民政府：现提出意见。一、指导思想"
    assert head(text)[:3] == (
        "某市人民政府办公厅关于消费帮扶的实施意见",
        "某府办发〔2021〕88号",
        "某市人民政府办公厅",
    )


def test_full_width_digits_and_traditional_script():
    assert head("某府发〔２０２５〕１０号\n关于支持创新的若干措施\n一、目标")[:2] == (
        "关于支持创新的若干措施",
        "某府发〔2025〕10号",
    )
    assert head("重點工作任務分工方案\n某辦發〔2022〕14號\n一、目標")[:2] == (
        "重點工作任務分工方案",
        "某辦發〔2022〕14號",
    )


def test_numbers_of_other_documents_are_not_taken():
    assert head("重点任务清单\n根据《意见》（国办发〔2019〕45号）制定。\n一、任务")[1] is None


def test_without_a_title_the_file_name_stands():
    assert head("一、任务")[0] == "文件名"


def test_dates_in_chinese_numerals():
    assert head("重点任务清单\n二〇二二年一月十九日\n一、任务")[3] == "2022-01-19"


def test_column_names_below_the_title_are_no_part_of_it():
    text = "某区营商环境任务清单\n重点任务\n工作举措\n责任单位\n优化服务\n推进改革。\n区审批局"
    assert read_front_matter(text, len(text), "a.txt").title == "某区营商环境任务清单"

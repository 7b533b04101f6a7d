"""Title and issuer of documents with a letterhead, of those inside one line, of those without a word for their kind."""

import pytest

from tests.genre import read

BODY = "一、任务1.修路。（县交通局牵头）2.建校。（县教育局牵头）"
LETTER = "现将《某县道路建设三年行动方案》印发给你们，请认真贯彻执行。"
HEADS = {
    "letterhead, letter and plan in one line": (
        f"某省交通运输厅某交城市函〔2020〕39号关于印发《某县道路建设三年行动方案》的通知各市交通局：{LETTER}某省交通运输厅2020年6月5日"
        f"某县道路建设三年行动方案（2020—2022年）（送审稿）为加快道路建设，制定本方案。{BODY}",
        "某县道路建设三年行动方案（2020—2022年）（送审稿）",
        "某省交通运输厅",
        "某交城市函〔2020〕39号",
    ),
    "a letterhead with the word 文件": (
        f"某集团有限公司部门文件营销综〔2021〕5号某网营销部关于印发《2021年重点工作安排》的通知各单位：现将《2021年重点工作安排》印发给你们。{BODY}",
        "某网营销部关于印发《2021年重点工作安排》的通知",
        "某网营销部",
        "营销综〔2021〕5号",
    ),
    "several issuers run together": (
        f"甲州市工信局甲州市城管局文件甲工信〔2022〕9号甲州市工信局甲州市城管局关于印发《线缆整治工作方案》的通知各单位：请落实。2022年4月19日"
        f"线缆整治工作方案因历史原因，线缆杂乱。{BODY}",
        "线缆整治工作方案",
        "甲州市工信局、甲州市城管局",
        "甲工信〔2022〕9号",
    ),
    "a title glued to its first sentence": (
        f"甲网某省电力有限公司智能管控推广应用工作方案为贯彻落实《乙部关于印发丙方案的通知》，制定本方案。{BODY}",
        "甲网某省电力有限公司智能管控推广应用工作方案",
        None,
        None,
    ),
    "a title glued to its first heading": (f"关于落实批示的分工方案{BODY}", "关于落实批示的分工方案", None, None),
    "a letter without a quotation before the plan": (
        f"各市人民政府：现将分工方案印发你们，请认真落实。附件关于落实批示的分工方案{BODY}",
        "关于落实批示的分工方案",
        None,
        None,
    ),
    "editions on lines of their own": (
        "附件2\n某省算力网建设实施方案\n（2026—2030年）\n（征求意见稿）\n算力网是基础设施。\n一、任务\n1.建网。（省数据局牵头）\n",
        "某省算力网建设实施方案（2026—2030年）（征求意见稿）",
        None,
        None,
    ),
    "no word for the kind of text": (
        "2024年全县民生十件大事\n一、教育\n1.建校。（县教育局牵头）\n2.修操场。（县教育局牵头）\n",
        "2024年全县民生十件大事",
        None,
        None,
    ),
    "a table of contents above the text": (
        "某县突发事件应急预案\n1　总则\n1.1　编制目的\n4.2　响应措施\n5　后期工作\n一、任务\n1.修路。（县交通局牵头）\n",
        "某县突发事件应急预案",
        None,
        None,
    ),
}


@pytest.mark.parametrize(("text", "title", "issuer", "number"), HEADS.values(), ids=HEADS)
def test_head(text, title, issuer, number):
    document = read(text)
    assert (document.title, document.issuer, document.number) == (title, issuer, number)

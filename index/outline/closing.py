"""The end of an issued text: signature, date, distribution, what a web page adds below."""

import re

_CLOSING_LINE = re.compile(
    r"[ \t\u3000]*(?:（此件[^）]*）|抄送[：:]|附件[：:]|\d{4}年\d{1,2}月\d{1,2}日|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月|打印|【?打印|扫一扫"
    r"|主办(?:单位)?：|版权所有|联系我们|信息来源|责任编辑|相关(?:附件|文档|阅读|稿件)|（?联系(?:人|电话|方式)|解读[：:]|上一篇|下一篇)"
)
_FOOTER = re.compile(
    r"\n[ \t\u3000]*(?:抄送[：:]|【?打印|扫一扫|版权所有|责任编辑|相关(?:链接|附件|文档|阅读|稿件)|上一篇|下一篇|分享到|网站地图|.{0,20}ICP备"
    r"|(?:主办|承办|版权)(?:单位|所有)?：[^\n]{0,60}(?:版权|备案|ICP|网站|地址|邮编|电话|技术支持))"
)
_GLUED_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff（）()、 ]{2,40}?(?:政府|办公厅|办公室|委员会|厅|局|委|部|会|院)[\s]*\d{4}年\d{1,2}月\d{1,2}日(?:\s*[（(][^（）()]{2,20}[）)])?\s*$"
)


def before_footer(folded: str, start: int, end: int) -> int:
    """Return where the distribution list or the web page's footer begins within ``start``–``end``, else ``end``."""
    footer = _FOOTER.search(folded, start, end)
    return footer.start() if footer else end


def end_of_body(folded: str, start: int, end: int) -> int:
    """Return where the body ends within ``start``–``end`` of a folded text: before the signature, if there is one."""
    position = folded.find("\n", start, end)
    while position >= 0:
        if _CLOSING_LINE.match(folded, position + 1, end):
            end = _before_signature(folded, start, position)
            break
        position = folded.find("\n", position + 1, end)
    signature = _GLUED_SIGNATURE.search(folded, max(start, end - 120), end)
    return signature.start() if signature else end


def _before_signature(folded: str, start: int, position: int) -> int:
    """Step back over the lines of issuing bodies above a date."""
    while True:
        line_start = folded.rfind("\n", start, position)
        line = folded[line_start + 1 : position].strip()
        if line_start < 0 or (line and (len(line) > 25 or re.search("[。；，：]", line))):
            return position
        position = line_start

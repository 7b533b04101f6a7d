"""Officials named as responsible: lists of persons, and headings that name one."""

import re

from index.text.fold import fold

_POST = "副?(?:省长|市长|县长|区长|州长|主席|主任|书记|秘书长|局长|厅长|镇长|乡长|旗长|盟长|部长|专员|常委|总理|国务委员)"
_TITLE_AFTER = re.compile(rf"(?:常务|代理?|同志)*{_POST}$|同志$|等$")
_TITLE_BEFORE = re.compile(rf"^(?:省|市|县|区|州)?(?:委|政府|人民政府)?(?:常务|代理?)?{_POST}(?:、{_POST})*")
_TITLE_ONLY = re.compile(
    rf"(?:中共)?(?:[\u4e00-\u9fff]{{0,4}}[省市县区州])?(?:委|政府|人民政府)?(?:党组)?(?:常务|代理?)?{_POST}"
)
_IN_HEADING = re.compile(
    rf"(?:^|[、，：（\s])(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?:同志)?(?:常务|代)?{_POST}(?:同志)?"
    r"(?:主抓|牵头|分管|负责|领衔|包抓|联系|挂帅)"
    r"|(?:^|[、，：（\s])(?P<comrade>[\u4e00-\u9fff·]{2,4}?)同志(?:主抓|牵头|分管|负责|领衔|包抓|联系|挂帅)"
    rf"|(?:{_POST}|党组成员)(?P<named>[\u4e00-\u9fff·]{{2,3}}?)(?:同志)?(?:主抓|牵头|分管|负责|领衔|包抓|联系|挂帅)"
)


_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩])"
)
"""Common surnames: they tell 副县长王强 from 市长热线."""
_POST_AND_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?:委|政府))?(?:党组成员|常务|分管|代理?)*{_POST}(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}})"
)
_NAME_AND_POST = re.compile(rf"(?P<name>{_SURNAME}[\u4e00-\u9fff·]{{1,2}}?)(?:同志)?(?:常务|代理?)?{_POST}")
_BESIDE_UNIT = re.compile(
    "（(?P<bracket>[\u4e00-\u9fff·]{2,4}(?:[、，][\u4e00-\u9fff·]{2,4})*)）|\ue000(?P<gap>[\u4e00-\u9fff·]{2,4})(?=[、，；。]|$)"
)


def official(name: str) -> str | None:
    """Return the person where ``name`` is an official instead of a unit (副县长王强), "" where it is a bare post."""
    folded = fold(name)
    if _TITLE_ONLY.fullmatch(folded):
        return ""
    found = _POST_AND_NAME.fullmatch(folded) or _NAME_AND_POST.fullmatch(folded)
    return name[found.start("name") : found.end("name")] if found else None


def persons_beside_units(text: str) -> tuple[str, list[str]]:
    """Split the persons off a list that names them behind their units: 县教育局（张三）、县财政局 李四.

    ``text`` has its layout gaps written as U+E000. Returns the units alone, and the persons.
    """
    persons: list[str] = []
    for found in _BESIDE_UNIT.finditer(fold(text)):
        persons.extend(split_leaders(found["bracket"] or found["gap"]))
    return _BESIDE_UNIT.sub("", fold(text)) if persons else text, persons


def split_leaders(text: str) -> list[str]:
    """Split a list of persons. Layout blanks are undone: ``俞 悦`` is one person, ``陆 明俞 悦`` are two."""
    names: list[str] = []
    text = re.sub("（[^（）]*）", "", fold(text))
    for part in re.split(r"[、，；。/／\n\t]", fold(text)):
        part = part.strip()
        if not part:
            continue
        if re.search(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]", part):
            names.extend(_spaced_names(part))
        else:
            names.append(part)
    names = [name for name in names if not _TITLE_ONLY.fullmatch(name)]
    cleaned = (_TITLE_BEFORE.sub("", _TITLE_AFTER.sub("", name)) or name for name in names)
    return [name for name in cleaned if name]


def _spaced_names(part: str) -> list[str]:
    tokens = part.split()
    if all(len(token) >= 2 for token in tokens):
        return tokens
    names: list[str] = []
    pending = ""
    for token in tokens:
        if pending:
            names.append(pending + token[0])
            pending = token[1:]
        elif len(token) == 1:
            pending = token
        else:
            names.append(token)
        if len(pending) >= 2:
            names.append(pending)
            pending = ""
    if pending:
        names.append(pending)
    return names


def heading_leaders(heading: str) -> tuple[str, ...]:
    """Return the officials that a heading names as leading its part (一、袁家军省长主抓重点工作)."""
    bare = re.sub(r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、）])?", "", fold(heading))
    return tuple(match["name"] or match["comrade"] or match["named"] for match in _IN_HEADING.finditer(bare))

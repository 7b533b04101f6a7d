"""Lists of units as documents write them: split into names, shared heads and tails given back to each name."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from index.text.fold import fold, squeeze
from index.text.places import load_places
from index.units.endings import CHARACTERS, DEPARTMENTS, NO_UNIT_END, UNIT_END
from index.units.lexicon import load_lexicon

_OPEN, _CLOSE = "（〔【［[<〈", "）〕】］]>〉"
_ANY_OPEN = re.compile(f"[{re.escape(_OPEN)}]")
_SEPARATORS = "、，；/／。"
_STOP_BETWEEN = re.compile(f"(?<=[{CHARACTERS}])[.．](?=[\u4e00-\u9fff]{{3}})")
"""A full stop typed for 、: 县水利局.县港航中心."""
_CONJUNCTIONS = re.compile("以及|和|及|与|跟|暨")

_TRAILING_BRACKET = re.compile(r"[（〔【［\[<〈][^（〔【［\[<〈]*[）〕】］\]>〉]$")

_BARE_NOUNS = (
    "单位|部门|部门单位|部门和单位|政府|人民政府|管委会|管委|街道|街道办|街道办事处|乡镇|企业|机构|直属机构|高校|"
    "群团组织|部门及单位|园区|地区|地方|县区|区县|县市区|事业单位|直属单位|组织|行政公署|行署"
)
_BARE = re.compile(rf"(?:{_BARE_NOUNS})$")
_AREA = "设区的?|[省市州县区盟旗镇乡]|自治[区州县旗]|直辖市|地级|级|以上|街道|开发区|功能区|高新区|园区"
_EVERY_AREA = re.compile(rf"(?:各(?:有关|相关)?|有关|相关)(?:{_AREA}|、)+(?:[（〔].*[）〕])?$")
_AREA_TAIL = re.compile(
    rf"(?![市县区](?:开发区|功能区|高新区|园区))(?:{_AREA})+(?:[（〔][^）〕]*[）〕])?(?:人民政府|政府|党委|管委会?|办事处)*$"
)
_EVERY_GOVERNMENT = re.compile(rf"各(?:{_AREA}|[（〔][^）〕]*[）〕])+(?:人民政府|政府|行政公署|行署)$")
_EVERY_COMMITTEE = re.compile(rf"各(?:{_AREA}|[（〔][^）〕]*[）〕])+委$")
_LEVEL_GOVERNMENT = re.compile(r"[市县区州盟旗]{1,3}(?:人民)?政府$")
_HIGHER = re.compile("[高中初同]等(?=学校|院校|教育|职业|专科|法院)")
_DROPPED_AFTER_ETC = re.compile(
    r"(?:\d+|[一二三四五六七八九十两几多]+)?个?(?:单位|部门|部门和单位|部门单位|地方)?$"
)

_COLLECTIVE = re.compile(
    r"^各|^(?:省|市|县|区|州|镇|乡)?(?:直|级|属)?各|^(?:驻|在|沿)[\u4e00-\u9fff]{1,3}(?:各|单位|高校|企业)|^全[省市县区州].{0,8}各|"
    r"^[省市县区州]属(?:国有|新闻|重点)?(?:企业|国企|媒体|高校|单位)|^县级以上|所在地|所在[市县区]|^(?:电信|通信)?(?:基础)?(?:通信|电信)?运营商$|^(?:有关|相关|其他|其它|全体|所有|地方(?!税务|金融|志|海事|铁路|病)|属地|试点|所在地|辖区)"
    r"|有关|相关|各级|成员单位|责任单位|牵头单位|配合单位|主管部门|部门单位|各部门|省直单位|市直单位|县直单位"
    rf"|^(?:{_AREA}|[、（）〔〕])+(?:党委、?)?(?:人民)?政府$|^开发区管委会?$|^(?:省|市|县|区|州)直(?!属?机关(?:党委|工委|纪)|工委)"
    r"|^\d+个|^(?:中央|中直|省直?|部省属?)?驻.{1,3}(?:各|有关)*(?:单位|部门|机构|部队)$|^(?:省市县|市县|县乡|省市|市州|市县区|县区)[^、]{0,4}(?:政府|部门)"
)

_ENDS_OPEN = re.compile(
    r"等(?:(?:\d+|[一二三四五六七八九十两几多]+)?个?(?:有关|相关)?(?:单位|部门|部门和单位|部门单位|地方|企业|高校)?)$"
)
_COMPANY = re.compile("(?P<stem>.{1,8})公司$")
_TRADE = re.compile("(?<=..)(?:供热|供电|供水|供气|热力|电力|燃气|水务|客运|公交)公司$")
_OPERATOR = re.compile("[省市县区州]?(?:电信|移动|联通|铁塔|广电)")
_BARE_COMPANY = re.compile("[\u4e00-\u9fff]{1,8}$")

_PLACE_TAIL = re.compile(
    r"(?P<place>[^（）]{1,8}?)(?P<level>自治州|自治县|自治旗|新区|市|县|区|州|盟|旗|镇|乡)"
    r"(?P<tail>人民政府|政府|党委政府|委、?政府|党工委|管委会|管委|党委)$"
)
_LAST_OF_PLACES = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,8}?)(?P<own>自治[州县旗]|新区|[市县区州盟旗])?等(?:[\d一二三四五六七八九十两几]+个)?"
    r"(?P<levels>[市县区州盟旗]{1,3})(?P<tail>(?:人民)?政府|管委会)$"
)
# 永州 and 杭州 are names, 湘西州 is a name and its level.
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,9}(?:市|县|(?<=..)州|旗|盟|镇|乡|(?<![新发技园示作税验理])区)$")
_BARE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,5}$")

_LEVEL = re.compile(
    r"自治区|兵团|省(?!际|会)|市(?!场|政公|政园|政工)|县(?!域)|区(?!域)|州|旗|盟|镇(?!街|[江海远平原康坪赉安雄巴宁沅])|乡(?!村|[宁城])"
)
_STEMS = re.compile(
    "发展改革|发展和改革|发展与改革|发改|工业和信息化|工业信息化|工信|经济和信息化|经济信息|经信|科技|科学技术|科工|教育|教体|"
    "民族|民宗|宗教|公安|民政|司法|财政|人力资源|人社|人力社保|自然资源|国土|规划|资规|生态环境|环境保护|环保|住房|住建|城乡建设|建设|"
    "交通|水利|水务|农业|农牧|畜牧|商务|文化|文旅|文广|旅游|卫生|卫健|卫计|退役军人|应急|审计|外事|外办|国资|国有资产|市场监管|"
    "市场监督|市监|工商|质监|食药|体育|统计|医保|医疗保障|信访|地方金融|金融|广电|广播电视|新闻出版|林业|林草|园林|粮食|能源|"
    "药监|药品监管|知识产权|机关事务|政务|行政审批|数据|大数据|乡村振兴|扶贫|供销|城管|城市管理|综合执法|投资促进|投促|招商|口岸|港航|海洋|渔业|气象|"
    "地震|档案|文物|台办|侨办|监狱|国防动员|人防|残联|妇联|科协|工商联|贸促会|总工会|文联|红十字|社科联|邮政|通信管理|消防|税务|"
    "中医药|疾控|公共资源|网信|编办|改革办|研究室|参事室|法制办|国动办|移民|搬迁|民航|铁路|公路|港口|物流办|营商|信息中心|地勘|测绘|"
    "蚕业|农垦|水库|河长办|督查|接待|史志|党校|社科院|社会科学院|科学院|农科院|组织部|宣传部|统战部|政法委|政研室|老干部|军民融合|保密|机要|密码"
)
_PLAIN_BUREAU = re.compile("[^省市县区州盟旗国总分各有相（]{2,6}(?<!分)(?<!总)(?<!管理)局$")
_PARTY_STEMS = re.compile(
    "(?:组织部|宣传部|统战部|政法委|政研室|老干部局|军民融合办|改革办|网信办|编办|台办|党校|社会工作部)"
)
_NOT_EXPANDED = re.compile(
    "总局|总署|银保监|银监|证监|海关|(?<!组织)(?<!宣传)(?<!统战)(?<!社会工作)部$"
    "|^(?!地方|港航|航务|国家)[\u4e00-\u9fff]{2,4}(?:海事|金融监管|供电)分?局$|^民航[\u4e00-\u9fff]{2,5}(?:管理|监管)局$"
)
"""Names that bear no level: those of the state's own bodies, and of its offices named after their place (湘江海事局)."""
_ROOM = re.compile("(?:重点)?实验室|教室|车间|机房|宿舍")
"""What a body may be named after, but is none itself: 实验室与设备管理处."""


def looks_like_unit(name: str) -> bool:
    """Tell whether ``name`` ends as names of units, places with a government, or collectives do."""
    folded = fold(name)
    while shortened := _TRAILING_BRACKET.search(folded):
        folded = folded[: shortened.start()]
    return bool(UNIT_END.search(folded) and not NO_UNIT_END.search(folded)) or is_collective(name)


def is_collective(name: str) -> bool:
    """Tell whether ``name`` stands for units that it does not name (有关部门, 各市州人民政府)."""
    return bool(_COLLECTIVE.search(fold(name)))


def is_department(name: str) -> bool:
    """Tell whether the dictionary has ``name`` as a department, of any level."""
    lexicon = load_lexicon()
    return any(lexicon.departments(reading.core) for reading in lexicon.readings(fold(name)))


def is_place(name: str) -> bool:
    """Tell whether ``name`` is a place that stands for its government (长沙市负责)."""
    return bool(_PLACE.match(fold(name)))


def mask_brackets(text: str) -> str:
    """Return ``text`` with everything inside brackets blanked out, of the same length."""
    if not _ANY_OPEN.search(text):
        return text
    depth, masked = 0, []
    for character in text:
        if character in _OPEN:
            depth += 1
        masked.append("□" if depth else character)
        if character in _CLOSE and depth:
            depth -= 1
    # An unclosed bracket would hide the rest of the list: then nothing is hidden.
    return text if depth else "".join(masked)


def split_units(text: str) -> list[str]:
    """Split a list of units into names as written, collectives kept whole, place names completed.

    ``省发展改革委、财政厅和有关市人民政府等`` gives three names; 等 is dropped. Level words are not completed
    here, see :func:`complete_levels`.
    """
    text = _STOP_BETWEEN.sub("、", squeeze(text))
    masked = mask_brackets(fold(text))
    pieces: list[str] = []
    start = 0
    for index in range(len(masked) + 1):
        if index == len(masked) or masked[index] in _SEPARATORS:
            if index > start:
                pieces.extend(chain.from_iterable(map(_unglued, _split_conjunctions(text[start:index]))))
            start = index + 1
    return _share_companies(_share_places(_rejoin_collectives(pieces)))


_BLANK = re.compile(r"(?<=[\u4e00-\u9fff）)])\s+(?=[\u4e00-\u9fff★▲])")
_OWN_BODY = re.compile("..(?:管委会|集团|公司|银行|大学|学院|医院|街道|海关|办事处)$")
_GLUE = re.compile(f"(?<=[{DEPARTMENTS}署司队心])(?=各(?:有关|相关)?[省市县区州旗盟乡镇街]|[省市县区州旗])")
_ORGAN_OF_PARTY = re.compile("[省市县区州]委$")


def divide_blanks(text: str) -> str:
    """Write a blank that divides two units as 、 (区住建局  区财政局); a blank inside a name is layout and stays."""
    pieces: list[str] = []
    start = 0
    for blank in _BLANK.finditer(text):
        left = re.split("[、，；：:,;]", text[max(start, blank.start() - 40) : blank.start()])[-1]
        right = re.split(r"[、，；：:,;\s]", text[blank.end() : blank.end() + 40])[0].lstrip("★▲")
        organ = _ORGAN_OF_PARTY.search(fold(left)) and not level_of(right)
        begins = level_of(right) or lacks_level(right) or is_collective(right) or _OWN_BODY.search(fold(right))
        if begins and looks_like_unit(squeeze(left)) and looks_like_unit(right) and not organ:
            pieces += [text[start : blank.start()], "、"]
            start = blank.end()
    return "".join(pieces) + text[start:]


def _split_conjunctions(piece: str) -> list[str]:
    masked = _HIGHER.sub(lambda word: "□" * len(word[0]), mask_brackets(fold(piece)))
    etc = masked.find("等")
    while etc > 0:
        left, right = piece[:etc], piece[etc + 1 :]
        if not right or looks_like_unit(left):
            right = re.sub(r"^(?:和|及|以及|与|，)", "", right)
            if not right or _DROPPED_AFTER_ETC.match(fold(right)):
                return _split_conjunctions(left)
            return _split_conjunctions(left) + _split_conjunctions(right)
        etc = masked.find("等", etc + 1)
    for conjunction in _CONJUNCTIONS.finditer(masked):
        left, right = piece[: conjunction.start()], piece[conjunction.end() :]
        named = left and right and not _BARE.match(fold(right)) and not _ROOM.fullmatch(fold(left))
        if named and looks_like_unit(left) and looks_like_unit(right):
            return [left, *_split_conjunctions(right)]
    return [piece]


def _unglued(piece: str) -> list[str]:
    """Divide units that nothing divides (市水利局县林业局各乡镇), where both parts are surely units."""
    folded = fold(piece)
    for border in _GLUE.finditer(mask_brackets(folded)):
        left, right = folded[: border.start()], folded[border.start() :]
        first, *_ = load_lexicon().readings(left)
        known = first.level and load_lexicon().departments(first.core) and not left.endswith("纪委")
        own = level_of(right) and _OWN_BODY.search(right)
        if known and (own or is_collective(right) or _begins_with_department(right)):
            return [piece[: border.start()], *_unglued(piece[border.start() :])]
    return [piece]


def _begins_with_department(text: str) -> bool:
    """Whether a level word and a department's name stand at the beginning."""
    level = level_of(text) or ""
    return any(load_lexicon().departments(text[len(level) : end]) for end in range(len(level) + 2, len(text) + 1))


def _rejoin_collectives(pieces: Sequence[str]) -> list[str]:
    """Put back together collectives that hold a separator: 各市、县（市、区）人民政府; 市直有关部门、单位."""
    joined: list[str] = []
    for piece in pieces:
        folded, before = fold(piece), fold(joined[-1]) if joined else ""
        party_goes_on = _EVERY_COMMITTEE.match(before) and _LEVEL_GOVERNMENT.match(folded)
        area_goes_on = (
            party_goes_on
            or (_EVERY_AREA.match(before) and _AREA_TAIL.match(folded))
            or (_EVERY_GOVERNMENT.match(before) and _LEVEL_GOVERNMENT.match(folded))
        )
        if before and (area_goes_on or (is_collective(before) and _BARE.match(folded))):
            joined[-1] = f"{joined[-1]}、{piece}"
        else:
            joined.append(piece)
    return joined


def _share_places(names: Sequence[str]) -> list[str]:
    """Give the shared tail back to places: 长沙、株洲市人民政府 → 长沙市人民政府, 株洲市人民政府."""
    result: list[str] = []
    tail: re.Match[str] | None = None
    for name in reversed(names):
        if last := _LAST_OF_PLACES.match(fold(name)):
            # 甲、乙等县区政府 does not say which of them is a district: then the places stand as written.
            level = last["own"] or (last["levels"] if len(last["levels"]) == 1 else "")
            name = name[: last.end("place")] + (level + last["tail"] if level else "")
        folded = fold(name)
        if is_collective(name):
            tail = None
        elif match := _PLACE_TAIL.match(folded):
            tail = match
        elif last:
            tail = None
        elif tail and _PLACE.match(folded):
            name += tail["tail"]
        elif tail and _BARE_PLACE.match(folded) and not _names_unit(name) and tail["level"][-1] != "州":
            name += tail["level"] + tail["tail"]
        else:
            tail = None
        result.append(name)
    return result[::-1]


def _share_companies(names: Sequence[str]) -> list[str]:
    """Give the shared 公司 back, with its trade: 山东、江苏公司 → 山东公司, 江苏公司; 东区、西区供热公司 → 东区供热公司."""
    result: list[str] = []
    shared = ""
    for name in reversed(names):
        folded = fold(name)
        bare = _BARE_COMPANY.match(folded) and not _names_unit(name)
        if _COMPANY.match(folded) and not folded.endswith(("有限公司", "集团公司")):
            trade = _TRADE.search(folded)
            shared = trade[0] if trade else "公司"
        elif shared and (bare or (shared == "公司" and _OPERATOR.fullmatch(folded))):
            name += shared
        else:
            shared = ""
        result.append(name)
    return result[::-1]


def ends_open(text: str) -> bool:
    """Tell whether a list of units ends in 等: there are more than it names."""
    return bool(_ENDS_OPEN.search(mask_brackets(fold(squeeze(text)).rstrip("，、；。"))))


def _names_unit(name: str) -> bool:
    return bool(level_of(name)) or looks_like_unit(name)


def level_of(name: str) -> str | None:
    """Return the level word that a name begins with (省, 市, 县 …), or None."""
    match = _LEVEL.match(fold(name))
    return match[0] if match else None


def lacks_level(name: str) -> bool:
    """Tell whether ``name`` is a department of some level whose level word is left out (财政厅)."""
    folded = fold(name)
    if level_of(name) or _NOT_EXPANDED.search(folded):
        return False
    if _PLAIN_BUREAU.match(folded):
        return not any(folded.startswith(place) for place in load_places().names)
    return bool(_STEMS.match(folded) and looks_like_unit(name))


def complete_levels(names: Iterable[str]) -> list[str]:
    """Give each department the level word that the list wrote once (省科技厅、财政厅 → 省财政厅).

    A party organ (宣传部, 网信办) after 省委… is completed with 省委, every other name with the level alone. Names
    that no level word precedes stay as written.
    """
    completed: list[str] = []
    level: str | None = None
    party = False
    for name in names:
        if is_collective(name):
            pass
        elif found := level_of(name):
            level, party = found, fold(name).startswith(f"{found}委")
        elif level and lacks_level(name):
            organ = _PARTY_STEMS.match(fold(name))
            name = f"{level}委{name}" if organ and (party or name.endswith(("组织部", "宣传部"))) else level + name
        completed.append(name)
    return completed

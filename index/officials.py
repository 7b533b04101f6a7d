"""Officials named as responsible: lists of persons, and headings that name one."""

import re

from index.fold import fold

_POST = "副?(?:省长|市长|县长|区长|州长|主席|主任|书记|秘书长|局长|厅长|镇长|乡长|旗长|盟长|部长|专员|常委|总理|国务委员)"
_TITLE_AFTER = re.compile(rf"(?:常务|代理?|同志)*{_POST}$|同志$|等$")
_TITLE_BEFORE = re.compile(rf"^(?:省|市|县|区|州)?(?:委|政府|人民政府)?(?:常务|代理?)?{_POST}(?:、{_POST})*")
_TITLE_ONLY = re.compile(
    rf"(?:中共)?(?:[\u4e00-\u9fff]{{0,4}}[省市县区州])?(?:委|政府|人民政府)?(?:党组)?(?:常务|代理?)?{_POST}"
)
_IN_HEADING = re.compile(
    rf"(?:^|[、，：（\s])(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?:同志)?(?:常务|代)?{_POST}(?:同志)?"
    r"(?:主抓|牵头|分管|负责|领衔|包抓|联系|挂帅)"
)


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
    return tuple(match["name"] for match in _IN_HEADING.finditer(bare))

"""Which part of a web page is the article: menus, link lists and furniture away, then the densest container."""

import re
from typing import Any

SKIPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "menu",
        "dialog",
    ]
)
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|side|share|sharing|toolbar|"
    r"copyright|related|recommend|pagination|pager|search|login|skip|qrcode|ewm|dqwz|position|banner|ads?|"
    r"print|fontsize|top-?bar)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
STRUCK = re.compile(r"text-decoration[\w-]*\s*:\s*[^;]*line-through", re.IGNORECASE)
CLASS_SELECTOR = re.compile(r"(?:[a-z]+)?\.([\w-]+)")
DELETED_TAGS = ("del", "s", "strike")
CONTAINERS = ("div", "section", "article", "main", "td", "center", "header", "ul", "ol", "table", "p")
TITLES = re.compile(r"(?:^|[\s_-])(?:title|tit|biaoti|headline)(?:$|[\s_-]|\d)", re.IGNORECASE)

MAX_LINK_SHARE = 0.6
"""A container whose text is links beyond this share is a menu or a list of other pages."""

ARTICLE_SHARE = 0.6
"""The article is the deepest container that holds this share of the page's text outside links."""


def remove_hidden(page: Any) -> bool:
    """Takes hidden and struck-out parts out of the tree, in place; whether any of them held text."""
    hidden_classes = _hidden_classes(page)
    removed = False
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
            continue
        style = element.get("style") or ""
        classes = (element.get("class") or "").split()
        if (
            element.tag in DELETED_TAGS
            or element.get("hidden") is not None
            or HIDDEN.search(style)
            or STRUCK.search(style)
            or any(name in hidden_classes for name in classes)
        ):
            removed = removed or _weight(element) > 0
            _drop(element)
    return removed


def _hidden_classes(page: Any) -> set[str]:
    """The classes that the page's own style sheets hide: ``.hide { display: none }``."""
    found: set[str] = set()
    for sheet in page.iter("style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _, body = rule.partition("{")
            if HIDDEN.search(body):
                classes = (CLASS_SELECTOR.fullmatch(one.strip()) for one in selectors.split(","))
                found.update(match[1] for match in classes if match)
    return found


def remove_boilerplate(page: Any) -> None:
    """Takes scripts, menus, footers and link lists out of the tree, in place."""
    total = _weight(page)
    for element in list(page.iter(*SKIPPED_TAGS)):
        _drop(element)
    for element in list(page.iter(*CONTAINERS)):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if FURNITURE.search(names) and _weight(element) < 0.3 * total:
            _drop(element)
    for element in list(page.iter("div", "ul", "section", "td", "table")):
        length = _weight(element)
        if length and sum(map(_weight, element.iter("a"))) > MAX_LINK_SHARE * length:
            _drop(element)


def article_of(page: Any) -> list[Any]:
    """The titles before the article's container, then the container."""
    weights: dict[Any, int] = {}
    for element in page.iter():
        own = _own_weight(element)
        for ancestor in (element, *element.iterancestors()) if own else ():
            weights[ancestor] = weights.get(ancestor, 0) + own
    article, total = page, weights.get(page, 0)
    while True:
        child = max(article, key=lambda found: weights.get(found, 0), default=None)
        if child is None or child.tag == "table" or weights.get(child, 0) < ARTICLE_SHARE * total:
            break
        article = child
    if article.tag in ("p", "span", "tr", "tbody", "li"):
        article = article.getparent()
    return [*_titles_before(page, article), article]


def _titles_before(page: Any, article: Any) -> list[Any]:
    titles: list[Any] = []
    inside: set[Any] = set(article.iterancestors())
    for element in page.iter():
        if element is article:
            break
        if element in inside or any(ancestor in titles for ancestor in element.iterancestors()):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("h1", "h2", "h3") or (element.tag in CONTAINERS and TITLES.search(names)):
            titles.append(element)
    return titles


def _own_weight(element: Any) -> int:
    """Characters directly in the element, and after its children; none inside a link."""
    if element.tag == "a":
        return 0
    return len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)


def _weight(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: Any) -> None:
    """Removes an element but keeps the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)

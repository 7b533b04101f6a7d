"""Untrusted XML into a tree: no entities, no network, bounded depth."""

from typing import Any

from index.extract.archive import damaged, forbidden_xml


def parse_xml(xml: bytes, file_name: str) -> Any:
    """The root element (lxml). Raises UnreadableFileError for broken XML and for any DTD."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(file_name, "其中的 XML 有错误") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise forbidden_xml(file_name, "文档类型声明（DTD）")
    return root

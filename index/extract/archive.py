"""Zip containers (docx, xlsx, ofd), opened only after bounds, encryption and XML declarations were checked."""

import io
import zipfile
import zlib
from xml.parsers import expat

from index.extract.limits import (
    MAX_ARCHIVE_ENTRIES,
    MAX_UNPACK_RATIO,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    RATIO_FLOOR_BYTES,
)
from index.model.errors import UnreadableFileError

LOCAL_FILE_SIGNATURE = b"PK\x03\x04"
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What office programs write; the other methods raise errors of their own libraries."""

UNPACK_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What zipfile raises on garbled bytes; NotImplementedError where they name a compression that it does not know."""

XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
PROLOGUE_BYTES = 4096


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive."""
    return data.startswith(LOCAL_FILE_SIGNATURE)


def has_entry(data: bytes, name: str) -> bool:
    """Whether the bytes are a zip archive with a file of this name, as far as a damaged one still shows."""
    if not is_zip(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return name in archive.NameToInfo
    except zipfile.BadZipFile:
        return name.encode() in data


def mentions_type(data: bytes, *content_types: str) -> bool:
    """Whether the bytes are an Office Open XML package that declares one of the content types.

    A damaged package is recognised by the folder names of the type (``word/``, ``xl/``), so that its reader can
    say what is wrong with it.
    """
    if not is_zip(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.NameToInfo.get("[Content_Types].xml")
            if info is None or info.file_size > MAX_XML_BYTES or info.flag_bits & ENCRYPTED_FLAG:
                return False
            declared = archive.read(info)
    except UNPACK_ERRORS:
        folder = b"xl/" if "spreadsheetml" in content_types[0] else b"word/"
        return folder in data
    return any(content_type.encode() in declared for content_type in content_types)


def open_archive(data: bytes, file_name: str) -> zipfile.ZipFile:
    """The archive, safe to unpack file by file within the limits.

    Declared sizes can be trusted from here on: zipfile never yields more than an entry declares. Raises
    UnreadableFileError for a damaged, encrypted or excessive archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNPACK_ERRORS as error:
        raise damaged(file_name) from error
    infos = archive.infolist()
    if any(info.flag_bits & ENCRYPTED_FLAG for info in infos):
        raise protected(file_name)
    if any(info.compress_type not in METHODS for info in infos):
        raise damaged(file_name, "压缩方式不支持")
    unpacked = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    if (
        len(infos) > MAX_ARCHIVE_ENTRIES
        or unpacked > MAX_UNPACKED_BYTES
        or (unpacked > RATIO_FLOOR_BYTES and unpacked / packed > MAX_UNPACK_RATIO)
    ):
        raise UnreadableFileError(
            f"文件“{file_name}”解压后过大（{len(infos)} 个文件，{unpacked / 2**20:.0f} MB，是压缩后的"
            f" {unpacked // packed} 倍），可能是恶意文件，已拒绝读取。请从可靠来源重新获取。"
        )
    return archive


def read_entry(archive: zipfile.ZipFile, name: str, file_name: str) -> bytes:
    """One file of the archive. Raises UnreadableFileError when it is missing, damaged or too large."""
    info = archive.NameToInfo.get(name)
    if info is None:
        raise damaged(file_name, f"缺少“{name}”")
    if info.file_size > MAX_XML_BYTES:
        raise UnreadableFileError(
            f"文件“{file_name}”中的“{name}”有 {info.file_size / 2**20:.0f} MB，超过上限"
            f" {MAX_XML_BYTES // 2**20} MB。请拆分文件后再试。"
        )
    try:
        return archive.read(info)
    except UNPACK_ERRORS as error:
        raise damaged(file_name, f"“{name}”无法解压") from error


def open_office_package(data: bytes, file_name: str) -> zipfile.ZipFile:
    """A docx or xlsx that may be given to its library: every XML file in it is whole, small and without a DTD.

    Raises UnreadableFileError otherwise.
    """
    archive = open_archive(data, file_name)
    for info in archive.infolist():
        try:
            with archive.open(info) as stream:
                head = stream.read(PROLOGUE_BYTES)
        except UNPACK_ERRORS as error:
            raise damaged(file_name, f"“{info.filename}”无法解压") from error
        if head.lstrip().startswith(XML_STARTS):
            check_prologue(read_entry(archive, info.filename, file_name), file_name)
    return archive


def check_prologue(xml: bytes, file_name: str) -> None:
    """Refuses XML with a document type declaration, or in an encoding other than the UTF-8 that Office writes.

    Entity bombs and external entities need a declaration, and no office format has one. Reads up to the first
    element only.
    """
    refused: list[str] = []
    begun: list[str] = []
    parser = expat.ParserCreate()

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            refused.append(f"编码 {encoding}")

    def on_doctype(*_: object) -> None:
        refused.append("文档类型声明（DTD）")

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = lambda name, _: begun.append(name)
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        refused.append("UTF-16 编码")
    for start in range(0, len(xml), PROLOGUE_BYTES):
        try:
            parser.Parse(xml[start : start + PROLOGUE_BYTES], False)
        except expat.ExpatError as error:
            if not refused:
                raise damaged(file_name, "其中的 XML 有错误") from error
        if refused:
            raise forbidden_xml(file_name, refused[0])
        if begun:
            return


def forbidden_xml(file_name: str, what: str) -> UnreadableFileError:
    """The refusal of XML that could attack its reader."""
    return UnreadableFileError(
        f"文件“{file_name}”的 XML 中有不允许的{what}，可能是恶意文件，已拒绝读取。请从可靠来源重新获取。"
    )


def damaged(file_name: str, detail: str = "") -> UnreadableFileError:
    """The refusal of an incomplete or broken file."""
    return UnreadableFileError(
        f"文件“{file_name}”不完整或已损坏{f'（{detail}）' if detail else ''}。"
        "请用原软件打开检查，重新保存或下载后再试。"
    )


def protected(file_name: str) -> UnreadableFileError:
    """The refusal of a file that needs a password."""
    return UnreadableFileError(f"文件“{file_name}”有密码保护。请去掉密码另存一份后再试。")

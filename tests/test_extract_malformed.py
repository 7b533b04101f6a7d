"""Files that are broken, hostile or none of ours are refused soon, with a message that names the file."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest

from index.extract import extract, limits, read_file
from index.model.errors import UnreadableFileError
from tests import fixtures_formats as made

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    entries: dict[str, str | bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    return made.zipped({**entries, name: content})


def entity_bomb(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(name).decode()
    body = xml.split("?>", 1)[-1]
    return with_entry(data, name, (BOMB + body).encode())


def encrypted_zip(data: bytes) -> bytes:
    """The archive with the encryption flag set on every entry."""
    flagged = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(signature)
        while at >= 0:
            flagged[at + offset] |= 1
            at = flagged.find(signature, at + 4)
    return bytes(flagged)


def png_header(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IDAT"
        + struct.pack(">I", zlib.crc32(b"IDAT"))
    )


def whole_sheet_merge() -> bytes:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "任务"
    data = made.saved(workbook)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    merges = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return with_entry(data, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", merges).encode())


def many_pages() -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(limits.MAX_PAGES + 1):
        document.new_page(100, 100).close()
    return made.saved(document)


CASES = {
    "空文件.txt": (lambda: b"", "是空的"),
    "空白.txt": (lambda: " \n\n　".encode(), "没有文字"),
    "程序.txt": (lambda: bytes(range(256)) * 40, "不是文本文件"),
    "随机.md": (lambda: b"\x00\x01\x02\xff\xfe" * 1000, "不是文本文件"),
    "随机.docx": (lambda: b"\x8f\x02\x00\xff" * 500, "不是文本文件"),
    "压缩包.zip": (lambda: made.zipped({"a.exe": b"MZ"}), "不是可以读取的格式"),
    "压缩包.txt": (lambda: made.zipped({"a.exe": b"MZ"}), "不是可以读取的格式"),
    "过大.txt": (lambda: b"a" * (limits.MAX_FILE_BYTES + 1), "超过上限 50 MB"),
    "截断.docx": (lambda: made.as_docx(made.NOTICE)[:-3000], "不完整或已损坏"),
    "截断.xlsx": (lambda: made.as_xlsx(made.NOTICE)[:-1500], "不完整或已损坏"),
    "截断.ofd": (lambda: made.as_ofd(made.NOTICE)[:-300], "不完整或已损坏"),
    "截断.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<", "不完整或已损坏"),
    "缺页.ofd": (
        lambda: made.zipped({"OFD.xml": "<OFD><DocBody><DocRoot>a.xml</DocRoot></DocBody></OFD>"}),
        "缺少",
    ),
    "错乱.ofd": (lambda: made.zipped({"OFD.xml": "<OFD><DocBody>"}), "XML 有错误"),
    "实体.docx": (lambda: entity_bomb(made.as_docx(made.NOTICE), "word/document.xml"), "文档类型声明"),
    "实体.xlsx": (lambda: entity_bomb(made.as_xlsx(made.NOTICE), "xl/worksheets/sheet1.xml"), "文档类型声明"),
    "实体.ofd": (lambda: entity_bomb(made.as_ofd(made.NOTICE), "Doc_0/Document.xml"), "文档类型声明"),
    "编码.docx": (
        lambda: with_entry(
            made.as_docx(made.NOTICE),
            "word/styles.xml",
            '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"),
        ),
        "UTF-16",
    ),
    "炸弹.docx": (
        lambda: with_entry(made.as_docx(made.NOTICE), "word/a.xml", b"<a>" + b" " * 10**8),
        "解压后过大",
    ),
    "炸弹.ofd": (lambda: with_entry(made.as_ofd(made.NOTICE), "Doc_0/a.xml", b"0" * 10**8), "解压后过大"),
    "多件.ofd": (lambda: made.zipped({"OFD.xml": "<OFD/>", **{str(n): "" for n in range(6000)}}), "解压后过大"),
    "合并.xlsx": (whole_sheet_merge, "合并单元格"),
    "密码.pdf": (lambda: made.as_pdf(made.NOTICE, password="secret"), "密码"),
    "密码.docx": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "密码"),
    "密码.xlsx": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "密码"),
    "密码.ofd": (lambda: encrypted_zip(made.as_ofd(made.NOTICE)), "密码"),
    "巨图.png": (lambda: png_header(60_000, 60_000), "百万像素"),
    "残图.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "不完整或已损坏"),
    "长卷.pdf": (many_pages, f"上限 {limits.MAX_PAGES} 页"),
    "深层.html": (lambda: b"<html>" + b"<div>" * 200_000 + b"</html>", "没有文字"),
    "大表.html": (
        lambda: b"<html><table>" + b"<tr><td colspan=999 rowspan=999>a<td>b</tr>" * 9 + b"</table></html>",
        "表格超过上限",
    ),
}


@pytest.mark.parametrize("file_name", CASES)
def test_refuses_with_the_name_the_reason_and_the_way_out(file_name):
    build, reason = CASES[file_name]
    data = build()
    started = time.perf_counter()
    with pytest.raises(UnreadableFileError) as refused:
        extract(data, file_name)
    assert time.perf_counter() - started < 5
    assert file_name in str(refused.value)
    assert reason in str(refused.value)
    assert "请" in str(refused.value)


@pytest.mark.parametrize("cut", range(50, 3000, 250))
@pytest.mark.parametrize("build", [made.as_docx, made.as_xlsx, made.as_ofd, made.as_pdf])
def test_a_file_cut_anywhere_is_read_or_refused(build, cut):
    data = build(made.NOTICE)
    try:
        assert extract(data[:-cut], "截断").text
    except UnreadableFileError as refused:
        assert "截断" in str(refused)


@pytest.mark.parametrize("build", [made.as_docx, made.as_xlsx, made.as_ofd, made.as_pdf])
def test_a_file_with_a_wrong_byte_anywhere_is_read_or_refused(build):
    data = build(made.NOTICE)
    for at in range(0, len(data), max(1, len(data) // 40)):
        spoilt = bytearray(data)
        spoilt[at] ^= 0xFF
        try:
            assert extract(bytes(spoilt), "坏字节").text
        except UnreadableFileError as refused:
            assert "坏字节" in str(refused)


def test_a_file_on_disk_is_looked_at_before_it_is_read(tmp_path):
    huge = tmp_path / "巨大.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200 * 2**20)
    empty = tmp_path / "空.txt"
    empty.touch()
    for path, reason in (
        (huge, "200 MB"),
        (empty, "是空的"),
        (tmp_path, "是文件夹"),
        (tmp_path / "无.docx", "找不到"),
        (tmp_path / ("长" * 300), "读不了"),
    ):
        with pytest.raises(UnreadableFileError, match=reason):
            read_file(path)


def test_a_readable_file_gives_its_bytes(tmp_path):
    (tmp_path / "文.txt").write_bytes(b"abc")
    assert read_file(tmp_path / "文.txt") == b"abc"

"""Files of every format with the same content, made from paragraphs and tables while the tests run."""

import shutil
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

HUNAN = Path(__file__).parents[1] / "data" / "documents" / "hunan-2022-work-division.txt"

NOTICE = (
    "青原市人民政府办公室关于印发《2023年重点工作分工方案》的通知",
    "青政办发〔2023〕7号",
    "各县区人民政府，市政府各部门：",
    "现将《2023年重点工作分工方案》印发给你们，请认真组织实施。",
    "青原市人民政府办公室",
    "2023年2月6日",
    "2023年重点工作分工方案",
    "一、扩大有效投资",
    "（一）推进重大项目",
    "1．开工建设青原至临川高速公路二期工程，完成投资12亿元，年内建成红石岭隧道（左幅）。"
    "（市交通运输局牵头，市发展改革委、市自然资源局等按职责分工负责）",
    "2．新建改建农村公路300公里，改造危桥18座，同步完善安全防护设施和标志标线，让群众出行更加安全便捷。"
    "（市交通运输局、市财政局，各县区人民政府按职责分工负责）",
    "（二）壮大实体经济",
    "3．实施“育苗”行动，新增规模以上工业企业60家。（市工业和信息化局牵头，市统计局配合）支持企业上市融资。"
    "（市政府金融办牵头，市工业和信息化局等按职责分工负责）",
    "二、办好民生实事",
    "4．新增公办幼儿园学位2000个，改扩建义务教育学校9所，全面落实“双减”政策，规范校外培训机构办学行为。"
    "（市教育局牵头，市住房城乡建设局等按职责分工负责）",
)
"""A small document of the genre: covering notice, two heading levels, four clauses, five responsibilities."""


def hunan_paragraphs() -> tuple[str, ...]:
    return tuple(line.strip() for line in HUNAN.read_text("utf-8").splitlines() if line.strip())


def as_txt(paragraphs: Sequence[str], encoding: str = "utf-8") -> bytes:
    return "\n".join(paragraphs).encode(encoding)


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    def marked(text: str) -> str:
        if text.startswith(("一、", "二、")):
            return f"## {text}"
        if text.startswith("（"):
            return f"### **{text}**"
        return text

    return "\n\n".join(marked(text) for text in paragraphs).encode()


def as_html(paragraphs: Sequence[str], encoding: str = "utf-8") -> bytes:
    body = "\n".join(f"<p>&emsp;&emsp;{escape(text)}</p>" for text in paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>政府文件</title>
<style>p {{ color: red }}</style><script>var a = "脚本";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/wj">文件</a></div>
<div class="content"><div class="TRS_Editor">{body}</div></div>
<div class="related"><a href="1">相关阅读：另一份文件</a></div><div id="footer">主办单位：某某 网站标识码</div>
</body></html>""".encode(encoding)


def as_docx(paragraphs: Sequence[str]) -> bytes:
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(paragraphs: Sequence[str]) -> bytes:
    import openpyxl

    workbook = openpyxl.Workbook()
    for row, text in enumerate(paragraphs, start=1):
        workbook.active.cell(row, 1).value = text
    return saved(workbook)


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph broken as a page breaks it: set in by two, no closing mark first, no word or number in two."""
    lines, rest = [], "\u3000\u3000" + text
    while rest:
        end = width
        while end < len(rest) and rest[end] in "，。；：、）〕》”！？":
            end += 1
        while end < len(rest) and rest[end - 1 : end + 1].isascii() and rest[end - 1 : end + 1].isalnum():
            end -= 1
        lines.append(rest[:end])
        rest = rest[end:]
    return lines


def chinese_font() -> str:
    """Name of a font with Chinese outlines known to reportlab; skips the test on a machine without one."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    if "chinese" in pdfmetrics.getRegisteredFontNames():
        return "chinese"
    folders = (Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("C:/Windows/Fonts"), Path.home() / ".fonts")
    for folder in folders:
        for path in sorted((*folder.rglob("*.ttf"), *folder.rglob("*.ttc"))) if folder.is_dir() else ():
            try:
                font = TTFont("chinese", path)
            except (TTFError, OSError):
                continue
            if all(ord(sign) in font.face.charToGlyph for sign in "牵头单位（）〔"):
                pdfmetrics.registerFont(font)
                return "chinese"
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


PAGE_LINES = 28
LINE_CHARACTERS = 30


def as_pdf(paragraphs: Sequence[str], *, password: str | None = None) -> bytes:
    """Pages as offices print them: 16 pt, 30 characters a line, a running header and — 1 — at the foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=password)
    font = chinese_font()
    lines = [line for text in paragraphs for line in wrapped(text, LINE_CHARACTERS)]
    for start in range(0, len(lines), PAGE_LINES):
        canvas.setFont(font, 9)
        if len(lines) > PAGE_LINES:
            canvas.drawString(70, 810, "青原市人民政府公报")
        canvas.drawCentredString(297, 30, f"— {start // PAGE_LINES + 1} —")
        canvas.setFont(font, 15)
        for at, line in enumerate(lines[start : start + PAGE_LINES]):
            indent = len(line) - len(line.lstrip("\u3000"))
            canvas.drawString(70 + 15 * indent, 770 - 25 * at, line.lstrip("\u3000"))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def as_ofd(paragraphs: Sequence[str], namespace: str = "http://www.ofdspec.org/2016") -> bytes:
    """Pages of 210 × 297 mm with one TextObject a line, written in the reverse of reading order."""
    lines = [line for text in paragraphs for line in wrapped(text, LINE_CHARACTERS)]
    pages = [lines[start : start + PAGE_LINES] for start in range(0, len(lines), PAGE_LINES)]
    entries = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{namespace}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{namespace}"><ofd:CommonData><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        objects = [_ofd_text(line, 25, 35 + 8.5 * at) for at, line in enumerate(page)]
        objects.append(_ofd_text(f"— {number + 1} —", 98, 285))
        entries[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{namespace}"><ofd:Content><ofd:Layer ID="9">{"".join(reversed(objects))}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}' for name, xml in entries.items()})


def _ofd_text(line: str, left: float, top: float) -> str:
    indent = len(line) - len(line.lstrip("\u3000"))
    text = line.lstrip("\u3000")
    delta = f'DeltaX="g {len(text) - 1} 5"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="5" Boundary="{left + 5 * indent} {top} {5 * len(text)} 6" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="4.5" {delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def zipped(entries: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def as_scan(pdf: bytes, page: int = 0, dpi: int = 150) -> bytes:
    """A page of a PDF as a PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=dpi / 72).to_pil()
    document.close()
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def as_scanned_pdf(png: bytes) -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(stream, "PDF", resolution=150)
    return stream.getvalue()


def converted_by_office(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """A file saved by LibreOffice in another format; skips the test where it is not installed."""
    import subprocess

    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (folder / f"source{suffix}").write_bytes(data)
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        target,
    ]
    subprocess.run(
        [*command, "--outdir", str(folder / "converted"), str(folder / f"source{suffix}")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "converted" / f"source.{target.split(':')[0]}").read_bytes()

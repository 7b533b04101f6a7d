"""Old Word, WPS, Excel, RTF and OpenDocument files, converted by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from index.extract.archive import has_entry, protected
from index.extract.limits import MAX_FILE_BYTES, OFFICE_TIMEOUT_SECONDS
from index.extract.office import docx, xlsx
from index.extract.read import suffix_of, too_large
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

SUFFIXES = (".doc", ".wps", ".rtf", ".odt", ".dot", ".docm", ".xls", ".et", ".ods")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
SPREADSHEETS = (".xls", ".et", ".ods")
PROGRAMS = ("soffice", "libreoffice")
COMPONENTS = {"writer": "libswlo.so", "calc": "libsclo.so", "impress": "libsdlo.so"}
"""A library of each component, beside the program."""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Settings of the throw-away profile: no macros, nothing loaded that a file links to."""


def is_office(data: bytes) -> bool:
    """Whether the bytes are an OLE, RTF, OpenDocument or macro-enabled Word file."""
    return data.startswith((OLE_SIGNATURE, b"{\\rtf")) or any(
        has_entry(data, name) for name in ("content.xml", "word/document.xml")
    )


def read(data: bytes, file_name: str) -> SourceText:
    """The text of the converted file.

    Raises UnreadableFileError for a protected or broken file, and when LibreOffice is missing or takes too long.
    """
    if data.startswith(OLE_SIGNATURE) and ENCRYPTED_PACKAGE in data:
        raise protected(file_name)
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableFileError(
            f"读取“{file_name}”这类旧格式文件需要 LibreOffice，这台机器上没有找到。"
            "请安装 LibreOffice（Debian、Ubuntu：apt install libreoffice-calc libreoffice-writer；"
            "Windows、macOS：www.libreoffice.org），或用 Word、Excel、WPS 另存为 docx、xlsx 后再试。"
        )
    suffix = suffix_of(file_name)
    is_sheet = suffix in SPREADSHEETS or (
        data.startswith(OLE_SIGNATURE)
        and any(stream in data for stream in WORKBOOK_STREAMS)
        and "WordDocument".encode("utf-16-le") not in data
    )
    target = "xlsx" if is_sheet else "docx"
    component = "calc" if is_sheet else "writer"
    if _lacks(program, component):
        raise UnreadableFileError(
            f"读取“{file_name}”需要 LibreOffice 的{'表格' if is_sheet else '文字'}组件，这台机器上只装了其他组件。"
            f"请安装 libreoffice-{component}（如 apt install libreoffice-{component}），或另存为 {target} 后再试。"
        )
    converted = _convert(program, data, suffix if suffix in SUFFIXES else ".doc", target, file_name)
    source = xlsx.read(converted, file_name) if is_sheet else docx.read(converted, file_name)
    return replace(source, format=suffix.removeprefix(".") or "doc")


def _lacks(program: str, component: str) -> bool:
    """Whether LibreOffice lies there as its Linux packages install it, without this component."""
    folder = Path(program).resolve().parent
    present = {name for name, library in COMPONENTS.items() if (folder / library).exists()}
    return bool(present) and component not in present


def _convert(program: str, data: bytes, suffix: str, target: str, file_name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="qiantou-office-") as name:
        folder = Path(name)
        original = folder / f"original{suffix}"
        original.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--nolockcheck", "--convert-to", target, "--outdir", str(folder / "out"), str(original),
        ]  # fmt: skip
        _run(command, file_name)
        result = folder / "out" / f"original.{target}"
        if not result.is_file():
            raise UnreadableFileError(
                f"LibreOffice 打不开文件“{file_name}”：文件可能已损坏，或有密码保护。"
                f"请用 Word、Excel、WPS 打开检查，另存为 {target} 后再试。"
            )
        if result.stat().st_size > MAX_FILE_BYTES:
            raise too_large(file_name, result.stat().st_size)
        return result.read_bytes()


def _run(command: list[str], file_name: str) -> None:
    """Runs a program in a process group of its own: soffice is a script that starts the real one."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(OFFICE_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(
            f"LibreOffice 在 {OFFICE_TIMEOUT_SECONDS} 秒内没有转换完文件“{file_name}”。"
            "请用 Word、WPS 另存为 docx 后再试。"
        ) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

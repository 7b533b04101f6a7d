"""``qiantou doctor``: the settings as they are, the library, the encoder, and what is optional."""

import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version

from index.model.errors import QiantouError
from server.access.hosts import refuse_public_without_keys
from server.access.keys import KeyRing
from server.settings import Settings, describe

_PACKAGES = ("torch", "sentence-transformers", "faiss-cpu", "tantivy", "gradio", "fastapi", "mcp")


def check(settings: Settings) -> bool:
    """Print what was found, one line each; returns whether the service can be used."""
    say = sys.stdout.write
    say(f"Python {platform.python_version()}（{platform.platform()}）\n")
    say("软件包：" + "，".join(f"{name} {_version(name)}" for name in _PACKAGES) + "\n\n设置：\n")
    for name, value, meaning in describe(settings):
        say(f"  {name} = {value}    # {meaning}\n")
    say("\n检查：\n")
    good = True
    for name, look in (
        ("监听地址与密钥", _keys),
        ("文件库", _library),
        ("编码模型", _encoder),
        ("可选功能", _optional),
    ):
        try:
            say(f"  [正常] {name}：{look(settings)}\n")
        except QiantouError as error:
            good = False
            say(f"  [问题] {name}：{error}\n")
    return good


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"


def _keys(settings: Settings) -> str:
    ring = KeyRing(settings.library)
    refuse_public_without_keys(settings, ring)
    off = "未启用密钥（任何人可查询）" if settings.allow_anonymous else "未启用密钥（仅本机可访问）"
    on = "已启用密钥" if settings.require_keys or ring.exists else off
    return f"{settings.host}:{settings.port}，{on}，{len(ring.accounts())} 个账号"


def _library(settings: Settings) -> str:
    from index.library.opening import open_library

    store = open_library(settings.library)
    try:
        documents = store.documents()
        return f"{settings.library.resolve()}，{len(documents)} 份文件，{sum(d.duties for d in documents)} 项分工"
    finally:
        store.close()


def _encoder(settings: Settings) -> str:
    from index.encode.encoder import load_encoder

    encoder = load_encoder(settings.encoder)
    encoder.encode_queries(["谁牵头"])
    return f"{encoder.name}，{encoder.dimension} 维"


def _optional(settings: Settings) -> str:
    ocr = "可识别扫描件" if _version("rapidocr") != "未安装" else "不能识别扫描件（pip install 'qiantou[ocr]'）"
    office = "可读 .doc、.wps" if shutil.which("soffice") else "不能读 .doc、.wps（需要安装 LibreOffice）"
    return f"{ocr}；{office}；改写服务{'：' + settings.llm_url if settings.llm_url else '未启用'}"

"""The settings: ``QIANTOU_…`` variables over one TOML file over the defaults. Unknown names are errors."""

import difflib
import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from data import DOCUMENTS_DIR
from index.model.errors import SettingsError

PREFIX = "QIANTOU_"
FILE_VARIABLE = "QIANTOU_SETTINGS"
DEFAULT_FILE = "qiantou.toml"
SHIPPED_DOCUMENTS = DOCUMENTS_DIR


class Settings(BaseSettings):
    """Everything an office can set. Frozen; the same names serve the environment and the TOML file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_parse_none_str="", extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="监听地址。非本机地址须先建立密钥（qiantou keys add）。")
    port: int = Field(8000, ge=1, le=65535, description="监听端口。")
    workers: int = Field(1, ge=1, le=64, description="服务进程数，各进程共用同一个库。")
    library: Path = Field(Path("library"), description="文件库所在文件夹。")
    documents: Path = Field(SHIPPED_DOCUMENTS, description="首次启动时建库所用的文件夹。")
    encoder: str | None = Field(
        None, description="编码模型：留空用自带的，或 sentence-transformers 模型的名称、路径。"
    )
    reranker: Path | None = Field(None, description="可选的交叉编码器所在文件夹；留空不用。")

    require_keys: bool = Field(False, description="为 true 时一律要求密钥；建立过密钥后自动如此。")
    allow_anonymous: bool = Field(
        False, description="为 true 时，没有密钥也可对外服务，来访者只能查询；建立密钥后不起作用。"
    )
    allowed_hosts: tuple[str, ...] = Field(
        (), description="除本机与监听地址外，允许的访问域名（Host），须先建立密钥。"
    )
    cors_origins: tuple[str, ...] = Field((), description="允许跨域调用接口的网页来源；默认一个也不允许。")
    trusted_proxies: tuple[str, ...] = Field(
        ("127.0.0.1",), description="可信的反向代理地址，其 X-Forwarded-For 用于识别来访者。"
    )
    max_upload_mb: int = Field(50, ge=1, le=1024, description="上传文件的上限，单位 MB。")
    max_request_kb: int = Field(256, ge=16, le=4096, description="其他请求正文的上限，单位 KB。")
    rate_per_minute: int = Field(600, ge=0, description="每个来访者每分钟的请求数上限；0 为不限。")

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="日志的详细程度。")
    log_questions: bool = Field(False, description="为 true 时日志与审计记录写入问题原文；默认不写。")

    llm_url: str | None = Field(None, description="可选：兼容 OpenAI 的改写服务地址（至 /v1）；留空不改写。")
    llm_model: str = Field("default", description="改写所用的模型名。")
    llm_key: SecretStr | None = Field(None, description="改写服务的密钥。")
    llm_timeout: float = Field(10.0, gt=0, le=120, description="等待改写的最长秒数，超过即用原答案。")

    @field_validator("llm_url")
    @classmethod
    def _http_only(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("要以 http:// 或 https:// 开头")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments over the environment over the TOML file; no .env file, no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _toml_file())


def load_settings(**given: object) -> Settings:
    """Read the settings; ``given`` (from the command line) beats all, None meaning not given.

    Raises SettingsError for an unknown key or variable, a malformed value or an unreadable file.
    """
    _refuse_unknown_variables()
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_explain(error)) from error
    except ValueError as error:  # TOMLDecodeError and malformed JSON in a variable
        raise SettingsError(f"读不懂设置：{error}。请按 docs/settings.md 改正后重试。") from error


def describe(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, value, meaning) of every setting, secrets masked, for ``qiantou doctor``."""
    rows = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "（未设）" if value is None or value == () else str(value)
        rows.append(
            (name, ", ".join(value) if isinstance(value, tuple) and value else shown, field.description or "")
        )
    return rows


def _toml_file() -> Path | None:
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(
            f"找不到设置文件 {named}（由环境变量 {FILE_VARIABLE} 指定）。请检查路径，或去掉该变量。"
        )
    return Path(named) if named else Path(DEFAULT_FILE)


def _refuse_unknown_variables() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {FILE_VARIABLE}
    for variable in sorted(os.environ):
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            near = difflib.get_close_matches(variable.upper(), sorted(known), n=1)
            hint = f"是否想写 {near[0]}？" if near else ""
            raise SettingsError(f"不认识的环境变量 {variable}。{hint}全部设置见 docs/settings.md。")


def _explain(error: ValidationError) -> str:
    lines = []
    for item in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in item["loc"])
        reason = "没有这个设置" if item["type"] == "extra_forbidden" else item["msg"]
        lines.append(f"设置 {name}：{reason}" if name else f"读不懂设置：{reason}")
    return "；".join(lines) + "。全部设置及其含义见 docs/settings.md。"

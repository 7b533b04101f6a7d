"""Settings: one source over another, unknown names refused, every one documented."""

import re
from pathlib import Path

import pytest

from index.model.errors import SettingsError
from server.settings import Settings, describe, load_settings

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_arguments_beat_the_environment_which_beats_the_file(monkeypatch):
    Path("qiantou.toml").write_text('port = 1001\nhost = "127.0.0.2"\nlog_level = "debug"\n', encoding="utf-8")
    monkeypatch.setenv("QIANTOU_PORT", "1002")
    monkeypatch.setenv("QIANTOU_HOST", "127.0.0.3")
    settings = load_settings(port=1003, library=None)
    assert (settings.port, settings.host, settings.log_level) == (1003, "127.0.0.3", "debug")


def test_another_file_can_be_named(monkeypatch):
    Path("office.toml").write_text('allowed_hosts = ["qiantou.example"]\n', encoding="utf-8")
    monkeypatch.setenv("QIANTOU_SETTINGS", "office.toml")
    assert load_settings().allowed_hosts == ("qiantou.example",)


@pytest.mark.parametrize(
    ("file", "variables", "words"),
    [
        ("prot = 1\n", {}, "prot"),
        ("port = 'x'\n", {}, "port"),
        ("port = \n", {}, "读不懂设置"),
        ("", {"QIANTOU_PROT": "1"}, "是否想写 QIANTOU_PORT"),
        ("", {"QIANTOU_PORT": "99999"}, "port"),
        ("", {"QIANTOU_SETTINGS": "none.toml"}, "none.toml"),
        ("", {"QIANTOU_LLM_URL": "ftp://x"}, "http://"),
        ("", {"QIANTOU_CORS_ORIGINS": "not json"}, "读不懂设置"),
    ],
)
def test_what_is_unknown_or_malformed_is_refused_by_name(monkeypatch, file, variables, words):
    Path("qiantou.toml").write_text(file, encoding="utf-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=re.escape(words)):
        load_settings()


def test_secrets_are_not_shown():
    shown = str(describe(load_settings(llm_key="hush")))
    assert "hush" not in shown


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1


def test_every_setting_is_documented_with_its_default_and_meaning():
    text = DOCS.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `{name}` \| `QIANTOU_{name.upper()}` \|.*$", text, re.MULTILINE)
        assert row, f"docs/settings.md does not document {name}"
        assert field.description in row.group(), f"docs/settings.md explains {name} in other words"
    documented = set(re.findall(r"^\| `(\w+)` \| `QIANTOU_", text, re.MULTILINE))
    assert documented == set(Settings.model_fields)

"""The application in a real browser, on the real document, over a server started as a user starts it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data import DOCUMENTS_DIR
from server.access.keys import KEYS_FILE, KeyRing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="没有找到 Chromium，跳过浏览器测试（apt-get install chromium）"),
    # Playwright's own subprocess pipes are closed by the interpreter, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
WAIT = 30_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "server.log").open("w", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "server.cli",
        "serve",
        "--port",
        str(port),
        "--library",
        str(folder / "library"),
    ]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QIANTOU_")}
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=Path(__file__).parents[1])
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process, folder / "server.log")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(800):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.5)
    raise AssertionError("server did not become ready:\n" + log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(server)
    opened.wait_for_selector("#qt-question textarea", timeout=WAIT)
    opened.wait_for_selector(".qt-examples", timeout=WAIT)
    yield opened
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
    stored = opened.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]", "the conversation must not stay behind in the browser"
    context.close()


def ask(page: Any, question: str) -> Any:
    """Type a question, press Enter, and wait for its answer."""
    turn = page.locator("article[data-turn]").count()
    page.fill("#qt-question textarea", question)
    page.keyboard.press("Enter")
    answer = page.locator(f'article[data-turn="{turn}"]')
    answer.wait_for(timeout=WAIT)
    return answer


def chips(answer: Any, role: str) -> list[str]:
    return answer.locator(f".qt-card .qt-role:has(.qt-role-name:text-is('{role}')) .qt-chip").all_inner_texts()


def test_the_airport_is_led_by_the_development_and_reform_commission(page: Any) -> None:
    answer = ask(page, "谁牵头长沙机场改扩建")
    assert chips(answer, "牵头单位") == ["省发展改革委"]
    assert chips(answer, "责任单位") == [
        "省财政厅",
        "省自然资源厅",
        "省生态环境厅",
        "省住房城乡建设厅",
        "省交通运输厅",
        "省水利厅",
        "省农业农村厅",
        "省卫生健康委",
        "省能源局",
        "省机场管理集团",
    ]
    assert "第3条" in answer.locator(".qt-cite").first.inner_text()
    assert "长沙机场改扩建" in answer.locator("blockquote").first.inner_text()
    page.wait_for_selector("#qt-evidence mark", timeout=WAIT)
    assert "长沙机场改扩建" in page.locator("#qt-evidence mark").inner_text()
    assert "积极扩大有效投资" in page.locator("#qt-evidence .qt-path").inner_text()


def test_the_supercomputer_is_the_second_duty_of_clause_22(page: Any) -> None:
    answer = ask(page, "升级改造国家超算长沙中心谁牵头")
    assert chips(answer, "牵头单位") == ["省发展改革委"]
    assert answer.locator(".qt-cite").first.inner_text() == "第22条第2项"


def test_the_fishing_ban_names_all_units_that_share_it(page: Any) -> None:
    answer = ask(page, "长江十年禁渔哪些单位参与")
    assert chips(answer, "责任单位") == [
        "省发展改革委",
        "省公安厅",
        "省财政厅",
        "省人力资源社会保障厅",
        "省交通运输厅",
        "省水利厅",
        "省市场监管局",
    ]


def test_a_units_list_is_complete_and_counted(page: Any) -> None:
    answer = ask(page, "省林业局牵头哪些工作")
    rows = answer.locator(".qt-list li")
    assert rows.count() == 2
    assert "2" in answer.locator(".qt-text").inner_text()


def test_a_clause_is_shown_by_number_with_its_neighbours(page: Any) -> None:
    answer = ask(page, "第36条")
    assert "高标准农田建设" in answer.inner_text()
    page.locator("#qt-evidence .qt-step", has_text="下一条").click()
    page.wait_for_selector("#qt-evidence h3:has-text('第37条')", timeout=WAIT)


def test_what_the_document_does_not_say_is_declined(page: Any) -> None:
    answer = ask(page, "长沙地铁七号线谁负责")
    assert answer.get_attribute("class") == "qt-answer qt-no-answer"
    assert answer.locator(".qt-card").count() == 0


def test_a_click_on_a_unit_asks_for_its_duties_and_feedback_is_kept(page: Any) -> None:
    answer = ask(page, "谁牵头长沙机场改扩建")
    answer.locator(".qt-chip", has_text="省能源局").click()
    page.locator('article[data-turn="1"]').wait_for(timeout=WAIT)
    assert "省能源局" in page.locator('article[data-turn="1"] .qt-text').inner_text()
    page.locator('article[data-turn="0"] .qt-verdict', has_text="有用").click()
    page.wait_for_selector('article[data-turn="0"] .qt-verdict[aria-pressed="true"]', timeout=WAIT)


def test_a_follow_up_is_understood_from_the_conversation(page: Any) -> None:
    ask(page, "升级改造国家超算长沙中心谁牵头")
    answer = ask(page, "那责任单位呢")
    assert "省教育厅" in answer.inner_text()


def test_the_ledger_filters_counts_shows_the_clause_and_exports(page: Any, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    page.get_by_role("tab", name="台账").click()
    page.wait_for_selector("#qt-ledger .qt-counts:has-text('共 194 项')", timeout=WAIT)
    page.fill("#qt-text-filter textarea, #qt-text-filter input", "长江流域")
    page.keyboard.press("Enter")
    page.wait_for_selector("#qt-ledger .qt-table tbody tr", timeout=WAIT)
    page.wait_for_function("document.querySelectorAll('#qt-ledger tbody tr').length < 20", timeout=WAIT)
    page.locator("#qt-ledger .qt-cite").first.click()
    page.wait_for_selector("#qt-ledger-evidence mark", timeout=WAIT)
    with page.expect_download(timeout=WAIT) as waiting:
        page.get_by_role("button", name="导出 Excel").click()
    saved = tmp_path / "ledger.xlsx"
    waiting.value.save_as(saved)
    sheet = load_workbook(saved).active
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row - 1 == page.locator("#qt-ledger tbody tr").count()


def test_statistics_draw_every_unit_and_export(page: Any) -> None:
    page.get_by_role("tab", name="统计").click()
    page.wait_for_selector("#qt-statistics svg", timeout=WAIT)
    assert "共 194 项" in page.locator("#qt-statistics .qt-counts").first.inner_text()
    assert page.locator("#qt-statistics svg").count() == 3
    with page.expect_download(timeout=WAIT) as waiting:
        page.locator("#qt-statistics .qt-chart").first.get_by_role("button", name="存为 SVG").click()
    assert waiting.value.suggested_filename.endswith(".svg")
    with page.expect_download(timeout=WAIT) as waiting:
        page.locator("#qt-statistics .qt-chart").first.get_by_role("button", name="存为 PNG").click()
    assert waiting.value.suggested_filename.endswith(".png")


HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>${window.hacked=1}"


def _docx(path: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("某县2024年重点工作任务分工方案")
    document.add_paragraph("一、经济工作")
    document.add_paragraph(
        f"1．建设青石河大桥{HOSTILE}。（县交通运输局牵头，县财政局、县自然资源局按职责分工负责）"
    )
    document.add_paragraph("2．改造老旧小区三十个。（县住房城乡建设局牵头，县财政局配合）")
    document.save(str(path))
    return path


def test_a_docx_is_reported_before_it_is_stored_shown_inert_and_deleted_after_asking(
    page: Any, tmp_path: Path
) -> None:
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#qt-upload input[type=file]", _docx(tmp_path / "某县2024.docx"))
    page.wait_for_selector("#qt-report .qt-report", timeout=WAIT)
    assert "2" in page.locator("#qt-report").inner_text()
    assert page.locator("#qt-documents tbody tr").count() == 1
    page.click("#qt-accept")
    page.wait_for_function("document.querySelectorAll('#qt-documents tbody tr').length === 2", timeout=WAIT)

    page.get_by_role("tab", name="问答").click()
    answer = ask(page, "青石河大桥谁牵头")
    assert chips(answer, "牵头单位") == ["县交通运输局"]
    assert "onerror" in answer.inner_text()
    assert page.evaluate("window.hacked") is None

    page.get_by_role("tab", name="文件").click()
    row = page.locator("#qt-documents tbody tr", has_text="某县2024")
    row.get_by_role("button", name="删除…").click()
    page.locator("#qt-documents").get_by_role("button", name="确认删除").click()
    page.wait_for_function("document.querySelectorAll('#qt-documents tbody tr').length === 1", timeout=WAIT)


def test_a_rejected_report_leaves_the_library_as_it_was(page: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#qt-upload input[type=file]", _docx(tmp_path / "不入库.docx"))
    page.wait_for_selector("#qt-reject", timeout=WAIT)
    page.click("#qt-reject")
    page.wait_for_selector("#qt-report:has-text('库没有变化')", timeout=WAIT)
    assert page.locator("#qt-documents tbody tr").count() == 1


def test_a_broken_file_is_refused_with_its_reason(page: Any, tmp_path: Path) -> None:
    broken = tmp_path / "坏文件.docx"
    broken.write_bytes(b"PK\x03\x04 not a real archive")
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#qt-upload input[type=file]", broken)
    page.wait_for_selector("#qt-report .qt-refused", timeout=WAIT)
    assert "坏文件.docx" in page.locator("#qt-report .qt-refused").inner_text()


def test_no_english_is_left_and_the_question_box_has_the_focus(page: Any) -> None:
    assert page.evaluate("document.activeElement.closest('#qt-question') !== null")
    words = re.compile("[A-Za-z]{3,}")
    document = next(DOCUMENTS_DIR.glob("*.txt"))
    allowed = {"Excel", "CSV", "Word", "SVG", "PNG", *words.findall(document.name + document.read_text("utf-8"))}
    for tab in ("问答", "台账", "统计", "文件"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(800)
        assert set(words.findall(page.inner_text("body"))) - allowed == set()


def test_the_keyboard_alone_asks_and_opens_the_evidence(page: Any) -> None:
    page.keyboard.type("升级改造国家超算长沙中心谁牵头")
    page.keyboard.press("Enter")
    page.locator('article[data-turn="0"]').wait_for(timeout=WAIT)
    page.locator("#qt-log .qt-cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#qt-evidence h3:has-text('第22条')", timeout=WAIT)


def test_the_page_fits_a_phone(browser: Any, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(server)
    opened.wait_for_selector("#qt-question textarea", timeout=WAIT)
    ask(opened, "谁牵头长沙机场改扩建")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_first_key_closes_the_open_page_and_a_revoked_key_its_own(page: Any, folder: Path) -> None:
    from playwright.sync_api import Error as PlaywrightError

    keys = KeyRing(folder / "library")
    key = keys.add("甲", "reader")
    try:
        page.fill("#qt-question textarea", "第36条")
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=key]", timeout=WAIT)
        page.fill("input[name=name]", "甲")
        page.fill("input[name=key]", "qt_wrong")
        page.get_by_role("button", name="登录").click()
        page.wait_for_selector("[role=alert]:has-text('密钥不对')", timeout=WAIT)
        page.fill("input[name=name]", "甲")
        page.fill("input[name=key]", key)
        page.get_by_role("button", name="登录").click()
        page.wait_for_selector("#qt-question textarea", timeout=WAIT)
        assert "高标准农田建设" in ask(page, "第36条").inner_text()
        page.get_by_role("tab", name="文件").click()
        assert not page.locator("#qt-upload").is_visible()

        keys.revoke("甲")
        # An event that was still under way may have closed the page by now.
        tabs = "[...document.querySelectorAll('[role=tab]')].filter((tab) => tab.textContent.includes('统计'))"
        with contextlib.suppress(PlaywrightError):  # it was on its way to the log-in page just now
            page.evaluate(f"{tabs}.forEach((tab) => tab.click())")
        page.wait_for_selector("input[name=key]", timeout=WAIT)
        assert "长沙" not in page.content()
    finally:
        (folder / "library" / KEYS_FILE).unlink()
    page.reload()
    page.wait_for_selector("#qt-question textarea", timeout=WAIT)

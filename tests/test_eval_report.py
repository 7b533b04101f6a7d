"""The HTML page opens offline and shows every failure."""

import re
from html.parser import HTMLParser

import pytest

from eval.measures.report import as_html
from tests.evaluation_samples import INVENTED, MISSED, RIGHT, RUN, WRONG, decline, outcome, question

LOADING = {"src", "href", "xlink:href", "data", "action", "srcset", "poster", "background"}
LOADING_TAGS = {"script", "link", "iframe", "object", "embed", "img", "base", "meta"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.addresses += [value for name, value in attrs if name in LOADING]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def text():
    return as_html(RUN, "谁牵头评测：dev")


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_nothing_is_fetched(text, page):
    assert all(address.startswith("#") for address in page.addresses)
    assert [attrs for tag, attrs in page.tags if tag in LOADING_TAGS] == [{"charset": "utf-8"}]
    assert all(inner.startswith("#") for inner in re.findall(r"url\(([^)]*)\)", text))
    assert "@import" not in text
    assert not re.findall(r"https?://", re.sub(r'xmlns(?::\w+)?="[^"]*"', "", text))


def test_two_charts_with_chinese_labels(page):
    assert [tag for tag, _ in page.tags].count("svg") == 2
    words = "".join(page.words)
    assert all(label in words for label in ("全对率（95% 区间）", "所报把握", "实际全对率", "谁牵头", "文件没有"))


def test_every_failure_stands_there_with_its_evidence(text, page):
    assert text.count("<article>") == 3
    words = "".join(page.words)
    assert "未答对的 3 题（共 5 题）" in words
    for failed in (WRONG, MISSED, INVENTED):
        assert failed.question.id in words
        assert failed.answer["text"] in words
    assert RIGHT.question.id not in words
    assert "依据：a.txt 第1条第2项。牵头：市林业局。责任：市水务局" in words
    assert "a.txt 第7条第1项：修桥<补>路。（市林业局牵头，市水务局负责）" in words
    assert "应为：不作回答" in words


def test_history_of_a_failed_follow_up_is_shown():
    asked = question(history=(("user", "植树归谁"), ("assistant", "市林业局")), question="<b>那修路呢</b>")
    words = "".join(Page(as_html([outcome(asked, decline())], "评测")).words)
    assert "前文（user）：植树归谁" in words
    assert "<b>那修路呢</b>" in words

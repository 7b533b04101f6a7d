"""Places as names and titles begin with them."""

import pytest

from index.identity.place_names import place_at_start, place_by_form
from index.model.identity import NOWHERE, Place


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("湖南省人民政府", Place("province", "湖南省"), "人民政府"),
        ("湖南长沙市财政局", Place("city", "湖南省", "长沙市"), "财政局"),
        ("长沙市望城区人民政府", Place("county", "湖南省", "长沙市", "望城区"), "人民政府"),
        ("浏阳市人民政府", Place("county", "湖南省", "长沙市", "浏阳市"), "人民政府"),
        ("鼓楼区人民政府", Place("county", county="鼓楼区"), "人民政府"),
        ("南京市鼓楼区人民政府", Place("county", "江苏省", "南京市", "鼓楼区"), "人民政府"),
        ("湘西自治州人民政府", Place("city", "湖南省", "湘西土家族苗族自治州"), "人民政府"),
        ("吉林市人民政府", NOWHERE, "吉林市人民政府"),
        ("北京市朝阳区", Place("county", "北京市", None, "朝阳区"), ""),
        ("财政部", NOWHERE, "财政部"),
    ],
)
def test_places_of_the_gazetteer(text, place, rest):
    found, end = place_at_start(text)
    assert (found, text[end:]) == (place, rest)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("青山市人民政府", Place("city", city="青山市"), "人民政府"),
        ("青山市清溪县人民政府", Place("county", None, "青山市", "清溪县"), "人民政府"),
        ("湖南省青山市人民政府", Place("city", "湖南省", "青山市"), "人民政府"),
        ("清河省人民政府", Place("province", "清河省"), "人民政府"),
        ("城市更新行动方案", NOWHERE, "城市更新行动方案"),
        ("全市重点工作", NOWHERE, "全市重点工作"),
        ("各县区政府", NOWHERE, "各县区政府"),
    ],
)
def test_places_by_their_form(text, place, rest):
    found, end = place_by_form(text)
    assert (found, text[end:]) == (place, rest)


def test_what_lies_within_what():
    country, hunan = Place("national"), Place("province", "湖南省")
    changsha, qingshan = Place("city", "湖南省", "长沙市"), Place("city", city="青山市")
    wangcheng = Place("county", "湖南省", "长沙市", "望城区")
    assert country.holds(hunan)
    assert hunan.holds(changsha)
    assert hunan.holds(wangcheng)
    assert changsha.holds(wangcheng)
    assert not hunan.holds(qingshan)
    assert not changsha.holds(hunan)
    assert not Place("province", "浙江省").holds(changsha)
    assert not NOWHERE.holds(hunan)
    assert country.holds(qingshan)

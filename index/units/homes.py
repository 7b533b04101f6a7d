"""Where a unit belongs: 省发展改革委 of a Hunan document and of a Zhejiang one are two units."""

import re

from index.identity.place_names import place_at_start
from index.model.identity import NOWHERE, Place

_NATIONAL = re.compile("^(?:国家|国务院|中共中央|中央|全国|最高人民|中国)")
_MINISTRY = re.compile("^[一-鿿]{2,9}(?<!组织)(?<!宣传)(?<!统战)(?<!武装)部$")
_COUNTRY = Place("national")


def home_of(unit: str, document: Place) -> Place:
    """The place that a unit of a document belongs to, by its level word or the place in its name.

    A unit is known by its name and this place. NOWHERE for one whose document's place is not known.
    """
    if _NATIONAL.match(unit) or (_MINISTRY.match(unit) and unit[0] not in "省市县区州"):
        return _COUNTRY
    said, _ = place_at_start(unit)
    if said.level:
        return said
    if unit.startswith(("省", "自治区")) and document.province:
        return Place("province", document.province)
    if unit.startswith(("市", "州", "盟")) and document.city:
        return Place("city", document.province, document.city)
    return document if document.level else NOWHERE

"""Where a unit belongs: 省发展改革委 of a Hunan document and of a Zhejiang one are two units."""

import re
from collections.abc import Iterable

from index.identity.place_names import place_at_start
from index.model.identity import NOWHERE, Place
from index.model.store import UnitCount

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


def units_at_home(counted: Iterable[UnitCount]) -> tuple[UnitCount, ...]:
    """Counts of documents' units, whose ``home`` is as yet the document's place, added up by unit and its own home.

    Those that lead most come first, then those that share most.
    """
    found: dict[tuple[str, Place], UnitCount] = {}
    for one in counted:
        home = home_of(one.name, one.home)
        held = found.get((one.name, home), UnitCount(one.name, 0, 0, False, home))
        found[one.name, home] = UnitCount(
            one.name, held.lead + one.lead, held.responsible + one.responsible, held.generic or one.generic, home
        )
    return tuple(
        sorted(found.values(), key=lambda unit: (-unit.lead, -unit.responsible, unit.name, unit.home.label))
    )

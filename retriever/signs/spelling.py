"""Units whose names are not spelt right: by sound, or by the characters that they keep in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from index.units.linker import UnitLinker


@lru_cache(maxsize=8)
def _by_sound(forms: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    from pypinyin import lazy_pinyin

    held: dict[str, tuple[str, ...]] = {}
    for form in forms:
        sound = " ".join(lazy_pinyin(form))
        held[sound] = (*held.get(sound, ()), form)
    return held


def nearest_units(text: str, linker: UnitLinker) -> tuple[str, ...]:
    """The units that a name may mean: one that sounds the same, or the only one whose characters it has in order."""
    from pypinyin import lazy_pinyin

    if len(text) < 2:
        return ()
    if exact := linker.resolve(text) or _under_another_kind(text, linker):
        return exact
    forms = tuple(sorted(set(linker.forms())))
    sounds = _by_sound(forms)
    for form in sounds.get(" ".join(lazy_pinyin(text)), ()):
        if units := linker.resolve(form):
            return units
    found = {units for form in _keeping(text, forms) if (units := linker.resolve(form))}
    return found.pop() if len(found) == 1 else ()


def _under_another_kind(text: str, linker: UnitLinker) -> tuple[str, ...]:
    """A department that is a bureau here and was called a hall or commission (林业厅: 省林业局)."""
    stem = text.removeprefix("省").removeprefix("市").removeprefix("县")
    if len(stem) < 3 or stem[-1] not in "厅局委办":
        return ()
    found = {units for kind in "厅局委办" if (units := linker.resolve(stem[:-1] + kind))}
    return found.pop() if len(found) == 1 else ()


def _keeping(text: str, forms: tuple[str, ...]) -> Iterator[str]:
    """Names that have all the characters of a short form in order (省红会: 省红十字会)."""
    for form in forms:
        if len(text) >= 3 and form[0] == text[0] and form[-1] == text[-1] and _within(text, form):
            yield form


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)

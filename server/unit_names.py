"""What visitors call units: any alias to the library's own name, and the aliases that lead to each."""

from collections.abc import Sequence

from index.model.errors import InvalidQuestionError
from index.model.store import UnitCount
from index.text.search_key import search_key
from index.units.linker import UnitLinker
from server.once_per_state import Once


class UnitNames:
    """The units of one state of the library."""

    def __init__(self, units: Sequence[UnitCount]) -> None:
        self.counts = tuple(units)
        self._linker = UnitLinker(
            [unit.name for unit in units], [unit.name for unit in units if unit.generic], key=search_key
        )
        self._aliases = Once(self._collect_aliases)

    def all(self) -> tuple[str, ...]:
        """The library's own names."""
        return tuple(unit.name for unit in self.counts)

    def count(self, name: str) -> UnitCount | None:
        """How often a unit (by its own name) occurs; None when it does not."""
        return next((unit for unit in self.counts if unit.name == name), None)

    def canonical(self, name: str) -> str:
        """The library's name for what a visitor calls a unit; unknown names are returned as they are.

        Raises InvalidQuestionError when the name may mean several units.
        """
        if self.count(name):
            return name
        meant = self._linker.resolve(name)
        if len(meant) > 1:
            raise InvalidQuestionError(f"“{name}”可能指：{'、'.join(meant)}。请写全称。")
        return meant[0] if meant else name

    def aliases(self, name: str) -> tuple[str, ...]:
        """Other names that lead to this unit alone, shortest first."""
        return self._aliases.get().get(name, ())

    def _collect_aliases(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        lexicon = self._linker.lexicon
        for form in {*lexicon.strict, *lexicon.loose}:
            meant = self._linker.resolve(form)
            if len(meant) == 1 and form != meant[0]:
                found.setdefault(meant[0], set()).add(form)
        return {unit: tuple(sorted(forms, key=lambda form: (len(form), form))) for unit, forms in found.items()}

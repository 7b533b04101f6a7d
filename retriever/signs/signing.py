"""All the signs of a question at once."""

from retriever.signs.references import reference_signs
from retriever.signs.sign import Sign, without_overlaps
from retriever.signs.times import time_signs
from retriever.signs.units import UnitGrammar


def sign_text(text: str, units: UnitGrammar) -> tuple[Sign, ...]:
    """Every sign of a search key: documents and dates first, then units, then references and numbers."""
    return without_overlaps([time_signs(text), units.signs(text), reference_signs(text)])

"""``qiantou export``: the ledger of a library as a file."""

from pathlib import Path
from typing import get_args

from index.library.opening import open_library
from index.model.errors import NotFoundError, SettingsError
from index.model.store import DutyFilter
from retriever.ledger.export import FORMATS, Format, export
from retriever.ledger.rows import Grouping, ledgers
from server.settings import Settings
from server.unit_names import UnitNames


def export_to(settings: Settings, output: Path, units: tuple[str, ...], by: Grouping) -> int:
    """Write the duties of these units (all, if none is named) to ``output``; returns how many.

    Raises SettingsError for an unknown suffix, NotFoundError for a unit that the library does not know.
    """
    form = next((known for known in get_args(Format) if output.suffix.lower() == "." + known), None)
    if form is None:
        raise SettingsError(
            f"不支持的输出格式“{output.suffix}”。请用 {'、'.join('.' + known for known in FORMATS)}。"
        )
    store = open_library(settings.library)
    try:
        names = UnitNames(store.units())
        wanted = tuple(names.canonical(unit) for unit in units)
        unknown = [unit for unit, name in zip(units, wanted, strict=True) if names.count(name) is None]
        if unknown:
            raise NotFoundError(f"库中的文件没有出现单位：{'、'.join(unknown)}。")
        found = {record.id: record for name in wanted for record in store.duties(DutyFilter(units=(name,)))}
        records = tuple(found.values()) if wanted else store.duties(DutyFilter())
        content = export(ledgers(records, by, wanted), form)
        output.write_bytes(content)
    except OSError as error:
        raise SettingsError(f"无法写入 {output}：{error.strerror}。请检查路径与权限。") from error
    finally:
        store.close()
    return len(records)

"""Build hook of the wheel: the checkout's folders as one package ``qiantou``.

``index``, ``data``, ``eval`` and their like are names that others use as well: installed at the top level they merge
with packages of those names and are hidden by any data.py in the working folder. The wheel therefore holds
``qiantou.index``, ``qiantou.data`` …, and imports between them are rewritten here, at build time. An editable
install stays as it is: it imports the checkout.
"""

import io
import re
import shutil
import tokenize
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "qiantou"
MODULES = Path("data/encoder/modules.json")
"""Names the class of the encoder, as sentence-transformers looks it up."""

FOLDERS = ("data", "index", "retriever", "server", "ui", "eval")
_IMPORT = re.compile(rf"^(\s*)(from|import)(\s+)({'|'.join(FOLDERS)})(?=[.\s])")
_COMMAND = '''"""``python -m qiantou`` is the command ``qiantou``."""

from server.cli import main

if __name__ == "__main__":
    main()
'''
_LEFT_OUT = (
    "eval/questions/*.jsonl",
    "eval/questions/asked/*",
    "eval/documents/*",
    "eval/annotated/*",
    "eval/benchmark/*",
    "eval/history.jsonl",
    "eval/training/sayings/*",
    "*/__pycache__/*",
)
"""Question sets, their documents and training data are for working on the project, not for using it."""


def rewrite(source: str) -> str:
    """A module's text with its imports of the folders made imports of the package.

    Only lines on which an import statement begins are touched; text in strings and comments stays. A plain
    ``import index.x`` binds another name once rewritten and is refused with ValueError.
    """
    lines = source.splitlines(keepends=True)
    begins = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.NAME and token.string in ("from", "import")
    }
    for number in begins:
        line = lines[number - 1]
        if match := _IMPORT.match(line):
            if match[2] == "import":
                raise ValueError(f"write 'from … import …' instead of: {line.strip()}")
            lines[number - 1] = f"{match[1]}from{match[3]}{PACKAGE}.{line[match.end() - len(match[4]) :]}"
    return "".join(lines)


class OnePackage(BuildHookInterface[Any]):
    """Gathers the rewritten folders under ``build/`` and hands them to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is packed; ``version`` is ``editable`` for a checkout."""
        target = Path(self.root) / "build" / version / PACKAGE
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        (target / "__init__.py").write_text(f'"""{self.metadata.core.description}"""\n', encoding="utf-8")
        if version == "editable":
            (target / "__main__.py").write_text(_COMMAND, encoding="utf-8")
            build_data["force_include_editable"][str(target)] = PACKAGE
            return
        (target / "__main__.py").write_text(rewrite(_COMMAND), encoding="utf-8")
        self._gather(target)
        build_data["force_include"][str(target)] = PACKAGE

    def _gather(self, target: Path) -> None:
        """Copy the folders into ``target``, modules rewritten, the rest as it is."""
        root = Path(self.root)
        for file in sorted(file for folder in FOLDERS for file in (root / folder).rglob("*")):
            inside = file.relative_to(root)
            if not file.is_file() or any(inside.match(pattern) for pattern in _LEFT_OUT):
                continue
            copy = target / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".py":
                copy.write_text(rewrite(file.read_text(encoding="utf-8")), encoding="utf-8")
            elif inside == MODULES:
                named = file.read_text(encoding="utf-8").replace('"index.', f'"{PACKAGE}.index.')
                copy.write_text(named, encoding="utf-8")
            else:
                shutil.copyfile(file, copy)

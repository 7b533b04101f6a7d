"""How much of annotated documents is read rightly: duties with all units right, and with all fields right.

Run ``python -m eval.bench.read_documents FOLDER…`` with folders of documents that have an annotation of the same
name (.json) beside them. ``--quiet`` leaves out the faults.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from eval.measures.duty_match import DutyVerdict, judge
from index.extract import extract, read_file
from index.parse import parse


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document's verdicts. ``negative``: its annotation says that it has no duty."""

    name: str
    negative: bool
    verdicts: tuple[DutyVerdict, ...]


def read_documents(folders: list[Path]) -> list[ReadDocument]:
    """Read and judge every annotated document of the folders. Raises UnreadableFileError."""
    found = []
    for gold_path in [path for folder in folders for path in sorted(folder.glob("*.json"))]:
        gold = json.loads(gold_path.read_text("utf-8"))
        for file in sorted(gold_path.parent.glob(f"{gold_path.stem}.*")):
            if file == gold_path:
                continue
            data = read_file(file)
            document = parse(extract(data, file.name), file.name, data)
            negative = not any(clause["duties"] for clause in gold["clauses"])
            found.append(ReadDocument(file.name, negative, tuple(judge(document, gold))))
    return found


def summary(documents: list[ReadDocument], *, quiet: bool = False) -> str:
    """One line a document, its faults below, the sum last."""
    lines: list[str] = []
    for document in documents:
        lines.append(f"{document.name:<36}{_shares(document.verdicts) if not document.negative else 'negative'}")
        if not quiet:
            faults = [verdict for verdict in document.verdicts if not verdict.fields]
            lines += [f"    {fault.number} {fault.task}: {'; '.join(fault.problems)}" for fault in faults]
    annotated = [verdict for one in documents if not one.negative for verdict in one.verdicts]
    invented = sum(len(one.verdicts) for one in documents if one.negative)
    lines.append(f"{'all':<36}{_shares(annotated)}")
    named, right = sum(one.named for one in annotated), sum(one.right for one in annotated)
    lines.append(
        f"names right {right}/{named} {right / max(1, named):.4f}; duties found where none is: {invented}"
    )
    return "\n".join(lines)


def _shares(verdicts: tuple[DutyVerdict, ...] | list[DutyVerdict]) -> str:
    total, units = len(verdicts), sum(verdict.units for verdict in verdicts)
    fields = sum(verdict.fields for verdict in verdicts)
    share = max(1, total)
    return f"units {units}/{total} {units / share:.3f}  fields {fields}/{total} {fields / share:.3f}"


def main() -> None:
    """Print the summary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    print(summary(read_documents(arguments.folders), quiet=arguments.quiet))  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()

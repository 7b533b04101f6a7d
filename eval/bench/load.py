"""Load: many clients ask while documents come and go; every error and every wrong answer is counted.

Run against a live service: ``python -m eval.bench.load http://127.0.0.1:8000 --clients 50 --seconds 60``.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

EXPECTED: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("谁牵头长沙机场改扩建", "3", frozenset({"省发展改革委"})),
    ("升级改造国家超算长沙中心谁牵头", "22", frozenset({"省发展改革委"})),
)
"""Question, clause and leads that must come back whatever else is in the library."""

_PASSING = "落实第{n}号专项工作分工方案\n\n一、重点任务\n1．修建第{n}号试验桥。（省交通运输厅牵头，省财政厅按职责分工负责）\n"


@dataclass
class Tally:
    """What happened. ``milliseconds`` are of answered questions."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    changes: int = 0

    def report(self) -> dict[str, Any]:
        """Counts and quantiles, JSON-ready, with the first few errors and wrong answers."""
        times = sorted(self.milliseconds)
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
        return {
            "answers": len(times),
            "errors": len(self.errors),
            "wrong": len(self.wrong),
            "changes": self.changes,
            "p50_ms": round(cuts[49], 1),
            "p95_ms": round(cuts[94], 1),
            "p99_ms": round(cuts[98], 1),
            "first_errors": self.errors[:5],
            "first_wrong": self.wrong[:5],
        }


def run(
    address: str,
    clients: int,
    seconds: float,
    key: str = "",
    expected: Sequence[tuple[str, str, frozenset[str]]] = EXPECTED,
) -> Tally:
    """Ask with this many clients for so long, while one more adds and removes a document over and over."""
    tally = Tally()
    over = time.monotonic() + seconds
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(base_url=address, headers=headers) as listing:
        (document,) = {record["id"] for record in listing.get("/api/documents").raise_for_status().json()}
    threads = [
        threading.Thread(target=_ask, args=(address, headers, document, place, over, tally, expected))
        for place in range(clients)
    ]
    threads.append(threading.Thread(target=_change, args=(address, headers, over, tally)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _ask(
    address: str,
    headers: dict[str, str],
    document: str,
    place: int,
    over: float,
    tally: Tally,
    expected: Sequence[tuple[str, str, frozenset[str]]],
) -> None:
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        while time.monotonic() < over:
            question, clause, leads = expected[place % len(expected)]
            place += 1
            started = time.perf_counter()
            try:
                reply = client.post("/api/ask", json={"question": question, "document": document})
            except httpx.HTTPError as error:
                tally.errors.append(f"{type(error).__name__}: {error}")
                continue
            if reply.status_code != 200:
                tally.errors.append(f"{reply.status_code}: {reply.text[:200]}")
                continue
            tally.milliseconds.append((time.perf_counter() - started) * 1000)
            answer = reply.json()
            cited = answer["citations"][0]["clause"] if answer["citations"] else None
            if frozenset(answer["lead"]) != leads or cited != clause:
                tally.wrong.append(f"{question}: {answer['lead']} in {cited}")


def _change(address: str, headers: dict[str, str], over: float, tally: Tally) -> None:
    """Add a small document and remove it again."""
    with httpx.Client(base_url=address, headers=headers, timeout=120) as client:
        number = 0
        while time.monotonic() < over:
            number += 1
            content = _PASSING.format(n=number).encode()
            try:
                added = client.post("/api/documents", files={"file": (f"试验{number}.txt", content)})
                added.raise_for_status()
                client.delete(f"/api/documents/{added.json()['document']['id']}").raise_for_status()
                tally.changes += 1
            except httpx.HTTPError as error:
                tally.errors.append(f"change {type(error).__name__}: {error}")
            time.sleep(0.1)


def main() -> None:
    """Print the report as JSON; exit code 1 when there was an error or a wrong answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "address", help="http://host:port of a service whose library holds the Hunan document only"
    )
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--key", default="", help="an editor's key, where keys are on")
    given = parser.parse_args()
    tally = run(given.address, given.clients, given.seconds, given.key)
    sys.stdout.write(json.dumps(tally.report(), ensure_ascii=False, indent=1) + "\n")
    sys.exit(1 if tally.errors or tally.wrong else 0)


if __name__ == "__main__":
    main()

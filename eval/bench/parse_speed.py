"""How parsing time grows: the shipped document once, ten times and a hundred times over.

Run ``python -m eval.bench.parse_speed``. Read the ratios within one run, not the seconds: machines differ and are noisy.
"""

import argparse
import time
from dataclasses import dataclass

from data import DOCUMENTS_DIR
from index.extract import extract
from index.parse import parse


@dataclass(frozen=True, slots=True)
class Timing:
    """``times`` repetitions of the text, ``characters`` long, took ``seconds`` of processor time (best of runs)."""

    times: int
    characters: int
    seconds: float


def measure(text: str, times: int, runs: int) -> Timing:
    """Extract and parse ``text`` repeated ``times`` over, ``runs`` times; the best run counts."""
    data = (text + "\n") * times
    content = data.encode()
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        parse(extract(content, "repeated.txt"), "repeated.txt", content)
        seconds.append(time.process_time() - start)
    return Timing(times, len(data), min(seconds))


def main() -> None:
    """Print one line for each length: characters, seconds, and microseconds a character against the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each length; the best counts")
    runs = parser.parse_args().runs
    text = next(DOCUMENTS_DIR.glob("*.txt")).read_text(encoding="utf-8")
    timings = [measure(text, times, runs) for times in (1, 10, 100)]
    first = timings[0].seconds / timings[0].characters
    for timing in timings:
        each = timing.seconds / timing.characters
        line = f"{timing.times:>4}×  {timing.characters:>9} characters  {timing.seconds:7.3f} s  "
        print(line + f"{each * 1e6:5.2f} µs a character  ratio {each / first:4.2f}")  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()

"""Memory of one process while it reads page after page: it must not grow.

    python -m benchmarks.memory [--pages 100000] [--corpus ../shared/corpus]

The pages of the evaluation set are read over and over, parse to checked document, and the resident size is taken ten
times on the way.  The first tenth fills the caches that are bounded by design.
"""

import argparse
from itertools import cycle, islice
from pathlib import Path

from benchmarks.extraction import DEFAULT_CORPUS, load_pages, load_scorer, ours
from benchmarks.machine import machine_line

STEPS = 10
STATUS = Path("/proc/self/status")


def resident_megabytes() -> float:
    """Return the memory that this process holds now, as Linux counts it."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Read the pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS)
    options = parser.parse_args()
    if not (options.corpus / "gold.jsonl").is_file():
        print(f"memory: no evaluation set at {options.corpus}; nothing measured.")
        return
    pages = cycle(load_pages(load_scorer(options.corpus), options.corpus, None))
    print(f"## Memory while reading {options.pages:,} pages\n\n{machine_line()}\n")
    print("| pages read | resident MB |\n|---|---|")
    print(f"| 0 | {resident_megabytes():.0f} |")
    for step in range(1, STEPS + 1):
        for page in islice(pages, options.pages // STEPS):
            ours(page)
        print(f"| {step * options.pages // STEPS:,} | {resident_megabytes():.0f} |", flush=True)


if __name__ == "__main__":
    main()

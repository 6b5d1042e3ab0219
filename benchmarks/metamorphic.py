"""Share of pages on which each field holds under each change that a reader would not notice.

    python -m benchmarks.metamorphic [--shared ../shared] [--limit N] [--having FIELD] [--broken]

The pages are those of the evaluation sets beside the checkout (corpus, rendered, gov, cases_reading) and the project's
own fixtures; the table is the one in docs/performance.md.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.pages.kinds.pages import cases
from tests.pages.metamorphic.compare import FIELDS, TARGETS, Page, Table, Tally, says, tally

DEFAULT_SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = {
    "corpus": "gold.jsonl",
    "rendered": "corpus.jsonl",
    "gov": "gold.jsonl",
    "cases_reading": "cases.jsonl",
}
KINDS = ("dates_and_views", "bylines", "texts", "headlines", "papers")
ARTICLES = frozenset((None, "article", "document"))


def own_pages() -> Iterator[Page]:
    """Yield the project's own fixtures."""
    for name in KINDS:
        for case in cases(name):
            url = "http://www.kinds.example/bai-viet/7.html"
            yield Page(f"{name}/{case.name}", case.markup.encode(), case.language, url)


def shared_pages(folder: Path) -> Iterator[Page]:
    """Yield the articles of the evaluation sets."""
    for name, index in SETS.items():
        path = folder / name / index
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            row = json.loads(line)
            language = row.get("lang") or row.get("language")
            if name != "cases_reading" and row.get("kind") not in ARTICLES:
                continue
            url = row.get("url") or "http://unknown.invalid/a.html"
            yield Page(f"{name}/{row['file']}", (folder / name / row["file"]).read_bytes(), language, url)


def print_table(table: Table) -> None:
    """Print a row for each transformation, and the shares of all."""
    print("| change | " + " | ".join(FIELDS) + " |")
    print("| --- |" + " ---: |" * len(FIELDS))
    whole: dict[str, Tally] = defaultdict(Tally)
    for name in sorted(table):
        for field in FIELDS:
            whole[field].held += table[name][field].held
            whole[field].asked += table[name][field].asked
        print(f"| {name} | " + " | ".join(_share(table[name][field]) for field in FIELDS) + " |")
    print("| **all** | " + " | ".join(_share(whole[field]) for field in FIELDS) + " |")
    print("| target | " + " | ".join(f"{TARGETS[field]:.0%}" for field in FIELDS) + " |")


def _share(found: Tally) -> str:
    return f"{found.held / found.asked:.1%}" if found.asked else "–"


def main() -> None:
    """Print the table, and with ``--broken`` each page on which a field does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=DEFAULT_SHARED)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--having", choices=FIELDS, help="only pages that say this")
    parser.add_argument("--broken", action="store_true")
    args = parser.parse_args()
    pages = [*own_pages(), *shared_pages(args.shared)]
    pages = [page for page in pages if says(page, args.having)] if args.having else pages
    table = tally(pages[:: max(1, len(pages) // args.limit)] if args.limit else pages)
    print_table(table)
    for name, field in product(sorted(table), FIELDS) if args.broken else ():
        for words in table[name][field].broken:
            print(f"{name}, {field}: {words}")


if __name__ == "__main__":
    main()

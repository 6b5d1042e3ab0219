"""Our reader and its peers on the same pages in one run: milliseconds a page, body F1, titles, dates.

    python -m benchmarks.extraction [--corpus ../shared/corpus] [--gov ../shared/gov] [--limit N]

Every reader is warmed up on the first pages, then all read each page in turn (processor time on one core, so that
other work on the machine counts little, and for all alike).  Readers that take text rather than
bytes get it decoded by our own charset ladder, outside the clock: a favour, since their own guesses cost them accuracy.
Scores come from the evaluation set's own `score.py`.
"""

import argparse
import importlib.util
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.machine import machine_line
from crawler.checks import check
from crawler.normalise.document import normalise
from crawler.normalise.text.charset import decode_page
from crawler.pages import collector_paused, read_page
from crawler.pages.dom.builder import parse_page

DEFAULT_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
WARM_UP = 10
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Page:
    """One page of the evaluation set, as bytes and as text."""

    row: dict[str, Any]
    content: bytes
    text: str


Reader = Callable[[Page], dict[str, Any]]


def ours(page: Page) -> dict[str, Any]:
    url = page.row.get("url") or "http://unknown.invalid/"
    extract = read_page(url=url, content=page.content, language=page.row["lang"])
    document = check(normalise(extract, now=NOW), now=NOW)
    return {
        "title": document.title,
        "title_raw": document.title_raw,
        "published_at": document.published_at,
        "views": document.views,
        "body_text": document.body_text,
    }


def trafilatura() -> Reader:
    from trafilatura import bare_extraction

    def read(page: Page) -> dict[str, Any]:
        found = bare_extraction(page.content, url=page.row.get("url"), with_metadata=True)
        if found is None:
            return {"title": None, "published_at": None, "body_text": None}
        return {"title": found.title, "published_at": found.date, "body_text": found.text}

    return read


def readability() -> Reader:
    from lxml import html
    from readability import Document

    def read(page: Page) -> dict[str, Any]:
        document = Document(page.text)
        summary = html.fromstring(document.summary())
        return {"title": document.short_title(), "body_text": "\n".join(summary.itertext())}

    return read


def newspaper() -> Reader:
    import newspaper

    def read(page: Page) -> dict[str, Any]:
        config = newspaper.Config()
        config.language = page.row["lang"]
        article = newspaper.Article(page.row.get("url") or "http://unknown.invalid/", config=config)
        article.download(input_html=page.text)
        article.parse()
        published = article.publish_date.isoformat() if article.publish_date else None
        return {"title": article.title, "published_at": published, "body_text": article.text}

    return read


def gne() -> Reader:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(page: Page) -> dict[str, Any]:
        found = extractor.extract(page.text)
        return {"title": found["title"], "published_at": found["publish_time"] or None, "body_text": found["content"]}

    return read


def resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def read(page: Page) -> dict[str, Any]:
        tree = HTMLTree.parse_from_bytes(page.content, detect_encoding(page.content, html5_compatible=True))
        return {"title": tree.title, "body_text": extract_plain_text(tree, main_content=True)}

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "GNE": gne,
    "resiliparse": resiliparse,
}


def stay_offline() -> None:
    """Refuse look-ups of names: a peer that asks a site for its pictures would measure the network, and disturb it."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("benchmarks are run offline")

    socket.getaddrinfo = refuse


def load_scorer(corpus: Path) -> ModuleType:
    """Import the evaluation set's own scorer from its folder."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{corpus / 'score.py'} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_pages(scorer: ModuleType, corpus: Path, limit: int | None) -> list[Page]:
    """Read the pages that have gold, with their text as the charset ladder decodes it."""
    rows = [row for row in scorer.load_gold(corpus / "gold.jsonl") if row.get("gold_by")][:limit]
    pages = []
    for row in rows:
        content = (corpus / row["file"]).read_bytes()
        pages.append(Page(row, content, decode_page(content, language=row["lang"]).text))
    return pages


@dataclass
class Outcome:
    """What one reader said of the pages, its milliseconds a page, and on how many it raised."""

    predictions: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    failures: int = 0


def run(readers: list[tuple[str, Reader]], pages: list[Page]) -> dict[str, Outcome]:
    """Let all readers read each page in turn, so that what slows the machine for a while slows all of them."""
    for page in pages[:WARM_UP]:
        for _, reader in readers:
            attempt(reader, page)
    outcomes = {name: Outcome() for name, _ in readers}
    for page in pages:
        for name, reader in readers:
            started = time.process_time()
            prediction, failed = attempt(reader, page)
            outcome = outcomes[name]
            outcome.times.append((time.process_time() - started) * 1000)
            outcome.failures += failed
            outcome.predictions.append(prediction | {"file": page.row["file"]})
    return outcomes


def attempt(reader: Reader, page: Page) -> tuple[dict[str, Any], bool]:
    """Run a reader; a peer that raises has read nothing, which is counted."""
    try:
        return reader(page), False
    except Exception as error:  # a peer may raise anything; it is counted and printed, and ours is raised again
        if reader is ours:
            raise
        print(f"  {page.row['file']}: {type(error).__name__}", file=sys.stderr)
        return {"title": None, "published_at": None, "body_text": None}, True


def shares(pages: list[Page]) -> dict[str, float]:
    """Where our time goes: each page is decoded, then parsed, then read whole, and the differences are the steps."""
    spent = dict.fromkeys(("decoding", "parsing", "finding the fields", "normalising"), 0.0)
    for page in pages:
        url = page.row.get("url") or "http://unknown.invalid/"
        clock = [time.process_time()]
        text = decode_page(page.content, language=page.row["lang"]).text
        clock.append(time.process_time())
        with collector_paused():
            parse_page(text, url)
        clock.append(time.process_time())
        extract = read_page(url=url, content=page.content, language=page.row["lang"])
        clock.append(time.process_time())
        check(normalise(extract, now=NOW), now=NOW)
        clock.append(time.process_time())
        decoding, parsing, reading, normalising = (later - sooner for sooner, later in pairwise(clock))
        steps = (decoding, parsing, reading - decoding - parsing, normalising)
        spent = {name: total + step for (name, total), step in zip(spent.items(), steps, strict=True)}
    return {name: total / sum(spent.values()) for name, total in spent.items()}


SUBSETS = {
    "2011-12 news": "repo rundimeco/waddle",
    "hand-made": "repo immortal-autumn/Chinese-Web-Content-Extraction-Dataset",
    "gov": "gov",
    "health": "health",
    "all": "all",
}


def row_of(name: str, by: dict[str, Any], times: list[float], failures: int) -> list[str]:
    everything = by["all"]
    body = [f"{by[subset]['body']['f1']:.3f}" if "body" in by.get(subset, {}) else "-" for subset in SUBSETS.values()]
    return [
        name,
        f"{statistics.mean(times):.1f}",
        f"{statistics.median(times):.1f}",
        *body,
        share(everything, "title"),
        share(everything, "day"),
        share(everything, "first"),
        share(everything, "last"),
        str(everything["date_false"][0]) if "date_false" in everything else "-",
        str(everything["leak"][0]) if "leak" in everything else "-",
        str(failures),
    ]


def share(summary: dict[str, Any], field: str) -> str:
    if field not in summary:
        return "-"
    right, asked = summary[field]
    return f"{100 * right / asked:.1f} %"


def table(rows: list[list[str]]) -> Iterator[str]:
    head = [
        "reader",
        "mean ms",
        "median ms",
        *(f"F1 {name}" for name in SUBSETS),
        "titles",
        "days",
        "first sentences",
        "last sentences",
        "false dates",
        "leaks",
        "raised",
    ]
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS)
    parser.add_argument("--gov", type=Path, default=DEFAULT_CORPUS.parent / "gov")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not (options.corpus / "gold.jsonl").is_file():
        print(f"extraction: no evaluation set at {options.corpus}; nothing measured.")
        return
    stay_offline()
    scorer = load_scorer(options.corpus)
    readers = [("health archive", ours), *((name, make()) for name, make in PEERS.items())]
    for name, folder in (("Reading", options.corpus), ("Reading government pages", options.gov)):
        if (folder / "gold.jsonl").is_file():
            measure(name, readers, scorer, folder, options.limit)


def measure(
    heading: str, readers: list[tuple[str, Reader]], scorer: ModuleType, folder: Path, limit: int | None
) -> None:
    """Run all readers over one evaluation set and print its table."""
    pages = load_pages(scorer, folder, limit)
    rows, means = [], {}
    for name, outcome in run(readers, pages).items():
        _, by = scorer.evaluate([page.row for page in pages], outcome.predictions, folder)
        rows.append(row_of(name, by, outcome.times, outcome.failures))
        means[name] = statistics.mean(outcome.times)
    print(f"## {heading}: {len(pages)} pages with gold\n\n{machine_line()}\n")
    print("\n".join(table(rows)))
    mean = means["health archive"]
    print(f"\ntrafilatura takes {means['trafilatura'] / mean:.1f} times as long as ours.")
    print(f"Ours takes {mean / means['resiliparse']:.1f} times as long as resiliparse.")
    print(f"Of ours: {', '.join(f'{name} {share:.0%}' for name, share in shares(pages).items())}.\n")


if __name__ == "__main__":
    main()

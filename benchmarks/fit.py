"""Fit the weights of the headline's features, and show what each feature is worth.

    python -m benchmarks.fit [--shared ../shared] [--folds 8] [--epochs 60]

For each article of the evaluation sets the candidates are the lines that the reader weighs; the right one is the line
that shows the gold title; each page is ranked once more without its `<title>` and meta elements.  A softmax over a
page's candidates is fitted by plain gradient descent, started at the hand weights and drawn towards them.  Validation
leaves whole sites out: the sites are dealt into folds, and the pages of a fold are ranked by weights that were fitted
without any page of their sites.  The ablation leaves one feature out of the hand weights at a time.
"""

import argparse
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.normalise.text.charset import decode_page
from crawler.pages import FAMILIES, family_of
from crawler.pages.dom.builder import parse_page
from crawler.pages.fields.metadata import read_metadata
from crawler.pages.fields.title import candidates
from crawler.pages.fields.title_claims import bare
from crawler.pages.fields.title_features import WEIGHTS
from crawler.pages.signals.hijack import hijacked_titles
from tests.pages.metamorphic.markup import drop_meta

DEFAULT_SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = {"corpus": "gold.jsonl", "gov": "gold.jsonl", "rendered": "corpus.jsonl"}
RATE, PULL = 0.02, 0.002
"""Step of the descent, and how strongly the hand weights draw."""

Features = Mapping[str, float]


@dataclass(frozen=True)
class Ranking:
    """The candidates of one page, and which of them show the title."""

    site: str
    features: Sequence[Features]
    right: frozenset[int]


def rankings(shared: Path) -> Iterator[Ranking]:
    """Yield the pages on which a candidate shows the gold title."""
    for name, index in SETS.items():
        path = shared / name / index
        for text in path.read_text("utf-8").splitlines() if path.is_file() else ():
            row = json.loads(text)
            title = row.get("gold", {}).get("title")
            if not title:
                continue
            source = decode_page((shared / name / row["file"]).read_bytes(), None, row["lang"]).text
            for variant in (source, without_claims(source, row["lang"])):
                ranking = _ranking(variant, row, title)
                if ranking.right:
                    yield ranking


def without_claims(source: str, language: str) -> str:
    """Return a page without what its head says of the title."""
    return re.sub(r"(?is)<title\b.*?</title>", "<title></title>", drop_meta(source, language))


def _ranking(source: str, row: Mapping[str, str], title: str) -> Ranking:
    url = row.get("url") or f"http://{zlib.crc32(row['file'].encode()):x}.invalid/"
    tree = parse_page(source, url)
    page = FAMILIES[family_of(tree)]
    weighed = list(candidates(tree, read_metadata(tree), row["lang"], page.title_css, hijacked_titles(tree)))
    wanted = bare(title)
    right = {place for place, (line, _) in enumerate(weighed) if _shows(bare(line.text), wanted)}
    return Ranking(urlsplit(url).hostname or url, [features for _, features in weighed], frozenset(right))


def _shows(line: str, title: str) -> bool:
    """Whether a line shows the title, or the first of several lines of it."""
    return line == title or (len(line) >= 6 and title.startswith(line) and 2 * len(line) >= len(title))


def score(features: Features, weights: Mapping[str, float]) -> float:
    """Return the weight of one candidate."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def is_right(page: Ranking, weights: Mapping[str, float]) -> bool:
    """Tell whether the best candidate is a right one."""
    best = max(range(len(page.features)), key=lambda place: (score(page.features[place], weights), -place))
    return best in page.right


def share_right(pages: Sequence[Ranking], weights: Mapping[str, float]) -> float:
    """Return the share of pages whose best candidate is right."""
    return sum(is_right(page, weights) for page in pages) / len(pages)


def fit(pages: Sequence[Ranking], epochs: int) -> dict[str, float]:
    """Return weights under which the right candidates are likely; started at the hand weights."""
    weights = dict(WEIGHTS)
    for _ in range(epochs):
        for page in pages:
            _step(page, weights)
        for name, hand in WEIGHTS.items():
            weights[name] += PULL * len(pages) ** 0.5 * (hand - weights[name])
    return weights


def _step(page: Ranking, weights: dict[str, float]) -> None:
    scores = [score(features, weights) for features in page.features]
    top = max(scores)
    shares = [math.exp(value - top) for value in scores]
    whole, ours = sum(shares), sum(shares[place] for place in page.right)
    for place, features in enumerate(page.features):
        wanted = shares[place] / ours if place in page.right else 0.0
        slope = wanted - shares[place] / whole
        if abs(slope) > 1e-4:
            for name, value in features.items():
                weights[name] += RATE * slope * value


def validated(pages: Sequence[Ranking], folds: int, epochs: int) -> float:
    """Return the share of pages ranked rightly by weights fitted without their sites."""
    right = 0
    for fold in range(folds):
        held = [page for page in pages if zlib.crc32(page.site.encode()) % folds == fold]
        others = [page for page in pages if zlib.crc32(page.site.encode()) % folds != fold]
        weights = fit(others, epochs)
        right += sum(is_right(page, weights) for page in held)
    return right / len(pages)


def main() -> None:
    """Print both sets of weights, how they do on sites left out, and what is lost without each feature."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=DEFAULT_SHARED)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=60)
    args = parser.parse_args()
    pages = list(rankings(args.shared))
    fitted = fit(pages, args.epochs)
    had = Counter(name for page in pages for features in page.features for name in features)
    hand_share = share_right(pages, WEIGHTS)
    print(f"{len(pages)} pages of {len({page.site for page in pages})} sites")
    print(f"hand weights: {hand_share:.1%} of the pages ranked rightly")
    print(f"fitted, sites left out: {validated(pages, args.folds, args.epochs):.1%}")
    print(f"fitted, on the pages themselves: {share_right(pages, fitted):.1%}\n")
    print("| feature | lines that have it | hand | fitted | right without it |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, weight in WEIGHTS.items():
        without = share_right(pages, {**WEIGHTS, name: 0.0})
        print(f"| {name} | {had[name]} | {weight:.2f} | {fitted[name]:.2f} | {without:.1%} |")


if __name__ == "__main__":
    main()

"""The lines that are a page's text: what the reader keeps, beside a logistic regression over what it looks at."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.fit.pages import GoldPage
from benchmarks.fit.softmax import fold_of
from crawler.pages import FAMILIES, family_of
from crawler.pages.body.boilerplate import ends_article, heads_article, is_furniture_name
from crawler.pages.body.cleaning import fold
from crawler.pages.body.density import Prose
from crawler.pages.body.find import find_body
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.model import Line
from crawler.pages.families.base import BODY_CSS
from crawler.pages.fields.headline.find import find_title
from crawler.pages.fields.metadata import read_metadata

RATE = 0.05
MIN_LETTERS = 6
"""Letters of a line that is compared with the gold text; shorter ones recur by chance."""
REACH = 3
"""Lines before and behind that say whether a line stands in running text."""


@dataclass(frozen=True)
class LabelledLine:
    """One line: what is seen of it, whether it is text, whether the reader kept it, and how long it is."""

    features: Mapping[str, float]
    is_text: bool
    is_kept: bool
    length: int


@dataclass(frozen=True)
class LabelledPage:
    """The lines of one page."""

    site: str
    lines: Sequence[LabelledLine]


def labelled(page: GoldPage) -> LabelledPage | None:
    """Return the lines of a page whose gold has a text; None for others."""
    name = page.gold.get("text_file")
    if not name:
        return None
    gold = fold((page.folder / name).read_text("utf-8"))
    tree = parse_page(page.source, page.url)
    family, metadata = FAMILIES[family_of(tree)], read_metadata(tree)
    title = find_title(tree, metadata, page.language, family.title_css)
    body = find_body(tree, title=title.text if title else None, containers=(*family.body_css, *BODY_CSS))
    kept = set(body.kept) if body else set()
    prose = Prose(tree, title.first if title else None)
    told = [(line, fold(line.text)) for line in tree.lines if not line.hidden]
    return LabelledPage(
        page.site,
        [
            LabelledLine(_features(line, tree.lines, prose), words in gold, line.index in kept, len(words))
            for line, words in told
            if len(words) >= MIN_LETTERS
        ],
    )


def _features(line: Line, lines: Sequence[Line], prose: Prose) -> Mapping[str, float]:
    around = [other.index for other in lines[max(0, line.index - REACH) : line.index + REACH + 1]]
    return {
        "bias": 1.0,
        "length": min(prose.mass[line.index], 160.0) / 160.0,
        "reads": float(prose.reads(line.index)),
        "neighbours read": sum(prose.reads(index) for index in around) / len(around),
        "weight in its surroundings": max(-1.0, min(1.0, prose.score[line.index] / 40.0)),
        "linked": line.link_share,
        "heading": float(line.heading > 0),
        "head's label": float(heads_article(line.text)),
        "end's label": float(ends_article(line.text)),
        "furniture": float(any(is_furniture_name(b.tag, b.ident) for b in (line.block, *line.block.ancestors()))),
    }


def fit_lines(pages: Iterable[LabelledPage], epochs: int, without: str = "") -> dict[str, float]:
    """Return the weights of a logistic regression, each line counted for its length."""
    weights: Counter[str] = Counter()
    for _ in range(epochs):
        for page in pages:
            for line in page.lines:
                step = RATE * min(line.length, 100) / 100 * (line.is_text - chance(line, weights))
                for name, value in line.features.items():
                    if name != without:
                        weights[name] += step * value
    return dict(weights)


def chance(line: LabelledLine, weights: Mapping[str, float]) -> float:
    """Return how likely a line is text."""
    value = sum(weights.get(name, 0.0) * amount for name, amount in line.features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def line_f1(pages: Iterable[LabelledPage], weights: Mapping[str, float] | None) -> float:
    """Return the F1 of the lines, each counted for its length; without weights of those that the reader kept."""
    right = said = wanted = 0
    for page in pages:
        for line in page.lines:
            chosen = line.is_kept if weights is None else chance(line, weights) > 0.5
            right += line.length * (chosen and line.is_text)
            said += line.length * chosen
            wanted += line.length * line.is_text
    return 2 * right / (said + wanted) if said + wanted else 0.0


def validated_lines(pages: Sequence[LabelledPage], folds: int, epochs: int) -> float:
    """Return the mean F1 over folds of sites, each by weights that were fitted without them."""
    scores = []
    for fold_number in range(folds):
        held = [page for page in pages if fold_of(page.site, folds) == fold_number]
        weights = fit_lines([page for page in pages if fold_of(page.site, folds) != fold_number], epochs)
        scores.append(line_f1(held, weights))
    return sum(scores) / len(scores)

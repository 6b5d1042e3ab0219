"""The lines that may be a page's headline."""

from benchmarks.fit.pages import GoldPage
from benchmarks.fit.softmax import Ranking
from crawler.pages import FAMILIES, family_of
from crawler.pages.dom.builder import parse_page
from crawler.pages.fields.headline.claims import bare
from crawler.pages.fields.headline.features import WEIGHTS
from crawler.pages.fields.headline.find import candidates
from crawler.pages.fields.metadata import read_metadata
from crawler.pages.signals.hijack import hijacked_titles

HAND = WEIGHTS


def ranking(page: GoldPage) -> Ranking | None:
    """Return a page's candidates; None where the gold has no title, or no line shows it."""
    title = page.gold.get("title")
    if not title:
        return None
    tree = parse_page(page.source, page.url)
    family = FAMILIES[family_of(tree)]
    weighed = list(candidates(tree, read_metadata(tree), page.language, family.title_css, hijacked_titles(tree)))
    wanted = bare(title)
    right = frozenset(place for place, (line, _) in enumerate(weighed) if _shows(bare(line.text), wanted))
    return Ranking(page.site, [features for _, features in weighed], right) if right else None


def _shows(line: str, title: str) -> bool:
    """Whether a line shows the title, or the first of several lines of it."""
    return line == title or (len(line) >= 6 and title.startswith(line) and 2 * len(line) >= len(title))

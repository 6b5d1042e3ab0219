"""The dates that may be a page's publication date, by the place where they stand."""

from collections import Counter
from datetime import date

from benchmarks.fit.pages import GoldPage
from benchmarks.fit.softmax import Features, Ranking
from crawler.normalise.dates.url_dates import date_in_url
from crawler.pages import FAMILIES, family_of
from crawler.pages.body.find import find_body
from crawler.pages.dom.builder import parse_page
from crawler.pages.families.base import BODY_CSS
from crawler.pages.fields.dates.find import MINUTE, RANK, Dated, date_candidates
from crawler.pages.fields.headline.find import find_title
from crawler.pages.fields.metadata import read_metadata
from crawler.pages.fields.region import find_region

HAND = {f"place: {name}": float(-rank) for name, rank in RANK.items()} | {
    "timed": 0.0,
    "said twice": 0.0,
    "in the address": 0.0,
}
"""The order in which places are trusted, written as weights; the reader asks nothing else of a date by itself."""
_PLACES = {rank: name for name, rank in RANK.items()}
_LAST = date(2099, 1, 1)


def ranking(page: GoldPage) -> Ranking | None:
    """Return a page's candidates; None where the gold has no date, or no candidate is of its day."""
    wanted = {str(day)[:10] for day in (page.gold.get("published"), page.gold.get("published_also")) if day}
    if not wanted:
        return None
    tree = parse_page(page.source, page.url)
    family, metadata = FAMILIES[family_of(tree)], read_metadata(tree)
    title = find_title(tree, metadata, page.language, family.title_css)
    body = find_body(tree, title=title.text if title else None, containers=(*family.body_css, *BODY_CSS))
    found, _ = date_candidates(tree, find_region(tree, title, body, page.language), metadata, page.language)
    right = frozenset(place for place, dated in enumerate(found) if dated.day in wanted)
    days = Counter(dated.day for dated in found)
    addressed = date_in_url(page.url, _LAST)
    return Ranking(page.site, [_features(dated, days, addressed) for dated in found], right) if right else None


def _features(dated: Dated, days: Counter[str], addressed: str | None) -> Features:
    return {
        f"place: {_PLACES[dated.rank]}": 1.0,
        "timed": float(dated.fineness >= MINUTE),
        "said twice": float(days[dated.day] > 1),
        "in the address": float(addressed == dated.day),
    }

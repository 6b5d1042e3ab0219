"""An article that stands on several pages, while they are fetched."""

from dataclasses import dataclass, field

from crawler.crawling.run.requests import Kept
from crawler.items import Capture


@dataclass(eq=False)
class Whole:
    """The first page and those that came after it."""

    kept: Kept
    pages: list[Capture] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

"""Which pictures of articles a run asks for: each once, and no more than its budget allows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from crawler.items import Image

MAX_PICTURES = 8
"""Pictures asked for of one article."""
MAX_PICTURE_BYTES = 8 * 2**20


class Holder(Protocol):
    """What knows whether the archive holds an address, such as a frontier."""

    def holds(self, url: str) -> bool:
        """Return whether what stands at *url* was fetched."""


@dataclass
class PictureBudget:
    """What is left of a run's pictures, and which were asked for."""

    left: int
    asked: set[str] = field(default_factory=set)

    def choose(self, images: Iterable[Image], archive: Holder) -> list[str]:
        """Return the addresses to ask for; a picture that the archive holds is not asked for again."""
        chosen: list[str] = []
        for image in images:
            if len(chosen) == min(MAX_PICTURES, self.left):
                break
            is_web = urlsplit(image.url).scheme in {"http", "https"}
            if is_web and image.url not in self.asked and not archive.holds(image.url):
                self.asked.add(image.url)
                chosen.append(image.url)
        self.left -= len(chosen)
        return chosen

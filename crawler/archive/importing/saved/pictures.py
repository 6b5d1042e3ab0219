"""Pictures that were saved with a page: beside it, in a folder of its own, or elsewhere below the folder given."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from crawler.archive.importing.found import FoundRecord
from crawler.archive.importing.kinds import MAX_PICTURE_BYTES, picture_type
from crawler.archive.importing.saved.files import is_file_inside
from crawler.archive.importing.seen import ShownImage, images_of
from crawler.normalise.addresses import address_key


@dataclass(frozen=True)
class SavedPicture:
    """A file that its path says the address of, and maybe the moment."""

    path: Path
    moment: datetime | None


class SavedPictures:
    """The pictures below *folder*; each is given away once for an address."""

    def __init__(self, folder: Path, addressed: Iterable[tuple[str, SavedPicture]] = ()) -> None:
        """Know the pictures *addressed*, with the address that the path of each tells."""
        self._folder = folder
        self._by_key: defaultdict[str, list[SavedPicture]] = defaultdict(list)
        for url, picture in addressed:
            self._by_key[address_key(url)].append(picture)
        self._given: set[tuple[str, Path]] = set()

    def of_page(self, page: FoundRecord, path: Path) -> Iterator[FoundRecord]:
        """Yield the pictures that *page*, saved at *path*, shows and that were saved, too.

        A picture has the page's moment, unless its path tells one.
        """
        for image in images_of(page.url, page.body):
            saved = self._beside(image, path) or self._elsewhere(image, page.fetched_at)
            if saved is None or (image.url, saved.path) in self._given:
                continue
            content = _content(saved.path)
            if content is not None:
                self._given.add((image.url, saved.path))
                yield self._found(image.url, saved, content, page)

    def _found(self, url: str, saved: SavedPicture, content: bytes, page: FoundRecord) -> FoundRecord:
        return replace(
            page,
            url=url,
            body=content,
            where=os.path.relpath(os.path.normpath(saved.path), self._folder),
            fetched_at=saved.moment or page.fetched_at,
            time_from="path" if saved.moment else page.time_from,
            is_page=False,
            shown_on=page.url,
            title=None,
        )

    def _beside(self, image: ShownImage, page: Path) -> SavedPicture | None:
        """Return the file that a relative source means; programs escape it, and keep a query in the name or drop it."""
        for source in image.sources:
            plain = source.partition("#")[0]
            for name in dict.fromkeys((plain, unquote(plain), unquote(plain.partition("?")[0]))):
                path = page.parent / name
                if name and "://" not in name and is_file_inside(path, self._folder):
                    return SavedPicture(path, None)
        return None

    def _elsewhere(self, image: ShownImage, moment: datetime) -> SavedPicture | None:
        """Return the file whose path tells the picture's address, the nearest in time of several."""
        found = self._by_key.get(address_key(image.url), [])
        return min(found, key=lambda one: abs((one.moment or moment) - moment), default=None)


def _content(path: Path) -> bytes | None:
    """Return the bytes of a picture; None where the file is none, or larger than a crawl would take."""
    try:
        if path.stat().st_size > MAX_PICTURE_BYTES:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    return content if picture_type(content) else None

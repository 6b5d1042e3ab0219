"""The pictures in a file that holds nothing else: pages that were scanned into Word."""

from collections.abc import Iterator

from crawler.filetext.kinds import IMAGES, kind_of
from crawler.filetext.package import Package

MOST_PICTURES = 30
LEAST_BYTES = 2000
"""A smaller picture is an ornament."""
MOST_BYTES = 20 * 2**20


def package_pictures(body: bytes) -> Iterator[bytes]:
    """Yield the pictures of a document in the order of their names.  Raises `FileError`."""
    package = Package(body)
    endings = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")
    names = sorted(name for name in package.names if name.lower().endswith(endings))
    for name in names[:MOST_PICTURES]:
        content = package.read(name, MOST_BYTES)
        if len(content) >= LEAST_BYTES and kind_of(content) in IMAGES:
            yield content

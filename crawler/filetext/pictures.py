"""The pictures in a file that holds nothing else: pages that were scanned into Word."""

from collections.abc import Iterator

from crawler.filetext.kinds import IMAGES, kind_of
from crawler.filetext.package import Package

MAX_PICTURES = 30
MIN_BYTES = 2000
"""A smaller picture is an ornament."""
MAX_BYTES = 20 * 2**20


def package_pictures(body: bytes) -> Iterator[bytes]:
    """Yield the pictures of a document in the order of their names.  Raises `FileError`."""
    package = Package(body)
    endings = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")
    names = sorted(name for name in package.names if name.lower().endswith(endings))
    for name in names[:MAX_PICTURES]:
        content = package.read(name, MAX_BYTES)
        if len(content) >= MIN_BYTES and kind_of(content) in IMAGES:
            yield content

"""Recognises a page that is only a frame around another one: a frameset, or a body that is one `<iframe>`.

Old portals put their menus in one frame and the article in another; the article's address then answers with a page that
has no text at all.  Its text is at the frame's address.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.attachments import EXTENSION
from crawler.pages.fields.embedded import is_viewer

MAX_TEXT = 120
"""Characters of visible text above which a page says something itself."""
MAIN_NAME = re.compile(r"main|content|body|article|detail|right|noi-?dung|chinh|zhengwen|neirong", re.IGNORECASE)
"""Names of the frame that holds the page among frames of menus and banners."""
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def framed_address(tree: PageTree) -> str | None:
    """Return the address of the page that this one only frames, on the same host; None for a page of its own.

    Of several frames the one named as the main one is meant; where none is, or two are, nothing is guessed.
    """
    if not tree.frames or sum(len(line.text) for line in tree.lines if not line.hidden) > MAX_TEXT:
        return None
    frames = [(frame, address) for frame in _seen(tree) if (address := _inside(tree, frame.get("src", "")))]
    if len({address for _, address in frames}) > 1:
        frames = [(frame, address) for frame, address in frames if _is_main(frame)]
    addresses = {address for _, address in frames}
    return addresses.pop() if len(addresses) == 1 else None


def _seen(tree: PageTree) -> Iterator[_Element]:
    for frame in tree.frames:
        sizes = {(frame.get(side) or "").strip().removesuffix("px") for side in ("width", "height")}
        if not sizes & {"0", "1"} and not UNSEEN.search(frame.get("style") or ""):
            yield frame


def _inside(tree: PageTree, source: str) -> str | None:
    """Return the frame's absolute address where it is another page of the same host."""
    address, _, _ = tree.absolute(source).partition("#")
    try:
        here, there = urlsplit(tree.url), urlsplit(address)
    except ValueError:
        return None
    is_near = there.scheme in ("http", "https") and there.hostname == here.hostname
    is_page = (
        is_near
        and not EXTENSION.search(there.path)
        and not is_viewer(address)
        and address != tree.url.partition("#")[0]
    )
    return address if is_page else None


def _is_main(frame: _Element) -> bool:
    return any(MAIN_NAME.search(frame.get(name) or "") for name in ("name", "id"))

"""Pictures inside an article and the words under them."""

import re
from dataclasses import dataclass

from crawler.items import Image
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block, Placed
from crawler.pages.dom.tree import PageTree

_CAPTION_NAME = re.compile(
    r"(?:^|[\s_-])(?:p?caption|figcaption|wp-caption-text|chu-?thich|tu-?zhu|image"
    r"|photo_?(?:explanation|essay|desc\w*|note|text|info)"
    r"|(?:img|image|pic|picture)_?-?(?:desc\w*|title|note|text|info|wrapper|caption|explain))(?=$|[\s_\d-])"
)
_CAPTION_WORDS = re.compile(
    r"^\s*[▲△▼↑]|^(?:资料图|資料圖|图为|圖為|图[一二三四五六七八九十\d]*[:：]|ảnh\s*(?:minh\s+họa)?\s*:)"
    r"|(?:[\s/／(（](?:摄|攝)|摄影|攝影|[^，。]{2,10}(?:[\s/]?摄|[\s/]攝)[）)]?|供图|截[图圖]|資料照片?|资料图片?)[）)。]?$|\(?ảnh\s*:[^.]{2,40}\)?$",
    re.IGNORECASE,
)
_MAX_LENGTH = 90.0
"""Mass of the longest caption."""
_PICTURE_ARTICLE = 0.35
"""Share of the text from which captions are the text."""


@dataclass(frozen=True, slots=True)
class Captions:
    """The pictures of an article, and the lines that are captions."""

    images: tuple[Image, ...]
    lines: frozenset[int]


def find_captions(tree: PageTree, prose: Prose, block: Block, kept: list[int]) -> Captions:
    """Find the pictures between the first and the last line of the text and their captions among its lines."""
    if not kept:
        return Captions((), frozenset())
    texts = set(kept)
    centred = 2 * sum(tree.lines[i].centred for i in kept) > len(kept)
    taken = {i for i in kept if prose.mass[i] <= _MAX_LENGTH and _is_named_caption(tree.lines[i].block, block)}
    images: list[Image] = []
    for placed in tree.images:
        if not block.index <= placed.block.index < block.end or placed.hidden:
            continue
        source = placed.element.get("data-src") or placed.element.get("data-original") or placed.element.get("src")
        if not source:
            continue
        lines = _caption_of(tree, prose, block, placed, texts, centred=centred)
        taken.update(lines)
        caption = " ".join(tree.lines[i].text for i in lines) or None
        images.append(Image(url=tree.absolute(source), caption=caption))
    if sum(prose.mass[i] for i in taken) >= _PICTURE_ARTICLE * sum(prose.mass[i] for i in kept):
        return Captions(tuple(images), frozenset())
    return Captions(tuple(images), frozenset(taken))


def _is_named_caption(block: Block, container: Block) -> bool:
    while block is not container and block.parent is not None:
        if block.tag == "figcaption" or (block.ident and _CAPTION_NAME.search(block.ident)):
            return True
        if block.tag not in ("p", "span", "font", "em", "td", "div"):
            return False
        if block.last - block.first > 2:
            return False
        block = block.parent
    return False


def _caption_of(
    tree: PageTree, prose: Prose, container: Block, placed: Placed, texts: set[int], *, centred: bool
) -> list[int]:
    """Lines that are the caption of one picture; `centred`: the text itself is set so, and it means nothing."""
    around = placed.block
    while around is not container and around.parent is not None:
        lines = [i for i in range(around.first, around.last) if i in texts]
        if len(lines) > 3 or sum(prose.mass[i] for i in lines) > _MAX_LENGTH:
            break
        if lines and around.tag in ("figure", "table"):
            return lines
        around = around.parent
    i = placed.line
    if i not in texts or prose.mass[i] > _MAX_LENGTH:
        return []
    line = tree.lines[i]
    if (
        (line.centred and not centred)
        or line.italic
        or _CAPTION_WORDS.search(line.text)
        or _is_named_caption(line.block, container)
    ):
        return [i]
    return []

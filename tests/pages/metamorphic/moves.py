"""Transformations that need to know where on the page headline, date line and text stand."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from crawler.items import Extract
from crawler.normalise.text.charset import decode_page
from crawler.pages import read_page
from crawler.pages.body.cleaning import fold
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree

_PROSE = 40
_READERS = {
    "zh": (
        ("过客", "2012-01-09 08:15", "写得很好，希望以后多报道这样的消息，大家都想看。"),
        ("晴天", "2012-01-10 21:40", "请问在哪里可以报名参加，电话打不通，麻烦管理员回复一下。"),
    ),
    "vi": (
        ("Bạn đọc", "09/01/2012 08:15", "Bài viết rất hay, mong trang tin có thêm nhiều bài như thế này nữa."),
        ("Nắng mai", "10/01/2012 21:40", "Cho tôi hỏi đăng ký ở đâu, tôi gọi điện mãi không được, xin cảm ơn."),
    ),
}
_ITEMS = {
    "zh": (
        ("全市青年志愿者清理河道垃圾三十吨", "2012-01-09"),
        ("图书馆新馆开放首日接待读者两千人", "2012-01-10"),
        ("城北公园银杏大道迎来观赏期", "2012-01-11"),
    ),
    "vi": (
        ("Thanh niên ra quân dọn rác trên sông trong ngày nghỉ", "09/01/2012"),
        ("Thư viện mới đón hai nghìn bạn đọc ngày đầu mở cửa", "10/01/2012"),
        ("Công viên phía bắc vào mùa lá vàng", "11/01/2012"),
    ),
}
_TEASER = {
    "zh": "金黄的银杏叶铺满了大道，前来拍照的市民络绎不绝，公园延长了开放时间……",
    "vi": "Lá vàng phủ kín con đường, người dân đến chụp ảnh rất đông, công viên kéo dài giờ mở cửa…",
}
_HEADINGS = {"zh": ("网友评论", "相关新闻"), "vi": ("Bình luận", "Tin liên quan")}


def _comments(language: str) -> str:
    rows = "".join(
        f"<li><b>{name}</b> <span>{day}</span><p>{words}</p></li>" for name, day, words in _READERS[language]
    )
    return f"<div><h3>{_HEADINGS[language][0]}</h3><ul>{rows}</ul></div>"


def _related(language: str) -> str:
    rows = "".join(f"<li><a href='/r'>{title}</a> <span>{day}</span></li>" for title, day in _ITEMS[language])
    return f"<div><h3>{_HEADINGS[language][1]}</h3><ul>{rows}</ul></div>"


def _teaser(language: str) -> str:
    return f"<div><div><a href='/t'>{_ITEMS[language][2][0]}</a></div><div>{_TEASER[language]}</div></div>"


@dataclass(frozen=True)
class Places:
    """The elements of a page that a transformation moves or stands beside."""

    tree: PageTree
    title: Line | None
    dated: Line | None
    """The line of the publication date, where it is a line of its own below the headline."""
    first: Line | None
    """The text's first long line."""
    last: Line | None


def places(markup: bytes, language: str, url: str) -> tuple[Places, Extract]:
    """Return where the parts of the article stand, by what the page is read to say."""
    extract = read_page(url=url, content=markup, language=language)
    tree = parse_page(decode_page(markup, None, language).text, url)
    headline = fold(extract.title or "")
    title = next(
        (line for line in tree.lines if headline and fold(line.text) == headline and line.link_share < 0.5), None
    )
    body = {text for text in (extract.body_text or "").split("\n") if len(text) >= _PROSE}
    told = [line for line in tree.lines if line.text in body and not line.hidden]
    dated = None
    if title is not None and extract.published and told:
        between = tree.lines[title.index + 1 : told[0].index]
        dated = next((line for line in between if extract.published in line.text and len(line.text) < 120), None)
    return Places(tree, title, dated, told[0] if told else None, told[-1] if told else None), extract


def _written(tree: PageTree) -> str:
    return etree.tostring(tree.root, encoding="unicode", method="html")


def _fragment(markup: str) -> etree._Element:
    parsed = etree.fromstring(f"<html><body>{markup}</body></html>", etree.HTMLParser())
    return parsed[0][0]


def _alone(line: Line) -> etree._Element | None:
    """Return the block of a line that holds nothing else."""
    return line.element if line.block.last - line.block.first == 1 and line.element.getparent() is not None else None


def _detached(element: etree._Element) -> etree._Element:
    """Take an element out of its place, the text behind it left there."""
    tail, parent, before = element.tail, element.getparent(), element.getprevious()
    assert parent is not None
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    return element


def date_above_headline(found: Places, _language: str) -> str | None:
    """Put the date line above the headline."""
    dated = _alone(found.dated) if found.dated else None
    title = _alone(found.title) if found.title else None
    if dated is None or title is None or dated.tag in ("td", "li", "tr"):
        return None
    title.addprevious(_detached(dated))
    return _written(found.tree)


def date_below_lead(found: Places, _language: str) -> str | None:
    """Put the date line below the text's first paragraph."""
    dated = _alone(found.dated) if found.dated else None
    first = _alone(found.first) if found.first else None
    if dated is None or first is None or dated.tag in ("td", "li", "tr") or first.tag not in ("p", "div"):
        return None
    moved = _detached(dated)
    moved.tail, first.tail = first.tail, None
    first.addnext(moved)
    return _written(found.tree)


def wrap_in_blocks(found: Places, _language: str) -> str | None:
    """Set all that the body holds in two more blocks."""
    return _wrapped(found.tree, "<div><div></div></div>")


def wrap_in_table(found: Places, _language: str) -> str | None:
    """Set all that the body holds in a layout table."""
    return _wrapped(found.tree, "<table width='100%'><tr><td></td></tr></table>")


def _wrapped(tree: PageTree, shell: str) -> str | None:
    body = tree.root.find("body")
    if body is None:
        return None
    outer = _fragment(shell)
    inner = list(outer.iter(etree.Element))[-1]
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    body.append(outer)
    return _written(tree)


def _behind_text(found: Places, markup: str) -> str | None:
    """Put a box behind the smallest block that holds the whole text."""
    if found.first is None or found.last is None or found.first is found.last:
        return None
    block = next(
        around for around in (found.first.block, *found.first.block.ancestors()) if around.last > found.last.index
    )
    if block.element.getparent() is None or block.tag in ("body", "html", "td", "tr", "tbody", "li"):
        return None
    box = _fragment(markup)
    box.tail, block.element.tail = block.element.tail, None
    block.element.addnext(box)
    return _written(found.tree)


def comments_behind(found: Places, language: str) -> str | None:
    """Let two readers comment."""
    return _behind_text(found, _comments(language))


def related_behind(found: Places, language: str) -> str | None:
    """Put a box of other items behind the text."""
    return _behind_text(found, _related(language))


def teaser_before(found: Places, language: str) -> str | None:
    """Begin the page with a teaser of another article."""
    body = found.tree.root.find("body")
    if body is None or found.title is None:
        return None
    body.insert(0, _fragment(_teaser(language)))
    return _written(found.tree)


def menus_last(found: Places, _language: str) -> str | None:
    """Put the first box of links at the end of the page."""
    body = found.tree.root.find("body")
    for block in found.tree.blocks:
        links = found.tree.lines[block.first : block.last]
        if block.element.getparent() is body and len(links) > 2 and all(line.link_share > 0.9 for line in links):
            assert body is not None
            body.append(_detached(block.element))
            return _written(found.tree)
    return None


def hidden_copy(found: Places, _language: str) -> str | None:
    """Add the text once more for telephones, hidden on a desktop."""
    if found.first is None or found.last is None or found.first is found.last:
        return None
    block = next(
        around for around in (found.first.block, *found.first.block.ancestors()) if around.last > found.last.index
    )
    body = found.tree.root.find("body")
    if body is None or block.tag in ("body", "html", "td", "tr", "tbody"):
        return None
    copy = etree.fromstring(etree.tostring(block.element, encoding="unicode", method="html"), etree.HTMLParser())
    shell = etree.SubElement(body, "div", {"style": "display:none"})
    shell.extend(list(copy[0]))
    return _written(found.tree)


MOVES: tuple[Callable[[Places, str], str | None], ...] = (
    date_above_headline, date_below_lead, wrap_in_blocks, wrap_in_table, comments_behind, related_behind, teaser_before,
    menus_last, hidden_copy,
)  # fmt: skip
"""Each returns the page's new source, or None where the page has no such part."""

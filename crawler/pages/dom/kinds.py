"""What elements do to the lines of a page, by their tags."""

_INLINE_TAGS = """a abbr acronym b basefont bdi bdo big blink button cite code data del dfn em font i img input ins kbd
label mark nobr q rb ruby s samp small span strike strong sub sup time tt u var wbr meta link base param source track"""
_UNREAD_TAGS = """script style template svg math select option datalist noscript object embed applet canvas video audio
map rt rp textarea iframe frame noframes title"""
UNREAD = frozenset(_UNREAD_TAGS.split())
"""Tags of elements in which nothing is text of the page."""
_ITALIC_TAGS = frozenset(("i", "em", "cite"))

CUSTOM, BLOCK, LINK, STRONG, ITALIC, PLAIN, BREAK, LONE, SKIPPED = range(9)
"""Kinds of elements: a block of a tag that HTML does not know, any other block, a link or button, bold and italic type,
inline and nothing by itself, a line break, one that gives no lines and holds none, one that is passed over with all
that is in it.  Those before `PLAIN` always have something to do where they end.  Plain numbers, since they are asked
for and compared at every tag of a page."""


class _Kinds(dict[str, int]):
    """Kind of an element by its tag; a tag with a colon comes from an office program and breaks no line."""

    def __missing__(self, tag: str) -> int:
        kind = self[tag] = PLAIN if ":" in tag else CUSTOM if "-" in tag else BLOCK
        return kind


KINDS = _Kinds(dict.fromkeys(_INLINE_TAGS.split(), PLAIN))
KINDS.update(dict.fromkeys(UNREAD, SKIPPED))
KINDS.update(dict.fromkeys(("img", "meta", "base", "link"), LONE))
KINDS.update(dict.fromkeys(("a", "button"), LINK))
KINDS.update(dict.fromkeys(("b", "strong"), STRONG))
KINDS.update(dict.fromkeys(_ITALIC_TAGS, ITALIC))
KINDS["br"] = BREAK

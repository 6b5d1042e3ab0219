"""What hangs on the text's last line and is none of it: a link back, an invitation to follow the office's channels."""

import re

from crawler.pages.dom.elements import element_text
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import BACK_LINK, INVITES, REPORTED, SERVICE, SIDE_HEADING, folded

_LEADS_ON = re.compile(r"(?:详见|参见|请见|载于|(?<!\w)(?:xem|chi\s+tiết)\s+(?:tại|ở|trong|theo)|(?<!\w)theo)$")
"""Words of a sentence that only the name in the link ends."""
_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 3
_MAX_INVITATION_LENGTH = 200


def back_link(tree: PageTree, index: int) -> str | None:
    """Return the words of a link at the end of a line that leads back to a list or the front page."""
    line = tree.lines[index]
    links = [anchor.element for anchor in tree.anchors if anchor.line == index]
    words = " ".join(element_text(links[-1]).split()) if links else ""
    if not words or words == line.text or not line.text.endswith(words):
        return None
    return words if BACK_LINK.match(folded(words)) else None


def is_invitation(text: str) -> bool:
    """Whether a last paragraph only asks the reader to follow a channel.

    Who reports such words is quoted, and who names what is done there gives an instruction.
    """
    if len(text) > _MAX_INVITATION_LENGTH:
        return False
    words = folded(text)
    return INVITES.search(words) is not None and not REPORTED.search(words) and not SERVICE.search(words)


def is_linked_sentence(tree: PageTree, line: Line) -> bool:
    """Whether a line that is mostly a link begins with words of its own, and names or ends what a sentence names."""
    link = next((anchor.element for anchor in tree.anchors if anchor.line == line.index), None)
    words = " ".join(element_text(link).split()) if link is not None else ""
    start = line.text.find(words) if words else -1
    before = line.text[:start].rstrip() if start > 0 else ""
    if len(_LETTERS.findall(before)) < _MIN_LETTERS or before.endswith((":", "：", "»", ">")):
        return False
    closes = (
        words.endswith(("》", "”")) or line.text.endswith(("。", ".", "！", "”")) or _LEADS_ON.search(folded(before))
    )
    return bool(closes) and not SIDE_HEADING.match(folded(line.text))

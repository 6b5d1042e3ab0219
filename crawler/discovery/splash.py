"""Entry pages that only send a reader on: a refresh, a script, a frame."""

import re

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import find_links
from crawler.pages.lists.scripts.calls import GOES_TO, evaluate, global_values
from crawler.pages.lists.scripts.constants import STRING

REFRESH = re.compile(r"^\s*(?P<wait>\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)
MAX_WAIT = 15
FEW_LINKS = 4
"""A page with more links is a page of its own, whatever its scripts do."""
MAX_ENTRY = 200
"""Characters that an entry page says at most."""


def sent_to(tree: PageTree, charset: str = "utf-8", *, by_link: bool = True) -> str | None:
    """Return the address that a page sends its reader to, or None where it is a page of its own.

    *by_link*: whether a page that has but one link sends its reader there, as an entry page does.
    """
    for element in tree.root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = REFRESH.match(element.get("content") or "")
            if found is not None and float(found["wait"]) <= MAX_WAIT:
                return _other(found["url"], tree, charset)
    links = list(find_links(tree, charset))
    if len(links) > FEW_LINKS or is_frameset(tree):
        return None
    for frame in sorted(tree.frames, key=lambda one: one.tag != "frame"):
        address = _other(frame.get("src") or "", tree, charset)
        if address is not None and not links:
            return address
    target = None
    for script in tree.scripts:
        names = global_values(script.text)
        written = STRING.sub(lambda text: "_" * len(text[0]), script.text)
        for goes in GOES_TO.finditer(written):  # what stands in a string is markup that somebody may click on
            # The last one: those before it are for telephones and old browsers.
            value = evaluate(script.text[goes.end() :], names)
            target = value if isinstance(value, str) else target
    if target is not None:
        return _other(target, tree, charset)
    others = {link.url.partition("#")[0] for link in links}
    is_short = not tree.frames and len("".join(line.text for line in tree.lines)) < MAX_ENTRY
    return others.pop() if by_link and is_short and len(others) == 1 and tree.url not in others else None


def is_frameset(tree: PageTree) -> bool:
    """Whether a page is put together of several frames, such as one with the menu beside one with the news."""
    return sum(frame.tag == "frame" for frame in tree.frames) > 1


def _other(address: str, tree: PageTree, charset: str) -> str | None:
    url = repaired_address(address, tree.base_url, charset)
    return url if url.startswith("http") and url != tree.url else None

"""Controls of a pager that call a script: whether one of them leads on from the page that is shown.

Where none of the rules could ask for what such a control asks for, the list goes on unread.
"""

import re

from lxml.etree import _Element

from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import text_of
from crawler.pages.lists.pagers import NEXT_SIGNS, NEXT_WORDS, is_disabled
from crawler.pages.lists.scripts.calls import Value, called

PAGE_WORDS = re.compile(r"trang|页|頁|page", re.IGNORECASE)
"""Of the words for "next" those that say what comes next; an arrow may as well turn pictures."""
NOT_PAGERS = re.compile(
    r"slid|swip|carousel|banner|focus|tab|gallery|image|img|pic|video|month|year|day|calendar|lich|vote|rat(?:e|ing)|star|score|zoom|font"
    r"|preventDefault|stopPropagation",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[\[(]?\d{1,4}[\])]?")
MARKED = re.compile(r"current|active|selected|\bcur\b|\bon\b|now", re.IGNORECASE)
MAX_NUMBERS = 25
"""Numbers in a row or table; those of a calendar are more than a pager's."""
CONTROLS = ("a", "button", "span", "li", "input")


def has_script_control(tree: PageTree) -> bool:
    """Return whether a control of the page calls a script for a page after the one that is shown."""
    blocks = _numbers(tree)
    for numbers in blocks.values():
        here = next((number for number, calls, marked in numbers if marked or not calls), None)
        if 1 < len(numbers) <= MAX_NUMBERS and any(calls and number > (here or 1) for number, calls, _ in numbers):
            return True
    shown = [_last_shown(numbers) for numbers in blocks.values() if 1 < len(numbers) <= MAX_NUMBERS]
    return not any(shown) and any(_asks_on(element) for element in tree.root.iter(*CONTROLS))


def _numbers(tree: PageTree) -> dict[_Element, list[tuple[int, bool, bool]]]:
    """Return the blocks that hold a number which calls a script: (number, whether it calls, whether it is marked)."""
    blocks: dict[_Element, list[tuple[int, bool, bool]]] = {}
    for element in tree.root.iter(*CONTROLS, "b", "strong", "em", "i"):
        words = text_of(element)
        block = _block(element)
        if block is None or not NUMBER.fullmatch(words) or any(True for _ in element.iterchildren(*CONTROLS)):
            continue
        marked = bool(MARKED.search(f"{element.get('class') or ''} {_class_of_parent(element)}"))
        blocks.setdefault(block, []).append((int(words.strip("[]()")), _call(element) is not None, marked))
    return {block: found for block, found in blocks.items() if any(calls for _, calls, _ in found)}


def _block(element: _Element) -> _Element | None:
    node = element.getparent()
    if node is not None and node.tag in {"li", "span"}:
        node = node.getparent()
    return next(node.iterancestors("table"), node) if node is not None and node.tag == "td" else node


def _class_of_parent(element: _Element) -> str:
    parent = element.getparent()
    return (parent.get("class") or "") if parent is not None and parent.tag in {"li", "span"} else ""


def _last_shown(numbers: list[tuple[int, bool, bool]]) -> bool:
    """Return whether a pager shows its last number."""
    return any((marked or not calls) and number == max(one[0] for one in numbers) for number, calls, marked in numbers)


def _asks_on(element: _Element) -> bool:
    words = {word.strip() for word in (text_of(element), element.get("value") or "", element.get("title") or "")}
    is_next = any(NEXT_WORDS.match(word) or word in NEXT_SIGNS for word in words if word)
    call = _call(element) if is_next and not is_disabled(element) and element.get("disabled") is None else None
    if call is None:
        return False
    return call[-1:] == [2] or (call[-1:] != [1] and any(PAGE_WORDS.search(word) for word in words))


def _call(element: _Element) -> list[Value] | None:
    """Return the arguments with which a control calls a script, or None where it calls none for a page."""
    href = (element.get("href") or "").strip()
    action = element.get("onclick") or (href[len("javascript:") :] if href.lower().startswith("javascript:") else "")
    call = called(action)
    if call is None or call[0] in {"void", "return", "alert"} or NOT_PAGERS.search(call[0]):
        return None
    return call[1]

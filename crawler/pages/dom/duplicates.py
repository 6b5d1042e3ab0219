"""Copies of one article on one page: for desktop and mobile, or for readers with poor sight.  One is wanted."""

from crawler.pages.body.density import Prose
from crawler.pages.dom.tree import PageTree

_TELLING = 20.0
"""Mass from which a line is telling: shorter ones recur by chance."""
_SAME = 0.8
_WITNESSES = 3


def first_copy(tree: PageTree, prose: Prose, kept: list[int]) -> list[int]:
    """Return the lines up to the place where the text begins again, or all of them."""
    telling = [i for i in kept if prose.mass[i] >= _TELLING]
    if len(telling) < 2:
        return kept
    opening = tree.lines[telling[0]].text
    again = next((i for i in telling[1:] if tree.lines[i].text == opening), None)
    if again is None:
        return kept
    before = {tree.lines[i].text for i in telling if i < again}
    after = [tree.lines[i].text in before for i in telling if i >= again]
    return [i for i in kept if i < again] if sum(after) >= _SAME * len(after) else kept


def has_copy(tree: PageTree, prose: Prose, kept: list[int]) -> bool:
    """Whether the text stands elsewhere on the page once more, hidden or not."""
    longest = sorted((i for i in kept if prose.mass[i] >= _TELLING), key=lambda i: -prose.mass[i])[:_WITNESSES]
    if len(longest) < 2 and sum(prose.mass[i] for i in longest) < 3 * _TELLING:
        return False
    wanted = {tree.lines[i].text for i in longest}
    ours = set(kept)
    return wanted <= {line.text for line in tree.lines if line.text in wanted and line.index not in ours}

"""Vietnamese or Chinese: asked of the page's own characters first, since many templates declare the wrong language."""

import re

from crawler.pages.dom.tree import PageTree

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9áàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ]|[a-zA-Z][\u0300-\u0323]")
ENOUGH = 8
"""So many letters of one script decide; fewer may be a name or a link to the other edition."""
LINES = 400


def find_language(tree: PageTree) -> str:
    """Return ``vi`` or ``zh``."""
    text = "".join(line.text for line in tree.lines[:LINES])
    han, vietnamese = len(HAN.findall(text)), len(VIETNAMESE.findall(text))
    if max(han, vietnamese) >= ENOUGH:
        return "zh" if han > vietnamese else "vi"
    declared = (tree.language or "").lower()
    if declared.startswith("zh"):
        return "zh"
    return "zh" if han > vietnamese and not declared.startswith("vi") else "vi"

"""Bylines: who wrote, supplied, edited and checked a text."""

import re
from collections.abc import Mapping


def read_byline(line: str, language: str) -> Mapping[str, str]:
    """Return what a byline says, under ``author``, ``source``, ``editor`` and ``reviewer``; {} when it is no byline."""
    found: dict[str, str] = {}
    for key, pattern in _LABELS.items():
        match = pattern.search(line)
        if match and match[1].strip(" .()（）"):
            found[key] = match[1].strip(" .()（）")
    return found


_END = r"(?=\s*(?:$|[|)）]|\s(?:来源|作者|记者|责任编辑|编辑|審核|审核|來源|編輯|責任編輯)))"
_LABELS = {
    "author": re.compile(r"(?:Tác giả|作者|记者|記者|通讯员)\s*[:：]?\s*(.+?)" + _END),
    "source": re.compile(r"(?:Nguồn tin|Nguồn|来源|來源)\s*[:：]\s*(.+?)" + _END),
    "editor": re.compile(r"(?:责任编辑|責任編輯|编辑|編輯|Biên tập)\s*[:：]\s*(.+?)" + _END),
    "reviewer": re.compile(r"(?:审核|審核)\s*[:：]\s*(.+?)" + _END),
}

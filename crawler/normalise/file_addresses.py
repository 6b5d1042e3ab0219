"""Which addresses are one file: those that differ by a token, a time stamp or a session only.

`address_key` says when two addresses are one page, where a parameter may choose what is shown.  The address of a file
names it by its path as a rule, and what follows is how the office lets one fetch it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.normalise.addresses import address_key

FILE_PATH = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|tiff?|txt|csv|ceb)$", re.IGNORECASE
)
TOKEN = re.compile(
    r"t|ts|v|ver|version|time\w*|tick|token|access_token|auth\w*|expires?|exp|deadline|sig|sign|signature|key|hash|md5|nonce|rev|cb"
    r"|st|e|ticket|sid|s?session\w*|csrf\w*|x-(?:amz|oss|cos|obs)-\w+|ossaccesskeyid|download|attname|response-content-\w+",
    re.IGNORECASE,
)
"""Parameters that let one fetch a file, or keep caches from answering."""
OPAQUE = re.compile(r"(?=[^/]*\d)(?=[^/]*[a-z])[0-9a-z_-]{16,}", re.IGNORECASE)
"""A part of a path that is no word: a token or a digest."""


def file_keys(urls: Sequence[str]) -> list[str]:
    """Return a key for each of the files that one article offers; the same file has the same key in every reading.

    >>> file_keys(["https://h.example/f/a.pdf?t=77"]) == file_keys(["https://h.example/f/a.pdf?t=154"])
    True
    >>> len(set(file_keys(["https://h.example/get.pdf?id=1", "https://h.example/get.pdf?id=2"])))
    2
    """
    paths = [_path_key(url) for url in urls]
    counts = Counter(paths)
    return [
        path if FILE_PATH.search(urlsplit(url).path) and counts[path] == 1 else _without_tokens(url)
        for path, url in zip(paths, urls, strict=True)
    ]


def place_of(known: Sequence[str], asked: Sequence[str]) -> int | None:
    """Return which of the *known* addresses of files one of the *asked* ones means, or None."""
    for place in (_without_tokens, _path_of_file, _shape_of_path):
        keys = [place(url) for url in known]
        for url in asked:
            key = place(url)
            if key is not None and keys.count(key) == 1:
                return keys.index(key)
    return None


def _path_key(url: str) -> str:
    parts = urlsplit(url)
    return address_key(parts._replace(query="", fragment="").geturl())


def _without_tokens(url: str) -> str:
    parts = urlsplit(url)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TOKEN.fullmatch(name)
    ]
    return address_key(parts._replace(query=urlencode(kept), fragment="").geturl())


def same_files(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Pair the files of two readings, each (address, name): position in *new* → position in *old*.

    By their keys first; then, where one file of a name went and one of the same name and file name came, by those: its
    folder holds a token.
    """
    old_keys = file_keys([url for url, _ in old])
    new_keys = file_keys([url for url, _ in new])
    places = {key: at for at, key in enumerate(old_keys)}
    pairs = {at: places[key] for at, key in enumerate(new_keys) if key in places}
    left = [at for at in range(len(old)) if at not in pairs.values()]
    known = {_shape(*old[at]): at for at in left}
    for at, file in enumerate(new):
        shape = _shape(*file)
        if at not in pairs and shape is not None and shape in known:
            pairs[at] = known.pop(shape)
    return pairs


def _shape(url: str, name: str) -> tuple[str, str] | None:
    shape = _shape_of_path(url)
    return None if shape is None else (shape, name)


def _shape_of_path(url: str) -> str | None:
    """Return what stays of a path whose folder is a token; None where no part of it is one."""
    path = urlsplit(url).path
    folded = OPAQUE.sub("*", path)
    return folded.lower() if folded != path else None


def _path_of_file(url: str) -> str | None:
    return _path_key(url) if FILE_PATH.search(urlsplit(url).path) else None

"""Pages saved from a web archive's playback: recognised, and freed of what the playback added.

The Wayback Machine and pywb put a script and a banner into a page and send every address through themselves.  What was
added stands between comments of theirs and goes; addresses become what they were.  The bytes stay as evidence: this is
a way of reading them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MARKS = (b"BEGIN WAYBACK TOOLBAR INSERT", b"End Wayback Rewrite JS Include", b"FILE ARCHIVED ON", b"__wm.", b"wbinfo.")
"""One of these is in every page that a playback has rewritten."""
ADDED = (
    re.compile(
        rb"<script[^>]*?(?:archive\.org|/_static|web-static)[^>]*>.{0,20000}?<!-- End Wayback Rewrite JS Include -->",
        re.DOTALL,
    ),
    re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL),
    re.compile(rb"<!--\s+FILE ARCHIVED ON .*?-->", re.DOTALL),
    re.compile(rb"<!--\s+playback timings \(ms\):.*?-->", re.DOTALL),
    re.compile(rb"<!-- WB Insert -->.*?<!-- End WB Insert -->", re.DOTALL),
)
PREFIX = re.compile(
    rb"(?:https?:)?(?://[\w.-]+(?::\d+)?)?/(?:[\w-]+/){1,2}(\d{4,14})(?:[a-z]{2}_|js_|cs_|im_)?/(https?:(?:\\?/){2})"
)
"""An address sent through a playback: host and collection, time stamp, kind of use, and then the address itself."""
ARCHIVED_ON = re.compile(rb"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4})")
PLAYED = re.compile(rb"""__wm\.(?:wombat|init|bt)\(\s*["'](https?:[^"']+)["']\s*,\s*["'](\d{14})["']""")
INFO_URL = re.compile(rb"""wbinfo\.url\s*=\s*["'](https?:[^"']+)["']""")
INFO_STAMP = re.compile(rb"""wbinfo\.timestamp\s*=\s*["'](\d{14})["']""")
OWN_ADDRESS = re.compile(
    rb"""<(?:link|meta)\b(?=[^>]*(?:canonical|og:url))[^>]*?(?:href|content)=["']([^"']+)["']""", re.IGNORECASE
)


@dataclass(frozen=True)
class Playback:
    """What a playback says of the page that it shows."""

    url: str | None
    captured_at: datetime | None


def is_playback(content: bytes) -> bool:
    """Return whether *content* is a page as a playback shows it, rewritten."""
    return any(mark in content for mark in MARKS) and (
        PREFIX.search(content) is not None or any(added.search(content) for added in ADDED)
    )


def playback_of(content: bytes) -> Playback | None:
    """Return what the playback that *content* was saved from says of it; None where it is no such page."""
    if not is_playback(content):
        return None
    url, stamp = _played(content)
    archived = ARCHIVED_ON.search(content)
    moment = _moment(stamp, "%Y%m%d%H%M%S")
    if moment is None and archived is not None:
        moment = _moment(archived[1], "%H:%M:%S %b %d, %Y")
    return Playback(url, moment)


def without_playback(content: bytes) -> bytes:
    """Return *content* as it was before a playback rewrote it; any other page as it is."""
    if not is_playback(content):
        return content
    for added in ADDED:
        content = added.sub(b"", content)
    return PREFIX.sub(rb"\2", content)


def _played(content: bytes) -> tuple[str | None, bytes | None]:
    if played := PLAYED.search(content):
        return played[1].decode("utf-8", "replace"), played[2]
    url, stamp = INFO_URL.search(content), INFO_STAMP.search(content)
    if url is not None:
        return url[1].decode("utf-8", "replace"), stamp[1] if stamp else None
    own = OWN_ADDRESS.search(PREFIX.sub(rb"\2", content))
    prefix = PREFIX.search(content)
    return (own[1].decode("utf-8", "replace") if own else None), prefix[1] if prefix else None


def _moment(text: bytes | None, form: str) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text.decode("ascii"), form).replace(tzinfo=UTC)
    except ValueError:
        return None

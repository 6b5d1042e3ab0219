"""What an archive holds, and what bounds its unpacking: archives in archives share one budget."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

MAX_MEMBERS = 1000
MAX_READ = 100
"""Members of all archives in a file whose text is read."""
MAX_MEMBER = 32 * 2**20
"""Bytes of one member."""
MAX_UNPACKED = 96 * 2**20
"""Bytes of all members."""
MAX_RATIO = 200
"""Times its packed size that a member above SUSPECT bytes may have."""
SUSPECT = 2**20
MAX_DEPTH = 3
"""Archives in archives."""
LEFTOVERS = frozenset((".ds_store", "thumbs.db", "desktop.ini"))


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in an archive."""

    name: str
    size: int
    """Bytes, unpacked, as the archive says."""
    packed: int
    read: Callable[[], bytes] | None
    """Unpacks the member, or raises `FileError`; None where it cannot be unpacked here."""
    is_encrypted: bool = False


@dataclass
class Budget:
    """What may still be unpacked of one file and all archives in it."""

    members: int = MAX_READ
    bytes: int = MAX_UNPACKED

    def allows(self, member: Member) -> bool:
        """Tell whether a member may be unpacked, and take it off."""
        if self.members <= 0 or member.size > min(MAX_MEMBER, self.bytes):
            return False
        if member.size > SUSPECT and member.packed and member.size > MAX_RATIO * member.packed:
            return False
        self.members -= 1
        self.bytes -= member.size
        return True


def is_leftover(name: str) -> bool:
    """Tell whether a name is what a desktop leaves in the archives it makes."""
    base = posixpath.basename(name)
    return base.lower() in LEFTOVERS or base.startswith("._") or "__MACOSX/" in name


def decoded_name(raw: bytes) -> str:
    """Return a member's name; Chinese Windows writes it in GBK, Vietnamese Windows in windows-1258."""
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1258", "replace")

"""The text of an archive: the name of each member, and under it the member's text where it has any."""

from collections.abc import Callable, Sequence

from crawler.filetext.archives.members import MAX_DEPTH, Budget, Member, is_leftover
from crawler.filetext.result import MAX_CHARACTERS, FileError, NoTextError, Words
from crawler.items import FileText


def archive_text(
    members: Sequence[Member], read_member: Callable[[bytes, str], FileText], budget: Budget, depth: int
) -> Words:
    """Return the names and texts of *members*; *read_member* reads one.  Raises `NoTextError` for an empty archive."""
    wanted = [member for member in members if not is_leftover(member.name)]
    if not wanted:
        raise NoTextError("empty: the archive holds no file")
    lines: list[str] = []
    unread: list[str] = []
    size = 0
    for member in wanted:
        lines.append(member.name)
        text = _text(member, read_member, budget, depth, unread) if size < MAX_CHARACTERS else None
        if text is not None:
            lines.append(text)
        size += sum(map(len, lines[-2:]))
    note = f"members: not read are {'; '.join(unread)}." if unread else None
    return Words(text="\n".join(lines), method="listing", note=note)


def _text(
    member: Member, read_member: Callable[[bytes, str], FileText], budget: Budget, depth: int, unread: list[str]
) -> str | None:
    if member.read is None or depth >= MAX_DEPTH or not budget.allows(member):
        unread.append(f"{member.name} (too large or too many)")
        return None
    try:
        read = read_member(member.read(), member.name)
    except FileError as error:
        unread.append(f"{member.name} ({error})")
        return None
    if read.text is None:
        unread.append(f"{member.name} ({(read.note or read.status).rstrip('.')})")
    return read.text

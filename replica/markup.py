"""Small helpers that the offices' templates share: escaping, dates as offices write them, body blocks."""

from collections.abc import Callable
from html import escape as esc

from replica.model import Block, Heading, Items, Picture, Table

__all__ = ["blocks_html", "day", "day_padded", "esc", "minute", "table_html"]


def day(posted: str) -> str:
    """``2018-03-02`` → ``2/3/2018``."""
    year, month, date = posted[:10].split("-")
    return f"{int(date)}/{int(month)}/{year}"


def day_padded(posted: str) -> str:
    """``2018-03-02`` → ``02/03/2018``."""
    year, month, date = posted[:10].split("-")
    return f"{date}/{month}/{year}"


def minute(posted: str) -> str:
    """``2018-03-02T07:05`` → ``07:05``; nothing where only the day is known."""
    return posted[11:16]


def table_html(table: Table, attributes: str = 'border="1" cellpadding="4"') -> str:
    """Return a data table."""
    rows = ["<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in row) + "</tr>" for row in table.rows]
    return f"<table {attributes}><tbody>{''.join(rows)}</tbody></table>"


def blocks_html(
    blocks: list[Block],
    *,
    paragraph: Callable[[str], str],
    picture: Callable[[Picture], str],
    heading: Callable[[str], str] = lambda text: f"<h3>{esc(text)}</h3>",
) -> str:
    """Return the body's blocks, with the office's own way of writing paragraphs and pictures."""
    out = []
    for block in blocks:
        match block:
            case str():
                out.append(paragraph(block))
            case Heading(text):
                out.append(heading(text))
            case Items(entries):
                out.append("<ul>" + "".join(f"<li>{esc(entry)}</li>" for entry in entries) + "</ul>")
            case Table():
                out.append(table_html(block))
            case Picture():
                out.append(picture(block))
    return "\n".join(out)

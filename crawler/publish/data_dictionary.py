"""The data dictionary: every table, column and flag in words, written from the places where they are defined.

``python -m crawler.publish.data_dictionary > docs/data_dictionary.md`` brings the document up to date.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.checks import FLAGS
from crawler.document_fields import descriptions
from crawler.publish.sql_views import EXPORT_VIEWS

METADATA_FILE = Path(__file__).with_name("datasette_metadata.json")
_INTRODUCTION = """# Data dictionary

Times are UTC, ISO 8601 with `Z`. Dates of publication are ISO 8601 cut to their precision and keep the office's offset.
What an office wrote stands beside what it is understood to mean; unknown is empty, never a guess.

The views made for export come first; they are what `healtharchive export`, the release files and the site's
downloads contain. The tables below them are the archive itself (`archive.db`).
"""


def read_metadata() -> dict[str, Any]:
    """Return the descriptions of tables and columns that the site shows, too."""
    metadata: dict[str, Any] = json.loads(METADATA_FILE.read_text("utf-8"))
    metadata["databases"]["archive"]["tables"]["articles"]["columns"] |= descriptions("en")
    return metadata


def render(metadata: Mapping[str, Any]) -> str:
    """Return the dictionary as Markdown."""
    tables = metadata["databases"]["archive"]["tables"]
    described = [name for name in tables if tables[name].get("columns") and not tables[name].get("hidden")]
    first = [name for name in EXPORT_VIEWS if name in described]
    parts = [_INTRODUCTION]
    parts += [_table(name, tables[name]) for name in [*first, *(name for name in described if name not in first)]]
    parts.append("## Flags\n\nWhat reading noticed about an article (`flags`).\n")
    parts.append(
        "| flag | meaning |\n|---|---|\n" + "".join(f"| `{name}` | {text} |\n" for name, text in FLAGS.items())
    )
    return "\n".join(parts)


def _table(name: str, table: Mapping[str, Any]) -> str:
    rows = "".join(f"| `{column}` | {_cell(text)} |\n" for column, text in table["columns"].items())
    return f"## {table['title']} (`{name}`)\n\n{table['description']}\n\n| column | meaning |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(render(read_metadata()), end="")

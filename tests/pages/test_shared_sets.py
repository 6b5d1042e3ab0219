"""Floors on the evaluation sets: what was reached once is not lost."""

import importlib.util
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crawler.commands.extract import Order, read_orders
from tests.shared import SHARED, needs_shared

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = {"corpus": (SHARED / "corpus", "gold.jsonl"), "rendered": (SHARED / "rendered", "corpus.jsonl")}

pytestmark = [needs_shared, pytest.mark.slow]


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def predict(rows: list[dict[str, Any]], root: Path) -> list[dict[str, Any]]:
    orders = [Order(file=str(root / row["file"]), url=row.get("url") or "", language=row["lang"]) for row in rows]
    return list(read_orders(orders, None, NOW))


@cache
def figures(name: str) -> dict[str, Any]:
    root, gold = SETS[name]
    rows = [row for row in load_gold(root / gold) if row.get("gold_by")]
    _, summaries = scorer().evaluate(rows, predict(rows, root), root)
    result: dict[str, Any] = scorer().key_figures(summaries["all"])
    return result


@pytest.mark.parametrize(
    ("name", "figure", "floor"),
    [
        ("corpus", "title", 0.97),
        ("corpus", "day", 0.97),
        ("corpus", "views", 1.0),
        ("corpus", "document_number", 1.0),
        ("corpus", "attachments", 1.0),
        ("rendered", "title", 0.99),
        ("rendered", "day", 0.99),
        ("rendered", "minute", 0.99),
        ("rendered", "views", 0.99),
        ("rendered", "document_number", 0.99),
        ("rendered", "issuer", 0.99),
        ("rendered", "author", 0.99),
        ("rendered", "source", 0.99),
        ("rendered", "editor", 0.99),
        ("rendered", "attachments", 0.99),
    ],
)
def test_share_of_right_values(name: str, figure: str, floor: float) -> None:
    assert figures(name)[figure] >= floor


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("figure", ["date_false", "views_false", "date_impossible", "source_false", "editor_false"])
def test_no_value_where_the_page_has_none(name: str, figure: str) -> None:
    assert figures(name).get(figure, 0) == 0


def test_fields_that_only_the_rendered_pages_state() -> None:
    root = SHARED / "rendered"
    gold = load_gold(root / "gold.jsonl")
    rows = [{"file": row["file"], "url": row["url"], "lang": row["lang"]} for row in gold]
    wrong = [
        (row["file"], name, row[name], answer[name])
        for row, answer in zip(gold, predict(rows, root), strict=True)
        for name in ("views_endpoint", "issued_on", "signer", "document_type")
        if row[name] != answer[name]
    ]
    assert wrong == []


def test_pages_without_gold_are_answered_too() -> None:
    root, gold = SETS["corpus"]
    rows = [row for row in load_gold(root / gold) if not row.get("gold_by")]
    assert [answer for answer in predict(rows, root) if "error" in answer] == []

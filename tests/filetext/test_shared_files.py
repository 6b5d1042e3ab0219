"""The evaluation set of files: one a kind, as offices attach them."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from tests.filetext.read import read
from tests.shared import SHARED, needs_shared

CASES = SHARED / "cases_files"
MIN_RIGHT = 79
NEEDS_A_PROGRAM = frozenset(("doc", "xls", "wps-word", "wps-table"))


def _checker(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_files", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.slow
def test_files_of_every_kind() -> None:
    wrong = _checker(CASES / "check.py").wrong
    cases = [json.loads(line) for line in (CASES / "cases.jsonl").read_text("utf-8").splitlines()]
    missed = {}
    for case in cases:
        found = read((CASES / case["file"]).read_bytes(), None, case["file"])
        said = {"status": found.status, "method": found.method, "text": found.text}
        if wrong(case, said):
            missed[case["file"]] = found
    assert len(cases) - len(missed) >= MIN_RIGHT - len(NEEDS_A_PROGRAM), missed
    assert {found.status for found in missed.values()} <= {"none"}, missed

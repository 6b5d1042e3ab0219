"""The environment that the tests leave behind is the one that the lock names."""

import re
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[1] / "requirements.lock"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)


def _locked() -> dict[str, str]:
    found = PINNED.findall(LOCK.read_text("utf-8"))
    return {
        canonicalize_name(name): pinned for name, pinned, marker in found if not marker or Marker(marker).evaluate()
    }


@pytest.mark.parametrize("name", sorted(_locked()))
def test_installed_version_is_the_locked_one(name: str) -> None:
    assert version(name) == _locked()[name]


def test_no_other_package_takes_the_name_of_a_runtime_module() -> None:
    locked = _locked()
    shared = {
        module: sorted(set(owners))
        for module, owners in packages_distributions().items()
        if len({canonicalize_name(owner) for owner in owners}) > 1
        and any(canonicalize_name(owner) in locked for owner in owners)
        and not _is_namespace(module)
    }
    assert shared == {}


def _is_namespace(module: str) -> bool:
    spec = find_spec(module)
    return spec is None or spec.origin is None

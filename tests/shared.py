"""The evaluation sets beside the checkout (`../shared`): present where the project is developed, absent elsewhere."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation sets (../shared) are not on this machine")

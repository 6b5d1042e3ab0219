"""What happens at an office, and what may be believed of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.beliefs.office import BeliefOffice

DAYS = 10
ILL = frozenset({4, 5})
"""Days on which a site-wide fault lasts."""
CHANGED = 4
"""Day from which an office is another one."""


@dataclass(frozen=True)
class Tale:
    """One office's days, and what the archive must hold afterwards."""

    office: Callable[[str], BeliefOffice]
    edits: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Article → first and last day on which its one edit may be noticed."""
    removals: Mapping[int, tuple[str, int, int]] = field(default_factory=dict)
    """Article → status, and first and last day since which it may hold."""
    alarms: frozenset[int] = frozenset()
    """Days on which the run may have another state than ok."""
    must_alarm: bool = False
    """Whether one of those days must have it."""
    is_twice: bool = False
    """Whether articles are read at two addresses, so that they may have two rows."""
    unread: frozenset[int] = frozenset()
    """Articles that may be missing, since they could not be met."""


def ill(office: Callable[[str], BeliefOffice], *, must_alarm: bool = True) -> Tale:
    """Return the tale of an office with a fault that says nothing of its articles."""
    return Tale(office, alarms=ILL, must_alarm=must_alarm)

"""A circuit breaker for each host: after enough failures in a row, asking stops for a while.

Pure state: the time is an argument, in seconds of any monotonic clock.
"""

from dataclasses import dataclass, field


@dataclass
class _Host:
    failures: int = 0
    opened_at: float | None = None
    tries: int = 0


@dataclass
class CircuitBreaker:
    """Counts failures in a row by host; a success closes the circuit."""

    threshold: int = 5
    """Failures in a row that open the circuit."""
    cooldown: float = 300.0
    """Seconds until one request may try again; doubled each time that it fails, up to `longest`."""
    longest: float = 3600.0
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def allows(self, host: str, now: float) -> bool:
        """Tell whether *host* may be asked; while the circuit is open only one request after each cooldown."""
        state = self._hosts.get(host)
        if state is None or state.opened_at is None:
            return True
        wait = min(self.cooldown * 2**state.tries, self.longest)
        if now - state.opened_at < wait:
            return False
        # This request is the trial: until it is answered, nobody else gets through.
        state.opened_at = now
        state.tries += 1
        return True

    def succeeded(self, host: str) -> None:
        """Note an answer that shows the host in order."""
        self._hosts.pop(host, None)

    def failed(self, host: str, now: float) -> bool:
        """Note a failure; return whether it opened the circuit."""
        state = self._hosts.setdefault(host, _Host())
        state.failures += 1
        if state.failures < self.threshold or state.opened_at is not None:
            return False
        state.opened_at = now
        return True

    def open_now(self, host: str, now: float) -> None:
        """Open the circuit at once, because the host itself asked for rest."""
        state = self._hosts.setdefault(host, _Host())
        state.failures, state.opened_at = self.threshold, now

    def is_open(self, host: str) -> bool:
        """Tell whether the circuit of *host* is open."""
        state = self._hosts.get(host)
        return state is not None and state.opened_at is not None

"""The parent's side of one worker: start it, call it, end it where a call exceeds its limits."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pickle import UnpicklingError
from typing import Any, BinaryIO, TypeVar

from crawler.errors import HealthArchiveError
from crawler.isolation.limits import Limits
from crawler.isolation.messages import Call, WorkerReply, receive, send

Result = TypeVar("Result")


class LimitExceededError(HealthArchiveError):
    """A call used more memory or time than one page or file may use; the message is a clause that says what."""


class WorkerProcess:
    """One worker process, started at the first call at the latest, and again after each that it did not survive.

    Calls block; a worker serves one caller at a time.
    """

    def __init__(self, limits: Limits, modules: Sequence[str] = ()) -> None:
        self.limits = limits
        self.modules = tuple(modules)
        self._process: subprocess.Popen[bytes] | None = None
        self._calls: BinaryIO
        self._answers: BinaryIO

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Return ``function(*arguments)``, called in the worker.

        Raises what the function raises, and `LimitExceededError` where it exceeds the limits or brings the worker down.
        """
        self.start()
        try:
            send(self._calls, Call(function=function, arguments=arguments))
            answer = self._wait()
        except (EOFError, UnpicklingError, BrokenPipeError):
            raise LimitExceededError(self._end()) from None
        if answer.is_last:
            self.close()
        if answer.kind == "raised":
            raise answer.value
        if answer.kind == "too_heavy":
            raise LimitExceededError(answer.value)
        result: Result = answer.value
        return result

    def close(self) -> None:
        """End the worker; a later call starts another."""
        if self._process is None:
            return
        for pipe in (self._calls, self._answers):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self._process.kill()
        self._process.wait()
        self._process = None

    def start(self) -> None:
        """Start the worker where it does not run; it loads its modules on its own."""
        if self._process is not None:
            return
        their_calls, our_calls = os.pipe()
        our_answers, their_answers = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.isolation.worker", str(their_calls), str(their_answers)],
            pass_fds=(their_calls, their_answers),
            stdin=subprocess.DEVNULL,
        )
        os.close(their_calls)
        os.close(their_answers)
        self._calls, self._answers = os.fdopen(our_calls, "wb"), os.fdopen(our_answers, "rb")
        send(self._calls, (self.limits, self.modules))

    def _wait(self) -> WorkerReply:
        # A large answer comes in pieces; once it begins to come, the call itself is over.
        ready, _, _ = select.select([self._answers], [], [], self.limits.seconds)
        if not ready:
            self._kill()
        answer: WorkerReply = receive(self._answers)
        return answer

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _end(self) -> str:
        """Take leave of a worker that has gone; return why, as a clause."""
        process = self._process
        if process is None:
            return "the worker had ended"
        status = process.wait()
        self.close()
        if status == -signal.SIGXCPU:
            return f"it takes more than {self.limits.processor_seconds} seconds of processor time"
        if status == -signal.SIGKILL:
            return f"it takes more than {self.limits.seconds} seconds, or more memory than the machine has"
        return f"it brings its reader down (exit status {status})"

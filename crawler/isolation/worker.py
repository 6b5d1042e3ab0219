"""The worker's side: ``python -m crawler.isolation.worker IN OUT``, the numbers of two inherited pipes.

The first message is the `Limits` and the names of modules to import before they are set; each further one is a `Call`.
"""

import os
import signal
import sys
from dataclasses import replace
from importlib import import_module
from pickle import PicklingError, UnpicklingError
from typing import BinaryIO

from crawler.isolation.limits import Limits, limit_call, limit_process, resident_bytes
from crawler.isolation.messages import Call, WorkerReply, encode, receive


def main() -> None:
    """Answer calls until the parent closes its pipe."""
    # A terminal's Ctrl-C reaches every process of its group; the parent decides when a worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = (int(number) for number in sys.argv[1:3])
    with os.fdopen(incoming, "rb") as calls, os.fdopen(outgoing, "wb") as answers:
        try:
            limits, modules = receive(calls)
            for name in modules:
                import_module(name)
            limit_process(limits)
            while _answer_next(calls, answers, limits):
                pass
        except (EOFError, UnpicklingError, BrokenPipeError):
            return


def _answer_next(calls: BinaryIO, answers: BinaryIO, limits: Limits) -> bool:
    """Answer one call; return whether the worker goes on."""
    call = _next_call(calls)
    limit_call(limits)
    answer = call if isinstance(call, WorkerReply) else _called(call)
    # Memory that a call has left behind would be missing in the next; the parent must know that none is to come.
    answer = replace(answer, is_last=answer.is_last or resident_bytes() >= limits.memory)
    answers.write(_encoded(answer, limits))
    answers.flush()
    return not answer.is_last


def _next_call(calls: BinaryIO) -> Call | WorkerReply:
    try:
        call: Call = receive(calls)
    except MemoryError:
        return WorkerReply(kind="too_heavy", value="it does not fit into the worker's memory", is_last=True)
    return call


def _called(call: Call) -> WorkerReply:
    try:
        return WorkerReply(kind="result", value=call.function(*call.arguments))
    except MemoryError:
        return WorkerReply(kind="too_heavy", value="it needs more memory than one page or file may use", is_last=True)
    except RecursionError:
        return WorkerReply(kind="too_heavy", value="it is nested too deep")
    except Exception as error:  # noqa: BLE001  # whatever a reader raises is the caller's to judge, in its own process
        return WorkerReply(kind="raised", value=error)


def _encoded(answer: WorkerReply, limits: Limits) -> bytes:
    try:
        data = encode(answer)
    except MemoryError:
        return encode(WorkerReply(kind="too_heavy", value="its text needs too much memory", is_last=True))
    except (PicklingError, TypeError, AttributeError):
        return encode(replace(answer, kind="raised", value=RuntimeError(repr(answer.value))))
    if len(data) > limits.result:
        return encode(replace(answer, kind="too_heavy", value=f"its text has over {limits.result // 2**20} MB"))
    return data


if __name__ == "__main__":
    main()

"""Serves replica offices over real HTTP on loopback; the Host header says which office is meant."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from replica.office import Answer, Question, ReplicaOffice


class ReplicaServer:
    """A web server in a thread of its own, used as a context manager.

    `address` is ``127.0.0.1:PORT``; `asked` counts requests by ``host/path?query``; `log` holds each with the moment it
    came (seconds of a clock that only runs forward), its host and its path.  Every answer takes `latency` seconds.
    Offices may be changed between requests from the outside: a lock keeps a change and an answer apart.
    """

    def __init__(self, offices: Iterable[ReplicaOffice], port: int = 0, *, latency: float = 0.0) -> None:
        self.offices = {office.site: office for office in offices}
        self.asked: Counter[str] = Counter()
        self.log: list[tuple[float, str, str]] = []
        self.latency = latency
        self.lock = threading.Lock()
        self._by_host: dict[str, list[ReplicaOffice]] = {}
        for office in self.offices.values():
            for host in office.hosts:
                self._by_host.setdefault(host, []).append(office)
        self._port = port
        self._ready = threading.Event()
        self._failure: OSError | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="replica", daemon=True)

    @property
    def address(self) -> str:
        """``127.0.0.1:PORT``, the value of the setting REPLICA_ADDRESS."""
        return f"127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """The address as a URL."""
        return f"http://{self.address}"

    def asked_of(self, site: str) -> int:
        """Return how many requests an office has had."""
        hosts = self.offices[site].hosts
        return sum(count for key, count in self.asked.items() if key.split("/", 1)[0] in hosts)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop and self._stop and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def wait(self) -> None:
        """Serve until interrupted."""
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self._port)
            await site.start()
            self._port = runner.addresses[0][1]
            self._ready.set()
            await self._stop.wait()
        except OSError as error:
            self._failure = error
            self._ready.set()
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        host = request.host.split(":", 1)[0].lower()
        question = Question(
            host=host,
            path=request.rel_url.raw_path,
            query=dict(request.rel_url.query),
            headers={name.lower(): value for name, value in request.headers.items()},
        )
        self.log.append((time.monotonic(), host, request.rel_url.raw_path_qs))
        if self.latency:
            await asyncio.sleep(self.latency)
        with self.lock:
            self.asked[f"{host}{request.rel_url.raw_path_qs}"] += 1
            answer = self._answer(question)
        response = web.Response(body=answer.body, status=answer.status)
        response.headers["Content-Type"] = answer.content_type
        for name, value in answer.headers:
            response.headers[name] = value
        return response

    def _answer(self, question: Question) -> Answer:
        # Offices may share a file store: the one that knows the address answers.
        answers = [office.answer(question) for office in self._by_host.get(question.host, ())]
        return min(answers, key=lambda answer: answer.status, default=None) or self._directory(question.host)

    def _directory(self, host: str) -> Answer:
        known = "\n".join(sorted(self._by_host))
        text = f"No replica office is called {host!r}. Send one of these names as the Host header:\n{known}\n"
        return Answer(text.encode(), 404, "text/plain; charset=utf-8")

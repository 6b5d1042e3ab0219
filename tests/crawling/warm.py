"""A Python that has imported all that a crawl needs, and forks a process of its own for each that is ordered.

Most of a short crawl's time is its imports.  What is forked is a process as any other: it has its own environment,
folder, output and exit status, and dies of its own signals.  Nothing here may import `crawler.settings`, which reads
the environment, nor Twisted's reactor, of which a process has one.

``python -m tests.crawling.warm SOCKET`` serves until its standard input ends.
"""

import json
import os
import runpy
import select
import signal
import socket
import sys
from importlib import import_module
from typing import Any

IMPORTED = (
    "crawler.commands.crawl", "crawler.commands.status", "crawler.commands.verify", "crawler.commands.probe",
    "crawler.commands.rebuild", "crawler.commands.schedule", "crawler.commands.sites",
    "crawler.crawling.download.handler", "crawler.crawling.alerts.extension", "crawler.crawling.download.resolver",
    "crawler.crawling.polite.robots", "crawler.crawling.polite.retry", "crawler.crawling.download.compression",
    "crawler.crawling.download.capture", "crawler.crawling.polite.throttle", "crawler.crawling.run.session",
    "pipelines.normalise", "pipelines.check", "pipelines.store",
    "scrapy.cmdline", "scrapy.core.engine", "scrapy.core.scraper", "scrapy.extensions.closespider", "opencc",
    "spiders.vn.quangninh_cdc",
)  # fmt: skip


def main() -> None:
    for name in IMPORTED:
        import_module(name)
    for name in ("crawler.settings", "twisted.internet.reactor"):
        assert name not in sys.modules, f"{name} was imported before the order came"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen()
        print("ready", flush=True)
        while sys.stdin not in select.select([server, sys.stdin], [], [])[0]:
            connection = server.accept()[0]
            if os.fork() == 0:
                server.close()
                _serve(connection)
                return
            connection.close()


def _serve(connection: socket.socket) -> None:
    """Start what is ordered, tell its number, and when it has ended its exit status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    order = json.loads(connection.makefile().readline())
    number = os.fork()
    if number == 0:
        connection.close()
        _become(order)
        return
    connection.sendall(b"%d\n" % number)
    _, status = os.waitpid(number, 0)
    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(order: dict[str, Any]) -> None:
    for target, (path, mode) in enumerate((("/dev/null", "r"), (order["stdout"], "w"), (order["stderr"], "w"))):
        with open(path, mode) as file:  # noqa: PTH123 - the file is named by the order
            os.dup2(file.fileno(), target)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv[:] = order["words"]
    if order["code"] is None:
        runpy.run_module("crawler", run_name="__main__", alter_sys=True)
    else:
        exec(compile(order["code"], "<ordered>", "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    main()

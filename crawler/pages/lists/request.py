"""How one page of a list is asked for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote_plus

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)


@dataclass(frozen=True)
class ListRequest:
    """One request for a page of a list; most are a plain address."""

    url: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def form(cls, url: str, fields: Iterable[tuple[str, str]], charset: str = "utf-8") -> Self:
        """Return the request that a form with *fields* sends; letters are escaped in *charset*, as browsers do."""
        return cls(url, "POST", encode_fields(fields, charset), FORM)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the request that `to_text` wrote down."""
        data = json.loads(text)
        headers = tuple((str(name), str(value)) for name, value in data.get("headers", ()))
        return cls(data["url"], data.get("method", "GET"), data.get("body", ""), headers)

    def to_text(self) -> str:
        """Return the request as JSON, for keeping."""
        data: dict[str, Any] = {"url": self.url}
        if self.method != "GET":
            data |= {"method": self.method, "body": self.body, "headers": [list(pair) for pair in self.headers]}
        return json.dumps(data, ensure_ascii=False)

    @property
    def key(self) -> str:
        """A string that differs between different requests."""
        return f"{self.method} {self.url} {self.body}".strip()


def encode_fields(fields: Iterable[tuple[str, str]], charset: str = "utf-8") -> str:
    """Return fields as a query or form body."""

    def escaped(text: str) -> str:
        return quote_plus(text, encoding=charset, errors="replace")

    return "&".join(f"{escaped(name)}={escaped(value)}" for name, value in fields)


def json_request(url: str, fields: Mapping[str, Any]) -> ListRequest:
    """Return a POST request whose body is *fields* as JSON."""
    return ListRequest(url, "POST", json.dumps(fields, ensure_ascii=False), JSON)

"""Messages as mail, through a server that may ask for encryption and a log-in."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal, get_args
from urllib.parse import urlsplit

from crawler.crawling.alerts.message import Message
from crawler.crawling.alerts.webhooks import SECONDS

Security = Literal["none", "starttls", "tls"]
USUAL: dict[int, Security] = {465: "tls", 587: "starttls"}
"""Port → what its servers speak."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""

    @classmethod
    def parse(cls, place: str, *, security: str, user: str, password: str) -> "MailServer":
        """Read ``host``, ``host:port`` or ``[address]:port``; raises `ValueError` with a clause where it is none."""
        parts = urlsplit(f"//{place}")
        try:
            host, port = parts.hostname, parts.port or 25
        except ValueError:
            host = None
        if not host or parts.path or "@" in parts.netloc or " " in place:
            raise ValueError("its SMTP server is not written as host:port, such as mail.example.org:587")
        speaks = security.lower() or USUAL.get(port, "none")
        if speaks not in get_args(Security):
            raise ValueError("its SMTP security is none of starttls, tls and none")
        return cls(host=host, port=port, security=speaks, user=user, password=password)  # type: ignore[arg-type]  # checked

    def open(self) -> smtplib.SMTP:
        """Return a connection, encrypted and logged in as the settings say."""
        if self.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        if self.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if self.user:
            smtp.login(self.user, self.password)
        return smtp


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A recipient and the server that takes mail for them."""

    to: str
    sender: str
    server: MailServer

    def deliver(self, message: Message) -> None:
        """Send a message; raises `OSError`, as all errors of smtplib are, or `ValueError` for a wrong address."""
        letter = EmailMessage()
        letter["To"], letter["From"], letter["Subject"] = self.to, self.sender, message.subject
        letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain="healtharchive")
        letter.set_content(message.text)
        with self.server.open() as smtp:
            smtp.send_message(letter)

"""Certificates and key exchanges: each is held to today's rules, and what is wrong with one is known in words.

Only hosts of an office whose `Site` records an exception are asked again with that one rule left out, and only after
the strict way has failed, so that the exception ends by itself when the office has put its server in order.
"""

from collections import defaultdict
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from OpenSSL.crypto import X509
from OpenSSL.SSL import VERIFY_FAIL_IF_NO_PEER_CERT, VERIFY_PEER, Connection, Error
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet._sslverify import OpenSSLCipher, defaultCiphers
from twisted.internet.interfaces import IAcceptableCiphers, ICipher, IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.client import ResponseFailed
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # zope ships no types

from crawler.site import TlsRule

WORDS = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "is signed by an authority that nobody trusts",
    20: "comes with an incomplete chain",
    21: "comes with an incomplete chain",
    23: "was revoked",
}
"""OpenSSL's numbers (X509_V_ERR_…) for what is wrong with a certificate."""
OTHER_HOST = "is for another host"


SMALL_GROUP = "dh key too small"
"""OpenSSL's reason for breaking off a handshake, in which no callback is asked."""
OF_80_BITS = "@SECLEVEL=1"
"""Lets Diffie-Hellman groups of 1,024 bits pass, which OpenSSL's default of today refuses; TLS 1.2 stays the oldest."""


@dataclass(frozen=True)
class CertificateFault:
    """Why a host was not trusted."""

    rule: TlsRule
    sentence: str


class UntrustedHostError(Exception):
    """An https host that breaks a rule.  Asking again at once would not help, so nobody retries it."""


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Holds every host to all rules, notes why one failed, and leaves out those that are excepted for it."""

    def __init__(self) -> None:
        self.untrusted: dict[str, str] = {}
        """Host → what is wrong with its certificate, in words."""
        self.excepted: defaultdict[str, set[TlsRule]] = defaultdict(set)
        """Host → rules that it is not held to any more in this crawl."""

    def creatorForNetloc(self, hostname: bytes, port: int) -> "VerifiedConnections":  # noqa: N802 - Twisted's name
        """Return what makes the TLS connections to a host."""
        return VerifiedConnections(self, hostname.decode("ascii"))

    def fault(self, host: str, error: Exception) -> CertificateFault | None:
        """Return the rule that *host* broke when a request to it ended in *error*; None for any other failure."""
        if _has_small_group(error.__cause__):
            sentence = f"{host} agrees on keys by a Diffie-Hellman group that is too small."
            return CertificateFault("key_exchange", sentence)
        words = self.untrusted.get(host)
        return CertificateFault("certificate", f"The certificate of {host} {words}.") if words else None


def _has_small_group(error: BaseException | None) -> bool:
    reasons = [failure.value for failure in error.reasons] if isinstance(error, ResponseFailed) else []
    details = [detail for reason in reasons if isinstance(reason, Error) for detail in reason.args[0]]
    return any(detail[-1] == SMALL_GROUP for detail in details)


@implementer(IAcceptableCiphers)
class WeakExchange:
    """The ciphers that any host may choose from, with keys agreed on in a group that is too small."""

    def selectCiphers(self, availableCiphers: tuple[ICipher, ...]) -> tuple[ICipher, ...]:  # noqa: N802, N803 - Twisted's names
        """Return the ciphers and, as OpenSSL takes it, the level among them."""
        level: Any = OpenSSLCipher(OF_80_BITS)  # Zope's interfaces are no types to a checker
        return (*defaultCiphers.selectCiphers(availableCiphers), level)


@implementer(IOpenSSLClientConnectionCreator)
class VerifiedConnections:
    """Makes the TLS connections to one host."""

    def __init__(self, policy: CertificatePolicy, host: str) -> None:
        self.policy = policy
        self.host = host
        options = {"acceptableCiphers": WeakExchange()} if "key_exchange" in policy.excepted[host] else {}
        # Zope's interfaces are no types to a checker.
        self._creator: Any = optionsForClientTLS(host, extraCertificateOptions=options)

    def clientConnectionForTLS(self, protocol: TLSMemoryBIOProtocol) -> Connection:  # noqa: N802 - Twisted's name
        """Return a connection that verifies its peer; of an excepted host the fault is noted only."""
        connection: Connection = self._creator.clientConnectionForTLS(protocol)
        connection.set_verify(VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER_CERT, self._verify)
        return connection

    def _verify(self, _connection: Connection, certificate: X509, error: int, depth: int, holds: int) -> bool:
        fault = None if holds else WORDS.get(error, f"does not hold (OpenSSL's error {error})")
        if fault is None and depth == 0 and not _is_for(certificate, _id_of(self.host)):
            fault = OTHER_HOST
        if fault is not None:
            self.policy.untrusted[self.host] = fault
        return fault is None or "certificate" in self.policy.excepted[self.host]


def _id_of(host: str) -> ServiceID:
    try:
        ip_address(host)
    except ValueError:
        return DNS_ID(host)
    return IPAddress_ID(host)


def _is_for(certificate: X509, host: ServiceID) -> bool:
    try:
        verify_service_identity(extract_patterns(certificate), [host], [])
    except (CertificateError, VerificationError):
        return False
    return True

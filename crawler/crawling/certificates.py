"""Certificates: each is verified, and what is wrong with one that does not hold is known in words.

Only hosts of an office whose `Site` records an exception are asked again without verification, and only after the
strict way has failed, so that the exception ends by itself when the office has put its certificate in order.
"""

from ipaddress import ip_address
from typing import Any

from OpenSSL.crypto import X509
from OpenSSL.SSL import VERIFY_FAIL_IF_NO_PEER_CERT, VERIFY_PEER, Connection
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # zope ships no types

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


class UntrustedCertificateError(Exception):
    """An https host whose certificate does not hold.  Asking again at once would not help, so nobody retries it."""

    def __init__(self, host: str, fault: str) -> None:
        super().__init__(f"The certificate of {host} {fault}.")


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Verifies every certificate, notes why one failed, and lets tolerated hosts pass."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        """Host → what is wrong with its certificate, in words."""
        self.tolerated: set[str] = set()
        """Hosts that are not verified any more in this crawl."""

    def creatorForNetloc(self, hostname: bytes, port: int) -> "VerifiedConnections":  # noqa: N802 - Twisted's name
        """Return what makes the TLS connections to a host."""
        return VerifiedConnections(self, hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class VerifiedConnections:
    """Makes the TLS connections to one host."""

    def __init__(self, policy: CertificatePolicy, host: str) -> None:
        self.policy = policy
        self.host = host
        self._creator: Any = optionsForClientTLS(host)  # Zope's interfaces are no types to a checker

    def clientConnectionForTLS(self, protocol: TLSMemoryBIOProtocol) -> Connection:  # noqa: N802 - Twisted's name
        """Return a connection that verifies its peer; of a tolerated host the fault is noted only."""
        connection: Connection = self._creator.clientConnectionForTLS(protocol)
        connection.set_verify(VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER_CERT, self._verify)
        return connection

    def _verify(self, _connection: Connection, certificate: X509, error: int, depth: int, holds: int) -> bool:
        fault = None if holds else WORDS.get(error, f"does not hold (OpenSSL's error {error})")
        if fault is None and depth == 0 and not _is_for(certificate, _id_of(self.host)):
            fault = OTHER_HOST
        if fault is not None:
            self.policy.faults[self.host] = fault
        return fault is None or self.host in self.policy.tolerated


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

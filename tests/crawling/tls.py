"""Small https offices on loopback, each with another certificate."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dh, ec, rsa
from cryptography.x509.oid import NameOID

PAGES = {
    "/": """<ul><li><a href="/tin/1">Ra quân diệt lăng quăng ở các xã</a></li>
        <li><a href="/tin/2">Lịch tiêm chủng mở rộng tháng này</a></li></ul>""",
    "/tin/1": "<h1>Ra quân diệt lăng quăng ở các xã</h1><p>Sáng nay các xã cùng ra quân diệt lăng quăng.</p>",
    "/tin/2": "<h1>Lịch tiêm chủng mở rộng tháng này</h1><p>Trạm y tế tiêm vào ngày mồng mười hằng tháng.</p>",
}

OAKLEY = dh.DHParameterNumbers(
    p=int(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
        "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
        "49286651ECE65381FFFFFFFFFFFFFFFF",
        16,
    ),
    g=2,
)
"""The group of 1,024 bits of RFC 2409, section 6.2, which many old servers still agree on keys in."""


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    def write(self, path: Path) -> Path:
        """Write both to one PEM file, as servers load them."""
        path.write_bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + self.certificate.public_bytes(serialization.Encoding.PEM)
        )
        return path


def issue(
    name: str, by: Issued | None = None, *, is_authority: bool = False, days: int = 30, is_rsa: bool = False
) -> Issued:
    """Issue a certificate that ends in *days*; without *by* it signs itself."""
    key = rsa.generate_private_key(65537, 2048) if is_rsa else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    ends = datetime.now(UTC) + timedelta(days=days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=60))
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return Issued(builder.sign(by.key if by else key, hashes.SHA256()), key)


def small_group(path: Path) -> Path:
    """Write the group that is too small as servers load it."""
    parameters = OAKLEY.parameters()
    path.write_bytes(parameters.parameter_bytes(serialization.Encoding.PEM, serialization.ParameterFormat.PKCS3))
    return path


class Office(BaseHTTPRequestHandler):
    """One list and two articles."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        body = f"<html><head><title>Trang</title></head><body>{page or ''}</body></html>".encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """The crawler hangs up on a certificate that does not hold; that is the point."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serving(pem: Path, *, group: Path | None = None) -> Iterator[int]:
    """Serve the office with the certificate in *pem*; yields the port.

    With *group* it agrees on keys by Diffie-Hellman in that group only, as servers of 2010 do; *pem* is then of RSA.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if group is not None:
        context.set_ciphers("DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_dh_params(group)
    context.load_cert_chain(pem)
    server = QuietServer(("127.0.0.1", 0), Office)
    # The handshake belongs into the connection's own thread: one that fails must not stop the server.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

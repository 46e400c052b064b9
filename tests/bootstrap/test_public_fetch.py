"""A file is fetched from public addresses only. The web sites of these tests run on this computer."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from candor.bootstrap.public_fetch import PublicFetch, is_public
from candor.services.employer import FetchProblem, Unfetched

FILE = b'{"a file": "of the site"}'


class Site(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_GET(self):
        if self.path == "/drip":
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 60:
                self.wfile.write(bytes([letter]))
                threading.Event().wait(0.05)
            return
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1/")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/missing" else 200)
        self.end_headers()
        if self.path == "/slow":
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                threading.Event().wait(0.05)
        elif self.path == "/large":
            self.wfile.write(b"x" * 100_000)
        else:
            self.wfile.write(FILE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost, by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    pem, none = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, none)
        + made.sign(key, hashes.SHA256()).public_bytes(pem)
    )
    return path


@pytest.fixture
def fetch(certificate):
    """Fetch from a site on this computer, and count who came."""
    server = ThreadingHTTPServer(("localhost", 0), Site)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    trust = ssl.create_default_context(cafile=str(certificate))
    yield PublicFetch(lambda address: address.is_loopback, server.server_port, trust, deadline_s=0.5)
    server.shutdown()
    server.server_close()
    thread.join()


def problem(fetch, host="localhost", path="/file", most=1000):
    with pytest.raises(Unfetched) as caught:
        fetch(host, path, most)
    return caught.value.problem


def test_a_file_comes_as_it_lies_there(fetch):
    assert fetch("localhost", "/file", 1000) == FILE


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/moved", FetchProblem.REDIRECTED),
        ("/missing", FetchProblem.STATUS),
        ("/large", FetchProblem.TOO_LARGE),
        ("/slow", FetchProblem.TOO_SLOW),
        ("/drip", FetchProblem.TOO_SLOW),
    ],
)
def test_what_is_not_simply_a_small_file_is_refused(fetch, path, told):
    assert problem(fetch, path=path) is told


def test_a_certificate_that_nobody_vouches_for_is_refused(fetch):
    strict = PublicFetch(fetch.is_allowed, fetch.port)
    assert problem(strict) is FetchProblem.BAD_CERTIFICATE


def test_a_name_of_an_address_in_the_house_is_not_connected_to(fetch):
    assert problem(PublicFetch(port=fetch.port, trust=fetch.trust)) is FetchProblem.NOT_PUBLIC
    assert problem(PublicFetch(), host="10.0.0.1") is FetchProblem.NOT_PUBLIC


def test_a_name_that_does_not_exist_and_a_port_where_nobody_listens_are_told(fetch):
    assert problem(fetch, host="nobody.invalid") is FetchProblem.NO_SUCH_NAME
    assert problem(PublicFetch(fetch.is_allowed, 9, fetch.trust)) is FetchProblem.NO_CONNECTION


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
     "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "2001:0:a00:1::", "192.0.2.1", "198.18.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_public_internet(address):
    assert is_public(ipaddress.ip_address(address))

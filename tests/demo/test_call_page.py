import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from candor.demo.call_page import byte_range, make_server, page_files
from candor.errors import UsageError


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    clips = {name: tmp_path / f"{name}.mp4" for name in ("candidate", "stand_in", "turning")}
    clips["candidate"].write_bytes(bytes(range(100)))
    with make_server(clips, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _get(address: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=5)


def test_the_page_and_its_parts_are_there(address: str) -> None:
    for path in ("/demo/call", "/demo/call?source=video", "/demo/call.js", "/demo/call.css"):
        assert _get(address + path).status == 200


def test_a_video_is_sent_whole_or_in_ranges(address: str) -> None:
    assert _get(f"{address}/demo/candidate.mp4").read() == bytes(range(100))

    part = _get(f"{address}/demo/candidate.mp4", Range="bytes=10-19")

    assert part.status == 206
    assert part.read() == bytes(range(10, 20))
    assert part.headers["Content-Range"] == "bytes 10-19/100"


@pytest.mark.parametrize("path", ["/", "/demo/stand_in.mp4", "/demo/../../etc/hostname", "/demo/call/x"])
def test_nothing_else_is_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        _get(address + path)

    assert caught.value.code == 404


def test_a_page_may_load_from_itself_only(address: str) -> None:
    assert "default-src 'none'" in _get(f"{address}/demo/call").headers["Content-Security-Policy"]


def test_a_taken_port_is_one_clear_error(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="taken"):
        make_server(dict.fromkeys(("candidate", "stand_in", "turning"), tmp_path), int(address.rsplit(":", 1)[1]))


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (None, None),
        ("bytes=0-", (0, 100)),
        ("bytes=90-200", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=100-", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("items=0-1", None),
    ],
)
def test_ranges_are_read_as_the_standard_says(asked: str | None, span: tuple[int, int] | None) -> None:
    assert byte_range(asked, 100) == span


def test_all_files_of_the_page_exist() -> None:
    files = page_files(dict.fromkeys(("candidate", "stand_in", "turning"), Path("a.mp4")))

    assert all(path.is_file() for path in files.values() if path.suffix != ".mp4")

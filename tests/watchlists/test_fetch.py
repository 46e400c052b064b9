"""Fetching from a server on this computer: only what changed, only from pinned hosts, never too much, never in part."""

from __future__ import annotations

import pytest

from candor.watchlists.fetch import Fetched, Marks, fetch_list
from candor.watchlists.formats.files import ListError
from candor.watchlists.sources import SourceList
from watchlists.list_server import list_server


def fetched(source: SourceList, marks: dict[str, Marks] | None = None) -> Fetched:
    answer = fetch_list(source, marks or {})
    assert answer is not None
    return answer


def test_what_has_not_changed_is_not_fetched_again():
    with list_server() as server:
        server.content = {"/a": b"one"}
        server.etags = {"/a": '"1"'}
        source = server.source("/a")
        first = fetch_list(source, {})

        assert first is not None
        assert [file.content for file in first.files] == [b"one"]
        assert fetch_list(source, first.marks) is None
        assert server.asked == [("/a", 200), ("/a", 304)]


def test_when_one_file_of_a_list_changed_all_of_it_is_fetched():
    with list_server() as server:
        server.content = {"/a": b"one", "/b": b"two"}
        server.etags = {"/a": '"1"', "/b": '"1"'}
        source = server.source("/a", "/b")
        marks = fetched(source).marks
        server.content["/b"], server.etags["/b"] = b"three", '"2"'

        assert [file.content for file in fetched(source, marks).files] == [b"one", b"three"]


def test_a_list_larger_than_agreed_is_dropped():
    with list_server() as server:
        server.content = {"/a": b"x" * 600_000, "/b": b"x" * 600_000}

        with pytest.raises(ListError, match="larger than 1 MB"):
            fetch_list(server.source("/a", "/b"), {})


def test_an_answer_from_another_host_is_not_read():
    with list_server() as server:
        server.content = {"/a": b"one"}
        server.redirects = {
            "/moved": f"http://127.0.0.1:{server.server_port}/a",
            "/away": "https://elsewhere.example/a",
        }

        assert fetched(server.source("/moved")).files[0].content == b"one"
        with pytest.raises(ListError, match="no host of this list"):
            fetch_list(server.source("/away"), {})


@pytest.mark.parametrize("path", ["/broken", "/short"])
def test_a_breakdown_names_the_address_and_the_way_out(path):
    with list_server() as server:
        server.content = {"/short": b"one"}
        server.cut_short = {"/short"}

        with pytest.raises(ListError, match=r"could not be fetched.*candor watchlists import FILE --list un"):
            fetch_list(server.source(path), {})


def test_nobody_there_is_the_same_error():
    with list_server() as server:
        source = server.source("/a")

    with pytest.raises(ListError, match="stays in use"):
        fetch_list(source, {})

"""What a worker does with a file, without a worker."""

import pickle
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest

from etl.cluster import there
from etl.cluster.terms import own_terms
from parsers.errors import NoReaderError, UnreadableFileError


class Told:
    """A reader that reads its bytes as text, and does what they say."""

    made: ClassVar["list[Told]"] = []
    order: ClassVar[list[str]] = []

    def __init__(self) -> None:
        self.closed = False
        Told.made.append(self)

    def start(self) -> None:
        Told.order.append("start")

    def read(self, data: bytes) -> str:
        Told.order.append("read")
        if data == b"refuse":
            raise UnreadableFileError("it is empty.")
        if data == b"none":
            raise NoReaderError("no process could be started.")
        if data == b"bug":
            raise KeyError("surprise")
        return data.decode()

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def announced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    heard: list[str] = []

    def announce(key: str) -> None:
        Told.order.append("announce")
        heard.append(key)

    monkeypatch.setattr(there, "_announce", announce)
    Told.made.clear()
    Told.order.clear()
    yield heard
    there._readers.clear()


def setup(make: Callable[[], object] = Told) -> bytes:
    return pickle.dumps(make)


def test_a_file_is_announced_before_it_is_read(announced: list[str]) -> None:
    kind, what = there.read(own_terms(), "a", setup(), "key", b"text")
    assert (kind, pickle.loads(what), announced) == ("read", "text", ["key"])
    assert Told.order == ["start", "announce", "read"]


def test_how_to_read_is_told_once() -> None:
    assert there.read(own_terms(), "a", b"", "1", b"text") == ("setup", "")
    there.read(own_terms(), "a", setup(), "2", b"text")
    assert there.read(own_terms(), "a", b"", "3", b"text")[0] == "read"
    assert len(Told.made) == 1


def test_two_runs_keep_their_readers_and_a_third_ends_the_one_unused_for_longest() -> None:
    for name in ("a", "b", "a", "c"):
        there.read(own_terms(), name, setup(), "key", b"text")
    assert [told.closed for told in Told.made] == [False, True, False]


@pytest.mark.parametrize(
    ("data", "answer"),
    [(b"refuse", ("refused", "it is empty.")), (b"none", ("unable", "no process could be started."))],
)
def test_what_cannot_be_read_is_said(data: bytes, answer: there.Answer) -> None:
    assert there.read(own_terms(), "a", setup(), "key", data) == answer


def test_a_bug_is_the_file_s_refusal_as_it_is_here() -> None:
    kind, what = there.read(own_terms(), "a", setup(), "key", b"bug")
    assert kind == "refused" and what.startswith("reading it failed unexpectedly (KeyError: ")


def test_a_file_that_cannot_be_announced_is_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_: str) -> None:
        raise OSError("the connection is cut")

    monkeypatch.setattr(there, "_announce", cut)
    assert there.read(own_terms(), "a", setup(), "key", b"text") == ("unheard", "the connection is cut")
    assert "read" not in Told.order


def test_another_version_reads_nothing(announced: list[str]) -> None:
    assert there.read(("0", "0", "0"), "a", setup(), "key", b"text") == ("terms", own_terms())
    assert there.read(list(own_terms()), "a", setup(), "key", b"text")[0] == "read"  # type: ignore[arg-type]
    assert announced == ["key"]

"""A packed answer comes out whole, or is told as damaged: never as a shorter text."""

import gzip
import zlib
from collections.abc import Iterable
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Unreachable
from ingest.fetch import Fetcher
from ingest.scope import Reach
from ingest.unpacking import Damaged, unpacked
from tests.conftest import PATIENT

TEXT = ("Der Radweg am Güterbahnhof ist fertig. " * 200).encode()


def zipped(data: bytes) -> bytes:
    """The same bytes every time: gzip notes the second otherwise."""
    return gzip.compress(data, mtime=0)


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int) -> Iterable[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


WHOLE = {
    "plain": (TEXT, ""),
    "identity": (TEXT, "identity"),
    "gzip": (zipped(TEXT), "gzip"),
    "x-gzip": (zipped(TEXT), "X-GZip"),
    "deflate": (zlib.compress(TEXT), "deflate"),
    "bare deflate": (raw(TEXT), "deflate"),
    "two members": (zipped(TEXT[:100]) + zipped(TEXT[100:]), "gzip"),
    "padded": (zipped(TEXT) + b"\0" * 20, "gzip"),
    "something behind": (zipped(TEXT) + b"\r\n<!-- x -->", "gzip"),
    "no packing at all": (TEXT, "utf-8"),
}
DAMAGED = {
    "a byte short": (zipped(TEXT)[:-1], "gzip"),
    "much short": (zipped(TEXT)[:60], "gzip"),
    "deflate cut": (zlib.compress(TEXT)[:-3], "deflate"),
    "second member cut": (zipped(TEXT) + zipped(TEXT)[:40], "gzip"),
    "not packed": (b"<html>not packed at all</html>", "gzip"),
    "wrong checksum": (zipped(TEXT)[:-8] + b"\1" * 8, "gzip"),
    "not asked for": (TEXT, "br"),
}


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("case", WHOLE)
def test_a_whole_answer(case: str, size: int) -> None:
    packed, encoding = WHOLE[case]
    assert b"".join(unpacked(pieces(packed, size), encoding)) == TEXT


@pytest.mark.parametrize("size", [1, 100_000])
@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_answer(case: str, size: int) -> None:
    packed, encoding = DAMAGED[case]
    with pytest.raises(Damaged):
        b"".join(unpacked(pieces(packed, size), encoding))


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50), st.integers(1, 40))
def test_any_members_in_any_pieces(members: list[bytes], size: int, cut: int) -> None:
    packed = b"".join(zipped(member) for member in members)
    assert b"".join(unpacked(pieces(packed, size), "gzip")) == b"".join(members)
    last = len(zipped(members[-1]))
    if cut < last:
        with pytest.raises(Damaged):
            b"".join(unpacked(pieces(packed[:-cut], size), "gzip"))


@pytest.mark.parametrize("size", range(65_500, 66_100, 50))
def test_what_just_fills_a_piece(size: int) -> None:
    assert b"".join(unpacked([raw(b"a" * size)], "deflate")) == b"a" * size


def test_a_bomb_comes_in_small_pieces() -> None:
    assert max(map(len, unpacked([zipped(bytes(50_000_000))], "gzip"))) <= 1 << 16


def test_the_fetcher_tries_a_damaged_answer_again_and_then_says_so() -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        packed = zipped(TEXT)
        whole = request.url.path == "/1" and asked.count("/1") > 1
        body = packed if whole else packed[: len(packed) // 2]
        return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(body))

    reach = Reach(hosts=frozenset({"www.stadt.example"}), delay=0)
    policy = replace(PATIENT, contact="presse@archiv.example")
    with Fetcher(policy, transport=httpx.MockTransport(handle), sleep=lambda seconds: None) as fetcher:
        assert fetcher.get("https://www.stadt.example/1", reach).body == TEXT
        with pytest.raises(Unreachable, match="ends early"):
            fetcher.get("https://www.stadt.example/2", reach)
    assert asked.count("/1") == 2
    assert asked.count("/2") == policy.tries

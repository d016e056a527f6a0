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


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int) -> Iterable[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (TEXT, ""), (TEXT, "identity"), (gzip.compress(TEXT), "gzip"), (gzip.compress(TEXT), "X-GZip"),
        (zlib.compress(TEXT), "deflate"), (raw(TEXT), "deflate"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip"), (gzip.compress(TEXT) + b"\0" * 20, "gzip"),
    ],
)  # fmt: skip
def test_a_whole_answer(packed: bytes, encoding: str, size: int) -> None:
    assert b"".join(unpacked(pieces(packed, size), encoding)) == TEXT


@pytest.mark.parametrize("size", [1, 100_000])
@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(TEXT)[:-1], "gzip"), (gzip.compress(TEXT)[:60], "gzip"), (zlib.compress(TEXT)[:-3], "deflate"),
        (gzip.compress(TEXT) + gzip.compress(TEXT)[:40], "gzip"), (gzip.compress(TEXT) + b"<html>", "gzip"),
        (b"<html>not packed at all</html>", "gzip"), (gzip.compress(TEXT)[:-8] + b"\1" * 8, "gzip"), (TEXT, "zopfli"),
    ],
)  # fmt: skip
def test_a_damaged_answer(packed: bytes, encoding: str, size: int) -> None:
    with pytest.raises(Damaged):
        b"".join(unpacked(pieces(packed, size), encoding))


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50), st.integers(1, 40))
def test_any_members_in_any_pieces(members: list[bytes], size: int, cut: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert b"".join(unpacked(pieces(packed, size), "gzip")) == b"".join(members)
    last = len(gzip.compress(members[-1]))
    if cut < last:
        with pytest.raises(Damaged):
            b"".join(unpacked(pieces(packed[:-cut], size), "gzip"))


def test_a_bomb_comes_in_small_pieces() -> None:
    assert max(map(len, unpacked([gzip.compress(bytes(50_000_000))], "gzip"))) <= 1 << 16


def test_the_fetcher_tries_a_damaged_answer_again_and_then_says_so() -> None:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        packed = gzip.compress(TEXT)
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

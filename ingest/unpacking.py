"""Packed answers, unpacked whole or not at all: gzip (RFC 1952) with all its members, deflate (RFC 1950 and 1951)."""

import zlib
from collections.abc import Iterable, Iterator

# Unpacked pieces are no larger than this (bytes), however well a bomb is packed.
_PIECE = 1 << 16
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MAGIC = b"\x1f"
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Damaged(Exception):
    """A packed answer that ends early, or is no packed answer."""


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The content of an answer in pieces; raises Damaged for what is cut short, broken, or packed in another way.

    `encoding` is the value of Content-Encoding, empty where there is none.
    """
    name = encoding.strip().lower()
    if name in _PACKED:
        yield from _members(chunks, gzip=name != "deflate")
    elif name in _NOT_ASKED_FOR:
        raise Damaged(f"Content-Encoding: {encoding[:40]}")
    else:  # nothing, "identity", or what is no packing ("utf-8")
        yield from chunks


def _members(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    member = None
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if member is None:
                if begun and not (gzip and rest[:1] == _MAGIC):
                    break  # what stands behind the last member is none: its checksum was right
                member, begun = zlib.decompressobj(_form(rest, gzip=gzip)), True
            if piece := _piece(member, rest):
                yield piece
            rest = member.unused_data if member.eof else member.unconsumed_tail
            if member.eof:
                member = None
    while member is not None and not member.eof and (piece := _piece(member, b"")):
        yield piece  # what was held back because a piece was full
    if member is not None and not member.eof:
        raise Damaged("the packed answer ends early")


def _piece(member: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return member.decompress(packed, _PIECE)
    except zlib.error as error:
        raise Damaged(str(error)) from error


def _form(beginning: bytes, *, gzip: bool) -> int:
    """How a stream is wrapped: some servers send a bare one as "deflate"."""
    if gzip:
        return _GZIP
    wrapped = beginning[0] & 0x0F == 8 and (
        len(beginning) < 2 or (beginning[0] << 8 | beginning[1]) % 31 == 0
    )
    return _ZLIB if wrapped else _RAW

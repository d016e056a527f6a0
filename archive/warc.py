"""One record of a web archive, packed, unpacked, compared: WARC 1.0 (ISO 28500), each a gzip member (annex D)."""

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlsplit
from uuid import uuid4

from archive.model import Capture

# httpx hands us the body unpacked; the headers that described its packing keep their name with this prefix,
# as web archives do, so that no reader unpacks it a second time.
_KEPT_AS = "X-Archive-Orig-"
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})


# So many bytes are unpacked at once.
_CHUNK = 64 * 1024


def whole_members(tail: bytes) -> int:
    """How many bytes of the tail are whole gzip members (RFC 1952), each of them one record."""
    return max((end for _, end in members(tail)), default=0)


def members(packed: bytes) -> Iterator[tuple[int, int]]:
    """Where each whole gzip member begins and ends, up to the first that is none."""
    view, begin = memoryview(packed), 0
    while begin < len(packed):
        member, end = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16), begin
        try:
            while not member.eof and end < len(packed):
                member.decompress(view[end : end + _CHUNK])
                end += _CHUNK
        except zlib.error:
            return
        if not member.eof:
            return
        end = min(end, len(packed)) - len(member.unused_data)
        yield begin, end
        begin = end


def packed_record(capture: Capture) -> bytes:
    """The record of a capture, as one gzip member."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    if urlsplit(capture.url).scheme in ("http", "https"):
        headers = [(f"{_KEPT_AS}{k}" if k.lower() in _PACKING else k, v) for k, v in capture.headers]
        status = f"{capture.status} {_phrase(capture.status)}"
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        kind = "response"
    else:
        http, kind = None, "resource"
    record = writer.create_warc_record(
        quote(capture.final_url, safe=":/?#[]@!$&'()*+,;=%"),
        kind,
        payload=io.BytesIO(capture.body),
        length=len(capture.body),
        http_headers=http,
        warc_content_type="" if http else capture.content_type,
        warc_headers_dict={"WARC-Date": capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    writer.write_record(record)
    return buffer.getvalue()


def record_in(packed: bytes) -> tuple[str, bytes]:
    """The type and the body of a packed record; raises whatever the reader of WARC and zlib raise."""
    from warcio.archiveiterator import ArchiveIterator  # a search reads none: it starts sooner without

    record = next(iter(ArchiveIterator(io.BytesIO(packed))))
    return str(record.rec_type), bytes(record.content_stream().read())


def digest_in(packed: bytes) -> str:
    """The SHA-256 of the body of a packed record; raises as `record_in` does."""
    return hashlib.sha256(record_in(packed)[1]).hexdigest()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def tombstone(length: int) -> bytes:
    """A gzip member of a given length in bytes that holds an empty WARC record.

    It is filled up in the comment field of its header (RFC 1952, 2.3.1), which every reader skips.
    """
    now = datetime.now(UTC)
    record = (
        f"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid4()}>\r\n"
        f"WARC-Date: {now:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    ).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(record) + packer.flush()
    end = packed + struct.pack("<II", zlib.crc32(record), len(record))
    header = b"\x1f\x8b\x08\x10" + bytes(4) + b"\x00\xff"  # flag 0x10: a comment follows, ended by a zero
    filling = length - len(header) - len(end) - 1
    if filling < 0:
        raise ValueError(f"a record of {length} bytes is too short for a tombstone")
    return header + b"." * filling + b"\x00" + end


def is_tombstone(packed: bytes) -> bool:
    """Whether a packed record stands for one that was destroyed; raises as `record_in` does."""
    kind, body = record_in(packed)
    return kind == "metadata" and not body

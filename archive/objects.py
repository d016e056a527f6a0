"""The raw bytes as served, each record an object of its own in a store that speaks S3.

One address says where: `s3://bucket/prefix?endpoint=https://s3.example&region=eu-central-1`. Who asks is found where
every program of that store looks for it: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the machine's role.
An object is named by the SHA-256 of what was served, so that the same bytes are never there twice.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

from archive.captures import Place, Recorded
from archive.errors import (
    CaptureDamaged,
    CapturesAddressUnfit,
    CapturesDenied,
    CapturesMissing,
    CapturesUnreachable,
    CapturesUnsafe,
)
from archive.model import Capture
from archive.service_address import options_in, told_as
from archive.warc import digest_in, is_tombstone, packed_record, record_in, tombstone, whole_members
from language.messages import FilledMessage, Message

SCHEME = "s3"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_KNOWN = ("endpoint", "region")
_TRIES, _CONNECT_WITHIN, _ANSWER_WITHIN = 3, 10, 30
_SOME = 3
_ENDPOINT = re.compile(r"https?://[^/?#@\s]+/?")
_MISSING = ("404", "NoSuchKey", "NotFound", "InvalidRange", "416")
_THERE_ALREADY = ("PreconditionFailed", "412", "ConditionalRequestConflict")
_NOT_KNOWN = ("NotImplemented", "501")
_DENIED = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "401", "403")

_NO_ADDRESS = Message(
    "sie muss aus s3://, dem Namen eines Eimers, einem Schrägstrich und einem Anfang der Namen bestehen"
)
_NO_ENDPOINT = Message("endpoint muss mit http:// oder https:// beginnen, dahinter der Rechner")


@dataclass(frozen=True, slots=True)
class _Address:
    bucket: str
    prefix: str
    endpoint: str | None
    region: str | None


class ObjectCaptures:
    """See archive.captures.CaptureStore."""

    def __init__(self, address: str) -> None:
        """Raises CapturesAddressUnfit."""
        self._address = _parsed(address)
        self._heeds = False
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=self._address.endpoint,
            region_name=self._address.region,
            config=Config(
                retries={"max_attempts": _TRIES, "mode": "standard"},
                connect_timeout=_CONNECT_WITHIN,
                read_timeout=_ANSWER_WITHIN,
                # Checksums of Amazon's own that stores of others refuse; what is sent is signed with its SHA-256.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"payload_signing_enabled": True},
            ),
        )

    @property
    def place(self) -> str:
        """See CaptureStore."""
        return f"{SCHEME}://{self._address.bucket}/{self._address.prefix}"

    def names(self) -> list[str]:
        """See CaptureStore."""
        return list(islice((name for name, _ in self._listed()), _SOME))

    def append(self, capture: Capture, recorded: Callable[[str | None], Recorded]) -> Place:
        """See CaptureStore; what a process that died has left under this name is kept, or written anew."""
        packed, name = packed_record(capture), self._name(capture.digest)
        with self._told():
            self._check_conditions()
            try:
                self._put(name, packed, new=True)
            except ClientError as error:
                if _code(error) not in _THERE_ALREADY:
                    raise
                there = self._got(name)
                if there is not None and _holds(there, capture.digest):
                    packed = there
                else:
                    self._put(name, packed, new=False)
        return Place(name, 0, len(packed))

    def read(self, place: Place) -> bytes:
        """See CaptureStore."""
        packed = self.packed(place)
        try:
            return record_in(packed)[1]
        except Exception as error:  # the WARC reader raises its own and zlib's errors
            raise CaptureDamaged(place=place.file, reason=f"{type(error).__name__}: {error}") from error

    def packed(self, place: Place) -> bytes:
        """See CaptureStore."""
        with self._told():
            found = self._got(place.file, place)
        shown = f"{place.file} ({place.offset})"
        if found is None:
            raise CaptureDamaged(place=shown, reason="404")
        if len(found) != place.length:
            raise CaptureDamaged(place=shown, reason=f"{len(found)} ≠ {place.length} bytes")
        return found

    def verify(self, place: Place, digest: str) -> None:
        """See CaptureStore."""
        packed = self.packed(place)
        if whole_members(packed) < len(packed):
            raise CaptureDamaged(place=place.file, reason="gzip")
        if not _holds(packed, digest):
            raise CaptureDamaged(place=place.file, reason="SHA-256")

    def short(self, needed: Mapping[str, Sequence[Place]]) -> dict[str, int]:
        """See CaptureStore: a few are asked for one by one, more are looked for in the list of all."""
        if len(needed) <= _SOME:
            with self._told():
                sizes = {name: self._size(name) for name in needed}
        else:
            sizes = {name: size for name, size in self._listed() if name in needed}
        return {
            name: count
            for name, places in needed.items()
            if (count := sum(place.offset + place.length > sizes.get(name, 0) for place in places))
        }

    def destroy(self, place: Place, digest: str, *, claimed: bool) -> None:
        """See CaptureStore: what is not there was destroyed before, and other bytes stay where they are."""
        with self._told():
            found = None if claimed else self._got(place.file, place)
            if found is None or _is_destroyed(found):  # on record anew, or destroyed before
                return
            if whole_members(found) == len(found) and not _holds(found, digest):
                raise CaptureDamaged(place=place.file, reason="not there any more")
            if place.file == self._name(digest):
                self._client.delete_object(Bucket=self._address.bucket, Key=self._key(place.file))
                return
            # A file of many records, which has come from a directory as it was.
            whole = self._got(place.file) or b""
            end = place.offset + place.length
            self._put(place.file, whole[: place.offset] + tombstone(place.length) + whole[end:], new=False)

    def find(self, digests: Collection[str]) -> dict[str, Place]:
        """See CaptureStore: bytes lie under their own name or nowhere."""
        found = {}
        for digest in digests:
            with self._told():
                packed = self._got(self._name(digest))
            if packed is not None and _holds(packed, digest):
                found[digest] = Place(self._name(digest), 0, len(packed))
        return found

    def forbidden(self) -> list[str]:
        """See CaptureStore: whoever may not read one object may read none, and is told so."""
        return []

    def torn_ends(self, ends: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """See CaptureStore: an object is there whole or not at all."""
        return {}

    def cut(self, name: str, begin: int) -> None:
        """See CaptureStore."""

    def whole(self) -> Iterator[tuple[str, int]]:
        """See CaptureStore."""
        return self._listed()

    def whole_of(self, name: str) -> bytes:
        """See CaptureStore."""
        with self._told():
            found = self._got(name)
        if found is None:
            raise CaptureDamaged(place=name, reason="404")
        return found

    def put_whole(self, name: str, content: bytes) -> None:
        """See CaptureStore."""
        with self._told():
            self._put(name, content, new=False)

    def remove_whole(self, name: str) -> None:
        """See CaptureStore."""
        with self._told():
            self._client.delete_object(Bucket=self._address.bucket, Key=self._key(name))

    def _name(self, digest: str) -> str:
        return f"{digest[:2]}/{digest}.warc.gz"

    def _key(self, name: str) -> str:
        return f"{self._address.prefix}/{name}"

    def _check_conditions(self) -> None:
        """Look, once for each process, whether the store heeds that nothing is to be written over."""
        if self._heeds:
            return
        for _ in range(2):  # the second finds what the first has put
            try:
                self._client.put_object(
                    Bucket=self._address.bucket,
                    Key=f"{self._address.prefix}.probe",
                    Body=b"",
                    IfNoneMatch="*",
                )
            except ClientError as error:
                if _code(error) in _THERE_ALREADY:
                    self._heeds = True
                    return
                if _code(error) not in _NOT_KNOWN:
                    raise
        raise CapturesUnsafe(place=self.place)

    def _put(self, name: str, packed: bytes, *, new: bool) -> None:
        only_if = {"IfNoneMatch": "*"} if new else {}
        self._client.put_object(Bucket=self._address.bucket, Key=self._key(name), Body=packed, **only_if)

    def _got(self, name: str, place: Place | None = None) -> bytes | None:
        part = {"Range": f"bytes={place.offset}-{place.offset + place.length - 1}"} if place else {}
        try:
            answer = self._client.get_object(Bucket=self._address.bucket, Key=self._key(name), **part)
            return bytes(answer["Body"].read())
        except ClientError as error:
            if _code(error) in _MISSING:
                return None
            raise

    def _size(self, name: str) -> int:
        try:
            answer = self._client.head_object(Bucket=self._address.bucket, Key=self._key(name))
            return int(answer["ContentLength"])
        except ClientError as error:
            if _code(error) in _MISSING:
                return 0
            raise

    def _listed(self) -> Iterator[tuple[str, int]]:
        """The name and size of every object."""
        prefix = f"{self._address.prefix}/"
        with self._told():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._address.bucket, Prefix=prefix
            )
            for page in pages:
                for held in page.get("Contents", ()):
                    yield held["Key"].removeprefix(prefix), held["Size"]

    @contextmanager
    def _told(self) -> Iterator[None]:
        place = self.place
        try:
            yield
        except ClientError as error:
            code = _code(error)
            if code == "NoSuchBucket":
                raise CapturesMissing(place=place, bucket=self._address.bucket) from error
            if code in _DENIED:
                raise CapturesDenied(place=place) from error
            raise CapturesUnreachable(place=place, reason=str(error)) from error
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise CapturesDenied(place=place) from error
        except BotoCoreError as error:
            raise CapturesUnreachable(place=place, reason=str(error)) from error


def _holds(packed: bytes, digest: str) -> bool:
    try:
        return digest_in(packed) == digest
    except Exception:  # noqa: BLE001 the WARC reader raises its own and zlib's errors
        return False


def _is_destroyed(packed: bytes) -> bool:
    try:
        return is_tombstone(packed)
    except Exception:  # noqa: BLE001 the WARC reader raises its own and zlib's errors
        return False


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _parsed(address: str) -> _Address:
    split = urlsplit(address)
    prefix = split.path.strip("/")
    if split.scheme != SCHEME or not _BUCKET.fullmatch(split.netloc) or not prefix:
        raise _unfit(_NO_ADDRESS.filled())
    with told_as(_unfit):
        options = options_in(split.query, _KNOWN)
    if not _ENDPOINT.fullmatch(options.get("endpoint", "https://of-amazon")):
        raise _unfit(_NO_ENDPOINT.filled())
    return _Address(split.netloc, prefix, options.get("endpoint"), options.get("region"))


def _unfit(why: FilledMessage) -> CapturesAddressUnfit:
    return CapturesAddressUnfit(place="PRESSEARCHIV_CAPTURES", why=why)

"""The indices of one archive in a cluster: which is searched, how far it reaches, how one takes another's place.

An archive's documents lie in `prefix-g000001`, the next time they are written anew in `prefix-g000002`; the alias
`prefix` leads to the one that is searched. How far each reaches stands in a document of `prefix-state`, which is
written only if nobody wrote it meanwhile.
"""

import re
import secrets
import time
from dataclasses import dataclass
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError, RequestError

from language.messages import Message
from search.engine import Reached
from search.engines.opensearch.address import Address
from search.engines.opensearch.fields import FINGERPRINT, MAPPING
from search.engines.opensearch.searching import DEEPEST
from search.errors import IndexBusy, IndexDamaged, IndexOfNewerProgram, IndexOutdated, IndexUnwritable

_VERSIONS = re.compile(r"\d+")
# A release taken out stays known for so long: no straggler of another process brings it back.
_REMEMBERED = "6h"
# An index that is made anew and in which nobody has written for so many seconds is left over from a process that ended.
_ABANDONED = 1_800
# How much a word counts for less in a long text: as with the default engine.
_LENGTH_MATTERS = 0.5

_TAKEN = Message(
    "dort gibt es schon einen fremden Index „{name}“. Bitte einen anderen Namen hinter den Schrägstrich schreiben"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """How far an index reaches, and which state of that document said so."""

    reached: Reached
    seq_no: int
    primary_term: int


class Generations:
    """The indices under one prefix. Every call may raise what the client raises."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.alias = address.prefix
        self._state = f"{address.prefix}-state"
        self._name = re.compile(rf"{re.escape(address.prefix)}-g(\d{{6,}})-[0-9a-f]{{6}}")

    def current(self, client: OpenSearch) -> str:
        """The index that is searched; empty where there is none."""
        try:
            found = sorted(client.indices.get_alias(name=self.alias))
        except NotFoundError:
            return ""
        if len(found) != 1 or not self._name.fullmatch(found[0]):
            raise IndexDamaged(place=self._address.shown, reason=f"{self.alias} → {', '.join(found)}")
        return str(found[0])

    def check(self, client: OpenSearch, index: str) -> None:
        """Raise IndexOutdated, or IndexOfNewerProgram, for an index that another version of the program made."""
        mapping = client.indices.get_mapping(index=index)[index]["mappings"]
        found = str(mapping.get("_meta", {}).get("fingerprint", ""))
        if found == FINGERPRINT:
            return
        theirs, ours = (list(map(int, _VERSIONS.findall(text))) for text in (found, FINGERPRINT))
        if len(theirs) == len(ours) and any(map(int.__gt__, theirs, ours)):
            raise IndexOfNewerProgram(place=self._address.shown)
        raise IndexOutdated(place=self._address.shown)

    def make(self, client: OpenSearch, after: str) -> str:
        """An empty index that nobody searches yet; its number follows that of another.

        Raises IndexUnwritable where an index of somebody else has the name that is searched.
        """
        if not after and client.indices.exists(index=self.alias):
            raise IndexUnwritable(place=self._address.shown, reason=_TAKEN.filled(name=self.alias))
        match = self._name.fullmatch(after)
        # What a process that was killed has left has another end, and is removed when this one is searched.
        index = f"{self.alias}-g{int(match[1] if match else 0) + 1:06d}-{secrets.token_hex(3)}"
        settings: dict[str, Any] = {
            "number_of_shards": self._address.shards,
            "number_of_replicas": self._address.replicas,
            "refresh_interval": "-1",
            "gc_deletes": _REMEMBERED,
            "max_result_window": DEEPEST,
            "similarity": {"default": {"type": "BM25", "b": _LENGTH_MATTERS}},
        }
        # Writing asks for this alias: an index removed meanwhile is never made anew by a write.
        aliases = {self.writing(index): {"is_hidden": True}}
        # It says first that somebody works at it: else another process takes it for left over.
        self._make_state(client)
        client.index(index=self._state, id=index, body=_state(Reached(0, "")), params={"refresh": "false"})
        client.indices.create(
            index=index, body={"settings": {"index": settings}, "mappings": MAPPING, "aliases": aliases}
        )
        return index

    def _make_state(self, client: OpenSearch) -> None:
        settings = {"number_of_shards": 1, "number_of_replicas": self._address.replicas}
        fields = {"cursor": {"type": "long"}, "mark": {"type": "keyword"}, "written": {"type": "long"}}
        mapping = {"dynamic": "strict", "properties": fields}
        try:
            client.indices.create(index=self._state, body={"settings": settings, "mappings": mapping})
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
            client.indices.put_mapping(index=self._state, body={"properties": fields})

    @staticmethod
    def writing(index: str) -> str:
        """The alias under which an index is written."""
        return f"{index}-write"

    def swap_in(self, client: OpenSearch, old: str, new: str) -> None:
        """Let an index be searched in the place of another, and remove all others; raises IndexBusy."""
        actions: list[dict[str, Any]] = [{"add": {"index": new, "alias": self.alias}}]
        if old:
            actions.append({"remove": {"index": old, "alias": self.alias, "must_exist": True}})
        elif self.current(client):
            raise IndexBusy(place=self._address.shown)
        try:
            client.indices.update_aliases(body={"actions": actions})
        except NotFoundError as error:  # another process has put another one in its place
            raise IndexBusy(place=self._address.shown) from error
        self.remove_others(client, new)

    def remove_others(self, client: OpenSearch, kept: str) -> None:
        """Remove every index under the prefix but one."""
        for index in self._held(client):
            if index != kept:
                self.remove(client, index)

    def remove_abandoned(self, client: OpenSearch, kept: str) -> bool:
        """Remove what processes that ended have left; return whether no other index is being made now."""
        others = [index for index in self._held(client) if index != kept]
        abandoned = [one for one in others if time.time() - self._written(client, one) > _ABANDONED]
        for index in abandoned:
            self.remove(client, index)
        return len(abandoned) == len(others)

    def _written(self, client: OpenSearch, index: str) -> int:
        """When something was written in it, in seconds since 1970; 0 where it says nothing of itself."""
        found = client.get(index=self._state, id=index, params={"ignore": 404})
        return int(found.get("_source", {}).get("written", 0))

    def _held(self, client: OpenSearch) -> list[str]:
        found = client.indices.get(index=f"{self.alias}-g*", params={"expand_wildcards": "all"})
        return [name for name in found if self._name.fullmatch(name)]

    def remove(self, client: OpenSearch, index: str) -> None:
        """Remove an index that is not searched."""
        client.indices.delete(index=index, ignore_unavailable=True)
        client.delete(index=self._state, id=index, params={"ignore": 404})

    def remove_all(self, client: OpenSearch) -> None:
        """Remove everything under the prefix."""
        for index in self._held(client):
            self.remove(client, index)
        client.indices.delete(index=self._state, ignore_unavailable=True)

    def seen(self, client: OpenSearch, index: str) -> Seen:
        """How far an index reaches."""
        found = client.get(index=self._state, id=index)
        reached = Reached(int(found["_source"]["cursor"]), str(found["_source"].get("mark", "")))
        return Seen(reached, found["_seq_no"], found["_primary_term"])

    def reach(self, client: OpenSearch, index: str, reached: Reached, seen: Seen) -> Seen:
        """Say that an index reaches to an event; raises IndexBusy where another process has said so meanwhile."""
        params = {"if_seq_no": seen.seq_no, "if_primary_term": seen.primary_term}
        try:
            done = client.index(index=self._state, id=index, body=_state(reached), params=params)
        except ConflictError as error:
            raise IndexBusy(place=self._address.shown) from error
        return Seen(reached, done["_seq_no"], done["_primary_term"])


def _state(reached: Reached) -> dict[str, Any]:
    """What an index says of itself."""
    return {**reached._asdict(), "written": int(time.time())}

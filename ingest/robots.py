"""What a site allows: robots.txt (RFC 9309), read with protego."""

from dataclasses import dataclass

from protego import Protego


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host; `reason` says why everything is forbidden, where it is.

    `unreachable` says that the host did not answer at all: then it has not forbidden anything, it is down.
    """

    parsed: Protego | None
    reason: str = ""
    unreachable: bool = False

    def allow(self, url: str, agent: str) -> bool:
        """Whether an address may be fetched."""
        return self.parsed is not None and bool(self.parsed.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """The seconds a site asks to be left alone between two requests, 0 if it asks for none."""
        asked = self.parsed.crawl_delay(agent) if self.parsed else None
        return float(asked or 0)


def read_rules(status: int, body: bytes) -> Rules:
    """The rules in an answer to a request for robots.txt.

    A site without the file (4xx) allows everything; one that cannot answer (5xx) nothing, for now
    (RFC 9309, 2.3.1.3 and 2.3.1.4).
    """
    if 200 <= status < 300:
        return Rules(Protego.parse(body.decode("utf-8-sig", errors="replace")), "Disallow")
    if 400 <= status < 500:
        return Rules(Protego.parse(""))
    return Rules(None, f"robots.txt: Status {status}")

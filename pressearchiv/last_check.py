"""What the last `check` of a data directory found, and how far one came that was ended: a file beside the archive."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "check.json"
# So many findings are kept in words.
_KEPT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """When a check began, whether all was looked at, how many faults it found, the first ones in words.

    `reached` is the capture that one came to which was ended: file and offset.
    """

    at: datetime
    quick: bool
    done: bool
    faults: int
    said: tuple[str, ...] = ()
    reached: tuple[str, int] = ("", -1)

    def write(self, directory: Path) -> None:
        """Keep it, where something may be written; what was kept before is replaced whole."""
        beside = directory / f"{FILE}.new"
        kept = {
            "at": self.at.isoformat(),
            "quick": self.quick,
            "done": self.done,
            "faults": self.faults,
            "said": list(self.said[:_KEPT]),
            "reached": list(self.reached),
        }
        with suppress(OSError):
            beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            beside.replace(directory / FILE)


def last_check(directory: Path) -> LastCheck | None:
    """What was kept; None where nothing was, or nothing that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((directory / FILE).read_text(encoding="utf-8"))
        said: Sequence[str] = [str(sentence) for sentence in kept["said"]]
        file, offset = kept["reached"]
        return LastCheck(
            at=datetime.fromisoformat(kept["at"]),
            quick=bool(kept["quick"]),
            done=bool(kept["done"]),
            faults=int(kept["faults"]),
            said=tuple(said),
            reached=(str(file), int(offset)),
        )
    return None

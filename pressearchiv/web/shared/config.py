"""How an operator has set up the web pages: values, read from the settings at the edge."""

from dataclasses import dataclass, field
from pathlib import Path

from language.messages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """What the pages have to know of their operation.

    `staff_password` and `staff_header` are empty where staff cannot sign in that way; `proxies` are the addresses whose
    headers are believed. `imprint` and `privacy` are files with text, None where there are none.
    """

    data: Path
    archive: str = field(default="", repr=False)
    captures: str = field(default="", repr=False)
    engine: str = field(default="whoosh", repr=False)
    language: Language = "de"
    public_url: str = "http://localhost:8501"
    staff_password: str = field(default="", repr=False)
    staff_header: str = ""
    proxies: tuple[str, ...] = ()
    imprint: Path | None = None
    privacy: Path | None = None
    index_persons: bool = False
    keep_misses: bool = True
    saves: bool = False
    metrics: bool = False

    @property
    def has_staff(self) -> bool:
        """Whether anybody can sign in."""
        return bool(self.staff_password or self.staff_header)

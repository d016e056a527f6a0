"""The files of an index: `CURRENT` names the generation in use, a folder of segments, their list, and their locks."""

from pathlib import Path

from whoosh.filedb.filestore import FileStorage, RamStorage

CURRENT, FINGERPRINT_FILE = "CURRENT", "FINGERPRINT"
GENERATIONS = "generation-*"
# Held by who writes; in a generation, by who merges, and by who commits (Whoosh's own).
LOCK, MERGING_LOCK, WRITE_LOCK = "LOCK", "MERGING", "MAIN_WRITELOCK"
# What is written beside, before it takes its place: no name of a generation, a segment or a list of them.
NEXT, MERGED, NEXT_LIST = "CURRENT.new", "merging.new", "list.new"


class GenerationStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage over the folder of a generation; nothing of ours spills over, so no folder is made for that."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """See Whoosh."""
        return RamStorage()

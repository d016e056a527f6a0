"""What an installation keeps beside its archive, taken along when the archive's tables move to another database."""

from pathlib import Path

from archive.city_files import own_files
from archive.side_tables import copied
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from pressearchiv.web.shared.secrets import put_secret, secret_of
from search.zero_results import FILE as ZERO_RESULTS
from search.zero_results import ZeroResultLog


def move_beside(directory: Path, source: str, target: str) -> None:
    """Copy saved searches, searches in vain, city files and the signing key to beside the target archive.

    Both archives are given by their addresses, empty for the files of the directory. What lies there already is from an
    attempt that broke off, and gives way. Raises ArchiveError, OSError, BadKey.
    """
    if source or (directory / ALERTS).exists():
        copied(Alerts(directory, source).tables, Alerts(directory, target).tables)
    if source or (directory / ZERO_RESULTS).exists():
        log, new_log = (ZeroResultLog(directory, address, keep=True) for address in (source, target))
        copied(log.tables, new_log.tables)
    files, there = own_files(directory, source), own_files(directory, target)
    for key in sorted(files.keys()):
        there.write(key, files.read(key).content.decode("utf-8"))
    put_secret(secret_of(directory, source), directory, target)

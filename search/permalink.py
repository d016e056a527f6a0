"""The address a release keeps: by city, year and number, or by its id."""

from archive.model import ReleaseNumber


def permalink(record_id: int, city: str, number: ReleaseNumber | None, *, unique: bool) -> str:
    """The path of a release: `/m/<city>/<year>/<number>-<sign>` where that means it alone, `/m/id/<id>` else."""
    if number is None or number.year is None or not unique:
        return f"/m/id/{record_id}"
    tail = f"{number.running}-{number.sign}" if number.sign else str(number.running)
    return f"/m/{city}/{number.year}/{tail}"

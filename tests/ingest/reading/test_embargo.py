"""Embargoes in every usual wording; what cannot be read hides the release, what is none does not."""

from datetime import date, datetime

import pytest

from archive.model import Release
from ingest.reading.embargo import read_embargo, says_embargo

FROM = date(2026, 11, 12)
SAID = {
    "SPERRFRIST 27.12.2026, 10.00 Uhr": "2026-12-27T10:00",
    "SPERRFRIST 14. NOVEMBER 2026, 18 UHR": "2026-11-14T18:00",
    "Sperrfrist: 27. Dez. 2026, 10 Uhr": "2026-12-27T10:00",
    "+++ Sperrfrist: 13.11.2026, 11:00 Uhr +++": "2026-11-13T11:00",
    "S P E R R F R I S T : 14.11.2026, 11 Uhr": "2026-11-14T11:00",
    "Embargo: 20. Nov. 2026, 15h": "2026-11-20T15:00",
    "Gesperrt bis Freitag, 20. November 2026, 12 Uhr": "2026-11-20T12:00",
    "Nicht vor dem 20.11.2026, 9 Uhr veröffentlichen": "2026-11-20T09:00",
    "Frei ab 20. November 2026, 12 Uhr": "2026-11-20T12:00",
    "Veröffentlichung frei ab Samstag, 14. November 2026, 0 Uhr": "2026-11-14T00:00",
    "Bitte beachten: Frei für die Ausgaben vom Samstag, 14. November 2026": "2026-11-14T00:00",
    "Bitte Sperrfrist beachten: nicht vor Mittwoch, 25.11., 8 Uhr": "2026-11-25T08:00",
    "Achtung, Sperrfrist! Zur Veröffentlichung erst ab dem 24.12.26, 0.00 Uhr freigegeben.": "2026-12-24T00:00",
    "Sendesperrfrist: 3. Dez. 2026, 17.00 Uhr (Beginn der Rede)": "2026-12-03T17:00",
    "Sperrfrist bis 14.11.2026, 24 Uhr": "2026-11-15T00:00",
    "Sperrfrist: Samstag, 10 Uhr": "2026-11-14T10:00",
}
UNREAD = [
    "Sperrfrist: Beginn der Rede",
    "SPERRFRIST: Redebeginn",
    "Sperrfrist bis zum Ende der Sitzung",
    "Sperrfrist!",
]
NONE = [
    "Sperrfrist für Gülle: Düngen erst ab 1. Februar 2027 wieder erlaubt",
    "Die Straße ist gesperrt bis 3. Mai 2027.",
    "Eintritt frei ab 18 Jahren",
    "Fahrbahn frei ab 3. Mai 2027",
    "Frei ab 3. Mai 2027: die neue Fahrbahn am Ring",
    "Ohne Sperrfrist – zur sofortigen Veröffentlichung",
    "Das Embargo trifft die Häfen",
    "Sperrung bis 20. November 2026",
    "Gesperrt bis 20. November 2026 ist die Brücke am Markt.",
]


def read(beside: str, body: str = "Der Text.\n\nUnd mehr.", **more: date) -> object:
    found = read_embargo(Release(city="a", url=None, title="Titel", body=body), beside, FROM, **more)
    return found and (found.until.strftime("%Y-%m-%dT%H:%M") if found.until else found.printed)


@pytest.mark.parametrize("line", SAID)
def test_an_embargo_is_read_to_the_minute(line: str) -> None:
    assert says_embargo(line)
    assert read(line) == SAID[line]
    assert read("", f"{line}\n\nDer Text.") == SAID[line]
    assert read("", f"Der Text.\n\nUnd mehr.\n\nNoch mehr.\n\nEnde hier.\n\n{line}") == SAID[line]


def test_times_are_those_of_the_town() -> None:
    found = read_embargo(
        Release(city="a", url=None, title="T", body="x"), "Sperrfrist: 3. Juli 2026, 10 Uhr", date(2026, 7, 1)
    )
    assert found is not None
    assert found.until == datetime.fromisoformat("2026-07-03T10:00:00+02:00")


@pytest.mark.parametrize("line", UNREAD)
def test_one_that_names_no_moment_is_said_to_be_unread(line: str) -> None:
    assert read(line) == line
    assert read(line, seen=date(2027, 11, 12)) is None  # it cannot hold any more


@pytest.mark.parametrize("line", NONE)
def test_what_is_about_something_else_is_none(line: str) -> None:
    assert not says_embargo(line)
    assert read(line, f"{line}\n\nDer Text.") is None


def test_an_end_that_is_years_off_is_said_to_be_unread_where_nothing_else_is_said() -> None:
    for line in ("Sperrfrist: 31. Dezember 2030, 23:30 Uhr", "Frei ab 3. Juli 2036, 10 Uhr"):
        assert read(line) == line
    assert read("Sperrfrist: 1. November 2030 bis 31. Januar 2031 für Gülle auf Grünland") is None

"""Is a city silent, shrinking, failing? Its own past is the measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from archive.by_list import ByList, ThinMonth
from archive.model import Run
from language.german.calendar import shifted_month
from language.messages import Language, Message

# A city is silent for too long when its newest release is older than so many of its usual pauses, and than this.
_PAUSES = 3
_LEAST_SILENCE = timedelta(days=10)
_LEAST_RELEASES = 10
# The newest releases are held against those before them.
_NEWEST = 20
_LEAST_BEFORE = 20
# A field has shrunk when it is there less than half as often as before, and was there often enough to tell.
_OFTEN = 0.3
_HALF = 0.5
# A city that was not visited successfully for so long needs a look.
_LONG_AGO = timedelta(days=3)


class Ailment(StrEnum):
    """What can be wrong with a city's archive."""

    NEVER_FETCHED = "never fetched"
    NOT_FETCHED = "not fetched lately"
    FAILING = "failing"
    PARTLY_FAILING = "partly failing"
    STOPPED = "stopped"
    BOT_PAGE = "bot page"
    SILENT = "silent"
    THIN_MONTH = "fewer releases than usual"
    SHRINKING = "a field is shrinking"
    LISTED_MISSING = "listed and not on record"


# What somebody has to look at today; the others are worth knowing.
SERIOUS = frozenset(
    {Ailment.NOT_FETCHED, Ailment.FAILING, Ailment.BOT_PAGE, Ailment.SILENT, Ailment.SHRINKING}
)


# The fields a redesign could hide, in both languages.
FIELD_NAMES = {
    "lead": Message("einen Vorspann"),
    "body": Message("einen Text"),
    "images": Message("ein Bild"),
    "contact": Message("einen Kontakt"),
    "attachments": Message("ein Dokument"),
    "number": Message("eine Nummer"),
    "persons": Message("genannte Personen"),
    "date": Message("ein gedrucktes Datum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and the sentence that says so with its figures."""

    ailment: Ailment
    message: Message
    facts: Mapping[str, object]

    @property
    def serious(self) -> bool:
        """Whether it needs a look today."""
        return self.ailment in SERIOUS

    def text(self, language: Language = "de") -> str:
        """The sentence in one language."""
        return self.message.text(language, **self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vital:
    """What counts of one release for the health of its city; `fields` are those of FIELD_NAMES that it has."""

    published: date | None
    fields: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a city is: its last good run, its newest release, releases a month (`2025-03`), its lists, what is wrong."""

    city: str
    last_good_run: datetime | None
    newest: date | None
    months: Mapping[str, int]
    listed: ByList
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Whether nothing serious was found."""
        return not any(finding.serious for finding in self.findings)


_SAID = {
    Ailment.NEVER_FETCHED: Message("Diese Stadt wurde noch nie abgerufen."),
    Ailment.NOT_FETCHED: Message("Seit dem {day} gab es keinen gelungenen Abruf."),
    Ailment.FAILING: Message("Der letzte Abruf ist gescheitert: {problem}"),
    Ailment.PARTLY_FAILING: Message(
        "Beim letzten Abruf ließen sich {count} Seiten nicht lesen, die erste: {problem}",
    ),
    Ailment.STOPPED: Message(
        "Der letzte Abruf wurde abgebrochen; der nächste setzt ihn fort. Bis dahin können Meldungen fehlen.",
    ),
    Ailment.BOT_PAGE: Message("Die Stadt lässt uns nicht herein: {problem}"),
    Ailment.SILENT: Message(
        "Seit {days} Tagen keine neue Meldung; üblich sind höchstens {usual} Tage Pause.",
    ),
    Ailment.THIN_MONTH: Message(
        "Im {month} nur {count} Meldungen; im Jahr davor waren es im Mittel {usual} im Monat.",
    ),
    Ailment.LISTED_MISSING: Message(
        "Die Listen der Stadt nannten {listed} Meldungen; {missing} davon sind nicht im Archiv, die erste seit dem "
        "{since}.",
    ),
    Ailment.SHRINKING: Message(
        "{field} hatten von den letzten {newest} Meldungen nur {now:.0%}, davor {before:.0%}. Hat die Stadt ihre "
        "Seite umgebaut?",
    ),
}


def examine(
    city: str, runs: Sequence[Run], vitals: Sequence[Vital], listed: ByList, *, now: datetime
) -> Health:
    """The health of a city from its runs, the newest first, its releases in any order, and its lists."""
    today = now.date()
    dated = sorted(vital.published for vital in vitals if vital.published and vital.published <= today)
    months: dict[str, int] = {}
    for day in dated:
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + 1
    good = next((run for run in runs if run.finished and run.status in ("ok", "partial")), None)
    findings = [
        *_of_runs(runs, good, now),
        *_of_silence(dated, now.date()),
        *_of_months(listed.thin, now.date()),
        *_of_lists(listed),
        *_of_fields(vitals),
    ]
    return Health(
        city=city,
        last_good_run=good.finished if good else None,
        newest=dated[-1] if dated else None,
        months=months,
        listed=listed,
        findings=tuple(findings),
    )


def _found(ailment: Ailment, **facts: object) -> Finding:
    return Finding(ailment=ailment, message=_SAID[ailment], facts=facts)


def _of_runs(runs: Sequence[Run], good: Run | None, now: datetime) -> list[Finding]:
    ended = [run for run in runs if run.finished]
    if not ended:
        return [_found(Ailment.NEVER_FETCHED)]
    found = []
    last = ended[0]
    problem = next((told.message for told in last.problems if not told.remark), "?")
    blocked = next((problem for problem in last.problems if problem.code == "bot-page"), None)
    if blocked:
        found.append(_found(Ailment.BOT_PAGE, problem=blocked.message))
    elif last.status == "failed":
        found.append(_found(Ailment.FAILING, problem=problem))
    elif last.status == "stopped":
        found.append(_found(Ailment.STOPPED))
    elif last.failed:
        found.append(_found(Ailment.PARTLY_FAILING, count=last.failed, problem=problem))
    since = good.finished if good and good.finished else ended[-1].started
    if now - since > _LONG_AGO:
        found.append(_found(Ailment.NOT_FETCHED, day=f"{since:%d.%m.%Y}"))
    return found


def _of_silence(dated: Sequence[date], today: date) -> list[Finding]:
    """Silence longer than the city's own pauses: three times the longest but the rarest twentieth of them."""
    if len(dated) < _LEAST_RELEASES:
        return []
    recent = dated[-200:]
    pauses = sorted((after - before).days for before, after in pairwise(recent))
    usual = pauses[int(0.95 * (len(pauses) - 1))]
    silent = (today - dated[-1]).days
    if silent > max(_PAUSES * usual, _LEAST_SILENCE.days):
        return [_found(Ailment.SILENT, days=silent, usual=max(usual, 1))]
    return []


def _of_months(thin: Sequence[ThinMonth], today: date) -> list[Finding]:
    """The last whole month, if it lies far below those before it."""
    last = shifted_month(today, -1)
    return [
        _found(Ailment.THIN_MONTH, month=f"{last:%m/%Y}", count=found.count, usual=found.usual)
        for found in thin
        if found.month == last
    ]


def _of_lists(listed: ByList) -> list[Finding]:
    """What was listed and never taken in."""
    if not listed.missing or listed.missing_since is None:
        return []
    missing = sum(listed.missing.values())
    facts = {"listed": listed.listed, "missing": missing, "since": f"{listed.missing_since:%d.%m.%Y}"}
    return [_found(Ailment.LISTED_MISSING, **facts)]


def _of_fields(vitals: Sequence[Vital]) -> list[Finding]:
    """Fields that the newest releases have less often than those before them."""
    ordered = sorted(
        (vital for vital in vitals if vital.published), key=lambda vital: vital.published or date.min
    )
    newest, before = ordered[-_NEWEST:], ordered[:-_NEWEST][-200:]
    if len(before) < _LEAST_BEFORE:
        return []
    found = []
    for field in sorted({name for earlier in before for name in earlier.fields}):
        then = sum(field in earlier.fields for earlier in before) / len(before)
        now = sum(field in later.fields for later in newest) / len(newest)
        if then >= _OFTEN and now < _HALF * then:
            facts = {"newest": len(newest), "now": now, "before": then}
            found.append(_found(Ailment.SHRINKING, field=FIELD_NAMES[field], **facts))
    return found

"""What the command tells people on a terminal, and programs as JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

import click

from settings import PREFIX
from wording import Language, Wording

LANGUAGE: Language = "en" if os.environ.get(f"{PREFIX}LANGUAGE") == "en" else "de"

Progress = Callable[[int, int], None]


def say(de: str, en: str, **facts: object) -> str:
    """A sentence in the operator's language."""
    return Wording(de, en).say(LANGUAGE, **facts)


@contextmanager
def progress_bars() -> Iterator[Callable[[str], AbstractContextManager[Progress]]]:
    """Bars on a terminal, one for each label, several at once if need be; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda label: nullcontext(lambda done, total: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        @contextmanager
        def bar(label: str) -> Iterator[Progress]:
            task = bars.add_task(label, total=None)
            yield lambda done, total: bars.update(task, completed=done, total=total)
            bars.remove_task(task)

        yield bar


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """One bar."""
    with progress_bars() as bars, bars(label) as bar:
        yield bar


def print_json(answer: object) -> None:
    """An answer for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def tell_error(code: str, message: str, place: str | None, as_json: bool) -> None:
    """An error, in words or as JSON."""
    if as_json:
        from web.answers import error_answer

        print_json(error_answer(code, message, place))
    else:
        click.echo(message, err=True)


def tell_runs(runs: list[Any], as_json: bool) -> int:
    """How visits or imports went; returns the exit code."""
    from web.answers import run_answer

    if as_json:
        print_json({"runs": [run_answer(run) for run in runs]})
    else:
        for run in runs:
            click.echo(
                say(
                    "{city}: {listed} gefunden, {fetched} abgerufen, {added} neu, {changed} geändert, {withdrawn} "
                    "zurückgezogen, {failed} Probleme.",
                    "{city}: {listed} found, {fetched} fetched, {added} new, {changed} changed, {withdrawn} "
                    "withdrawn, {failed} problems.",
                    **run_answer(run),
                )
            )
            if run.undated and run.kind == "import":  # after a visit, the series dates most of them
                undated = say(
                    "  {n} davon ohne bekanntes Datum (--published oder manifest.csv kann eines nennen).",
                    "  {n} of them without a known date (--published or manifest.csv can give one).",
                    n=run.undated,
                )
                click.echo(undated)
            if run.status == "stopped":
                click.echo(
                    say(
                        "  Abgebrochen; der nächste Lauf macht weiter.",
                        "  Ended early; the next run goes on.",
                    )
                )
            for problem in run.problems:
                click.echo(f"  {problem.message}", err=True)
        if not runs:
            click.echo(say("Keine Stadt mit bekannter Liste.", "No city with a known list."), err=True)
    return 1 if any(run.failed for run in runs) else 0


def tell_hits(page: Any, public_url: str) -> None:
    """A page of results."""
    from german.dates import german_date

    total, pages = page.total, page.pages
    click.echo(
        say(
            "{total} Treffer, Seite {page} von {pages}",
            "{total} hits, page {page} of {pages}",
            total=total,
            page=page.request.page,
            pages=pages,
        )
    )
    if page.undated:
        click.echo(
            say(
                "{n} weitere passen, tragen aber kein Datum und sind in keinem Zeitraum.",
                "{n} more match, but bear no date and are in no period.",
                n=page.undated,
            )
        )
    if page.meant:
        click.echo(say("Meinten Sie: {text}", "Did you mean: {text}", text=page.meant))
    for hit in page.hits:
        number = hit.version.reading.number
        when = german_date(hit.published) if hit.published else say("ohne Datum", "undated")
        click.echo()
        click.echo(f"[{hit.record.id}] {_marked(hit.title)}")
        reasons = ", ".join(why.told for why in hit.why if why.told)
        found_by = say("gefunden über {reasons}", "found by {reasons}", reasons=reasons) if reasons else ""
        facts = (when, hit.record.city, number.printed if number else "", found_by)
        click.echo("    " + " · ".join(filter(None, facts)))
        click.echo("    " + _marked(hit.snippet))
        click.echo("    " + public_url + hit.permalink)


def _marked(snippet: Any) -> str:
    """The snippet with its marks in bold; click leaves the codes out where the output is no terminal."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [snippet.text[at:start], click.style(snippet.text[start:end], bold=True)]
        at = end
    return "".join([*pieces, snippet.text[at:]])


def tell_release(answer: dict[str, Any]) -> None:
    """A release with its versions."""
    click.echo(answer["title"])
    facts = {
        say("Stadt", "City"): answer["city"],
        say("Nummer", "Number"): answer["number_printed"],
        say("Datum", "Date"): _published(answer),
        say("Adresse", "Address"): ", ".join(answer["addresses"]),
        say("Permalink", "Permalink"): answer["permalink"],
        say("Personen", "Persons"): "; ".join(
            person["name"] + (f" ({person['role']})" if person["role"] else "")
            for person in answer["persons"]
        ),
        say("Themen", "Topics"): ", ".join(_topic(one["key"]) for one in answer["topics"]),
        say("Zurückgezogen", "Withdrawn"): answer["withdrawn_at"] and _moment(answer["withdrawn_at"]),
        say("Gesperrt", "Sealed"): answer["seal"] and answer["seal"]["reason"],
        say("Korrigiert", "Corrects"): ", ".join(map(str, answer["corrects"])),
        say("Korrigiert von", "Corrected by"): ", ".join(map(str, answer["corrected_by"])),
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label}: {value}")
    for text in (
        answer["lead"],
        answer["body"],
        *(image["caption"] for image in answer["images"]),
        answer["contact"],
    ):
        if text:
            click.echo(f"\n{text}")
    click.echo()
    for one in answer["versions"]:
        at = datetime.fromisoformat(one["recorded_at"]).astimezone()
        recorded = f"{at:%d.%m.%Y %H:%M}"
        line = say("Fassung {n} vom {at}", "Version {n} of {at}", n=one["version"], at=recorded)
        click.echo(line + (f" ({_GRADES[one['grade']]})" if one["grade"] else ""))


def _published(answer: dict[str, Any]) -> str:
    """The date of a release, or the days its neighbours in the series leave for it."""
    if answer["published"]:
        return _day(str(answer["published"]))
    span = answer["published_span"]
    if span is None:
        return say("nicht bekannt", "unknown")
    facts = {"start": _day(span["start"]), "end": _day(span["end"])}
    return say(
        "zwischen {start} und {end}, nach der Nummer", "between {start} and {end}, by its number", **facts
    )


def _topic(key: str) -> str:
    from german.topics import topic

    found = topic(key)
    return found.label(LANGUAGE) if found else key


def tell_series(answer: dict[str, Any]) -> None:
    """The numbers of a city, a paragraph a series."""
    if not answer["years"]:
        click.echo(say("Keine Meldung mit Nummer und Jahr.", "No release with a number and a year."))
    for one in answer["years"]:
        name = f"{one['year']}" + (f", {one['office']}" if one["office"] else "")
        line = say(
            "{name}: Nr. {first} bis {last}, {share} vorhanden oder belegt unbenutzt",
            "{name}: nos. {first} to {last}, {share} on record or known unused",
            **{**one, "name": name, "share": _percent(one["complete"])},
        )
        click.echo(line)
        for state, label in _GAPS.items():
            gaps = [gap for gap in one["gaps"] if gap["state"] == state]
            if gaps:
                click.echo(f"  {label}: " + ", ".join(_ranges(gaps)))
        for double in one["doubles"]:
            releases = ", ".join(f"[{record}]" for record in double["releases"])
            click.echo(f"  {say('doppelt', 'double')}: {double['number']} ({releases})")
        for reset in one["resets"]:
            facts = {"day": _day(reset["day"]), "before": reset["before"], "number": reset["number"]}
            click.echo(
                "  "
                + say(
                    "am {day} von {before} zurück auf {number}",
                    "reset on {day} from {before} to {number}",
                    **facts,
                )
            )
        for stray in one["strays"]:
            click.echo(
                f"  {say('vermutlich Tippfehler', 'probably a misprint')}: {stray['number']} [{stray['release']}]"
            )


def figure(value: float) -> str:
    """A number as people write it: 1.454.080 and 0,5 in German."""
    written = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    return written.translate(str.maketrans(",.", ".,")) if LANGUAGE == "de" else written


def _percent(share: float) -> str:
    """A share as people write it: 95,8 % in German."""
    return f"{100 * share:.1f}".replace(".", ",") + " %" if LANGUAGE == "de" else f"{share:.1%}"


def _day(iso: str | None) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else "–"


def _ranges(gaps: list[dict[str, Any]]) -> list[str]:
    """Numbers in a row as a range: 73–98; one that says more stands alone."""
    written: list[str] = []
    row: list[int] = []
    for gap in [*gaps, None]:
        plain = gap is not None and not gap["note"] and not gap["release"]
        if row and not (gap is not None and plain and gap["number"] == row[-1] + 1):
            written.append(str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}")
            row = []
        if gap is not None and plain:
            row.append(gap["number"])
        elif gap is not None:
            written.append(_gap(gap))
    return written


def _gap(gap: dict[str, Any]) -> str:
    note = f" ({gap['note']})" if gap["note"] else ""
    record = f" [{gap['release']}]" if gap["release"] else ""
    return f"{gap['number']}{record}{note}"


def tell_health(answers: list[dict[str, Any]]) -> None:
    """How each city is, a line, and what is wrong, a line each."""
    if not answers:
        click.echo(say("Noch keine Stadt wurde abgerufen.", "No city has been fetched yet."))
    for one in answers:
        state = say("in Ordnung", "fine") if one["well"] else say("bitte ansehen", "needs a look")
        last = one["last_good_run"]
        when = _moment(last) if last else say("nie", "never")
        facts = {"city": one["city"], "state": state, "when": when, "newest": _day(one["newest"])}
        click.echo(
            say(
                "{city}: {state} (letzter guter Abruf {when}, neueste Meldung {newest})",
                "{city}: {state} (last good run {when}, newest release {newest})",
                **facts,
            )
        )
        for finding in one["findings"]:
            click.echo(f"  {'!' if finding['serious'] else '-'} {finding['message']}")


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone():%d.%m.%Y %H:%M}"


def discovery_answer(found: Any) -> dict[str, Any]:
    """What a look at a site found, as JSON has it."""
    return {
        "key": found.key,
        "name": found.name,
        "family": found.family.key,
        "experimental": found.family.experimental,
        "list": found.list_url,
        "paging": found.pages,
        "feed": found.feed_url,
        "api": found.api_url,
        "sitemap": found.sitemap_url,
        "previews": [_preview_answer(one) for one in found.previews],
    }


def _preview_answer(one: Any) -> dict[str, Any]:
    if one.error is not None:
        return {"url": one.url, "error": {"code": one.error.code, "message": one.error.say(LANGUAGE)}}
    release, reading = one.printed.release, one.reading
    number = reading.number
    return {
        "url": one.url,
        "title": release.title,
        "number": number.running if number else None,
        "sign": number.sign if number else None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_from": str(reading.published_from),
        "lead": release.lead,
        "body": release.body,
        "images": [{"caption": image.caption, "credit": image.credit} for image in release.images],
        "attachments": [attachment.title or attachment.url for attachment in release.attachments],
        "contact": release.contact_text,
        "office": release.office,
        "persons": [person.name for person in reading.persons],
    }


def tell_discovery(answer: dict[str, Any]) -> None:
    """What a look at a site found, in words."""
    none = say("nicht gefunden", "not found")
    family = answer["family"]
    if answer["experimental"]:
        family += say(" (noch an keiner echten Seite erprobt)", " (not tried on a real page yet)")
    facts = {
        say("Stadt", "City"): answer["name"],
        say("System", "System"): family,
        say("Liste", "List"): answer["list"] or none,
        say("Blättern", "Paging"): say("ja", "yes") if answer["paging"] else none,
        "Feed": answer["feed"] or none,
        "REST": answer["api"],
        "Sitemap": answer["sitemap"] or none,
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label + ':':<10} {value}")
    for at, one in enumerate(answer["previews"], 1):
        click.echo(f"\n{at}. {one['url']}")
        if "error" in one:
            click.echo(f"   ! {one['error']['message']}")
            continue
        number = f"{one['number']}{'/' + one['sign'] if one['sign'] else ''}" if one["number"] else "–"
        rows = {
            say("Überschrift", "Headline"): one["title"],
            say("Nummer", "Number"): number,
            say("Datum", "Date"): f"{_day(one['published'])} ({ORIGINS[one['published_from']]})",
            say("Vorspann", "Lead"): _short(one["lead"]),
            say("Text", "Text"): _short(one["body"]),
            say("Bilder", "Pictures"): "; ".join(_short(image["caption"]) for image in one["images"]) or "–",
            say("Dokumente", "Documents"): "; ".join(one["attachments"]) or "–",
            say("Kontakt", "Contact"): _short(one["contact"]),
            say("Amt", "Office"): one["office"] or "–",
            say("Personen", "Persons"): ", ".join(one["persons"]) or "–",
        }
        for label, value in rows.items():
            click.echo(f"   {label + ':':<12} {value}")


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= most else f"{line[: most - 1]}…") or "–"


def checkup_answer(checked: Any) -> dict[str, Any]:
    """How a city answered live, as JSON has it."""
    return {
        "city": checked.city,
        "fine": checked.fine,
        "lists": [
            {
                "url": one.url,
                "releases": one.releases,
                "next_page": one.next_page,
                "error": one.error.say(LANGUAGE) if one.error else None,
            }
            for one in checked.lists
        ],
        "sampled": checked.sampled,
        "fields": dict(checked.fields),
        "errors": [error.say(LANGUAGE) for error in checked.errors],
    }


def tell_checkup(answer: dict[str, Any]) -> None:
    """How a city answered live, field by field."""
    state = say("in Ordnung", "fine") if answer["fine"] else say("bitte ansehen", "needs a look")
    click.echo(f"{answer['city']}: {state}")
    for one in answer["lists"]:
        if one["error"]:
            click.echo(f"  ! {one['error']}")
            continue
        more = say(", mit weiteren Seiten", ", with further pages") if one["next_page"] else ""
        count = say("{n} Meldungen{more}", "{n} releases{more}", n=one["releases"], more=more)
        click.echo(f"  {one['url']}: {count}")
    for field, count in answer["fields"].items():
        mark = " " if count == answer["sampled"] else ("!" if field in ("headline", "text", "date") else "-")
        click.echo(f"  {mark} {_FIELDS[field]}: {count} / {answer['sampled']}")
    for error in answer["errors"]:
        click.echo(f"  ! {error}")


ORIGINS = {
    "meta": say("Angabe für Maschinen", "said to machines"),
    "page": say("gedruckt", "printed"),
    "feed": say("Feed oder Liste", "feed or list"),
    "url": say("Adresse der Seite", "address of the page"),
    "mail": say("Mail", "mail"),
    "given": say("angegeben", "given"),
    "series": say("aus der Nummernreihe", "from the series of numbers"),
    "none": say("unbekannt", "unknown"),
}
_GRADES = {
    "typographic": say("Schreibweise", "spelling"),
    "factual": say("Angaben geändert", "facts changed"),
    "structural": say("Text dazu oder weg", "text added or removed"),
}
_GAPS = {
    "never seen": say("nie gesehen", "never seen"),
    "withdrawn": say("zurückgezogen", "withdrawn"),
    "confirmed unused": say("belegt unbenutzt", "confirmed unused"),
}
_FIELDS = {
    "headline": say("Überschrift", "headline"),
    "text": say("Text", "text"),
    "date": say("Datum", "date"),
    "number": say("Nummer", "number"),
    "lead": say("Vorspann", "lead"),
    "pictures": say("Bilder", "pictures"),
    "documents": say("Dokumente", "documents"),
    "contact": say("Kontakt", "contact"),
    "persons": say("Personen", "persons"),
}


def tell_alerts(answer: dict[str, Any]) -> None:
    """Subscriptions and mails that did not arrive, one a line."""
    for one in answer["subscriptions"]:
        state = "" if one["confirmed_at"] else say(" (nicht bestätigt)", " (not confirmed)")
        click.echo(
            f"{one['id']:>5}  {one['address']}  {one['search']}  {one['kind']}, {one['rhythm']}{state}"
        )
    if not answer["subscriptions"]:
        click.echo(say("Niemand hat eine Suche abonniert.", "Nobody has subscribed to a search."))
    for one in answer["mails"]:
        line = say(
            "E-Mail {id} an {address}: {state}, {tries} Versuche {error}",
            "mail {id} to {address}: {state}, {tries} tries {error}",
            **one,
        )
        click.echo(line)

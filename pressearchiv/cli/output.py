"""What the command tells people on a terminal, and programs as JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

import click

from language.messages import Language, Message

# The setting is read before the others are: the help of every command is in it.
_LANGUAGE_SETTING = "PRESSEARCHIV_LANGUAGE"


def _language() -> Language:
    said = (value for name, value in os.environ.items() if name.upper() == _LANGUAGE_SETTING)
    return "en" if "en" in said else "de"


LANGUAGE: Language = _language()

Progress = Callable[[int, int], None]


def translate(german: str, **facts: object) -> str:
    """A sentence in the operator's language."""
    return Message(german).text(LANGUAGE, **facts)


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


def print_error(code: str, message: str, place: str | None, as_json: bool) -> None:
    """An error, in words or as JSON."""
    if as_json:
        from pressearchiv.web.shared.serializers import error_answer

        print_json(error_answer(code, message, place))
    else:
        click.echo(message, err=True)


def print_runs(runs: list[Any], as_json: bool) -> int:
    """How visits or imports went; returns the exit code."""
    from pressearchiv.web.shared.serializers import run_answer

    if as_json:
        print_json({"runs": [run_answer(run) for run in runs]})
    else:
        for run in runs:
            click.echo(
                translate(
                    "{city}: {listed} gefunden, {fetched} abgerufen, {added} neu, {changed} geändert, {withdrawn} "
                    "zurückgezogen, {failed} Probleme.",
                    **run_answer(run),
                )
            )
            if run.undated and run.kind == "import":  # after a visit, the series dates most of them
                undated = translate(
                    "  {n} davon ohne bekanntes Datum (--published oder manifest.csv kann eines nennen).",
                    n=run.undated,
                )
                click.echo(undated)
            if run.status == "stopped":
                click.echo(
                    translate(
                        "  Abgebrochen; der nächste Lauf macht weiter.",
                    )
                )
            for problem in run.problems:
                click.echo(f"  {problem.message}", err=True)
        if not runs:
            click.echo(translate("Keine Stadt mit bekannter Liste."), err=True)
    return 1 if any(run.failed for run in runs) else 0


def print_hits(page: Any, public_url: str) -> None:
    """A page of results."""
    from language.german.dates import german_date

    total, pages = page.total, page.pages
    click.echo(
        translate(
            "{total} Treffer, Seite {page} von {pages}",
            total=total,
            page=page.request.page,
            pages=pages,
        )
    )
    if page.undated:
        click.echo(
            translate(
                "{n} weitere passen, tragen aber kein Datum und sind in keinem Zeitraum.",
                n=page.undated,
            )
        )
    if page.meant:
        click.echo(translate("Meinten Sie: {text}", text=page.meant))
    for hit in page.hits:
        number = hit.version.reading.number
        when = german_date(hit.published) if hit.published else translate("ohne Datum")
        click.echo()
        click.echo(f"[{hit.record.id}] {_marked(hit.title)}")
        reasons = ", ".join(reason.told for reason in hit.reasons if reason.told)
        found_by = translate("gefunden über {reasons}", reasons=reasons) if reasons else ""
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


def print_release(answer: dict[str, Any]) -> None:
    """A release with its versions."""
    click.echo(answer["title"])
    facts = {
        translate("Stadt"): answer["city"],
        translate("Nummer"): answer["number_printed"],
        translate("Datum"): _published(answer),
        translate("Adresse"): ", ".join(answer["addresses"]),
        translate("Permalink"): answer["permalink"],
        translate("Personen"): "; ".join(
            person["name"] + (f" ({person['role']})" if person["role"] else "")
            for person in answer["persons"]
        ),
        translate("Themen"): ", ".join(_topic(entry["key"]) for entry in answer["topics"]),
        translate("Zurückgezogen"): answer["withdrawn_at"] and _moment(answer["withdrawn_at"]),
        translate("Gesperrt"): answer["seal"] and answer["seal"]["reason"],
        translate("Korrigiert"): ", ".join(map(str, answer["corrects"])),
        translate("Korrigiert von"): ", ".join(map(str, answer["corrected_by"])),
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
        line = translate("Fassung {n} vom {at}", n=one["version"], at=recorded)
        click.echo(line + (f" ({_GRADES[one['grade']]})" if one["grade"] else ""))


def _published(answer: dict[str, Any]) -> str:
    """The date of a release, or the days its neighbours in the series leave for it."""
    if answer["published"]:
        return _day(str(answer["published"]))
    span = answer["published_span"]
    if span is None:
        return translate("nicht bekannt")
    facts = {"start": _day(span["start"]), "end": _day(span["end"])}
    return translate("zwischen {start} und {end}, nach der Nummer", **facts)


def _topic(key: str) -> str:
    from language.german.topics import topic

    found = topic(key)
    return found.label(LANGUAGE) if found else key


def print_series(answer: dict[str, Any]) -> None:
    """The numbers of a city, a paragraph a series."""
    if not answer["years"]:
        click.echo(translate("Keine Meldung mit Nummer und Jahr."))
    for one in answer["years"]:
        name = f"{one['year']}" + (f", {one['office']}" if one["office"] else "")
        line = translate(
            "{name}: Nr. {first} bis {last}, {share} vorhanden oder belegt unbenutzt",
            **{**one, "name": name, "share": _percent(one["complete"])},
        )
        click.echo(line)
        for state, label in _GAPS.items():
            gaps = [gap for gap in one["gaps"] if gap["state"] == state]
            if gaps:
                click.echo(f"  {label}: " + ", ".join(_ranges(gaps)))
        for double in one["doubles"]:
            releases = ", ".join(f"[{record}]" for record in double["releases"])
            click.echo(
                "  " + translate("doppelt: {number} ({releases})", number=double["number"], releases=releases)
            )
        for reset in one["resets"]:
            facts = {"day": _day(reset["day"]), "before": reset["before"], "number": reset["number"]}
            click.echo(
                "  "
                + translate(
                    "am {day} von {before} zurück auf {number}",
                    **facts,
                )
            )
        for stray in one["strays"]:
            click.echo(
                "  "
                + translate(
                    "vermutlich Tippfehler: {number} [{release}]",
                    number=stray["number"],
                    release=stray["release"],
                )
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


def print_health(answers: list[dict[str, Any]]) -> None:
    """How each city is, a line, and what is wrong, a line each."""
    if not answers:
        click.echo(translate("Noch keine Stadt wurde abgerufen."))
    for answer in answers:
        state = translate("in Ordnung") if answer["well"] else translate("bitte ansehen")
        last = answer["last_good_run"]
        when = _moment(last) if last else translate("nie")
        facts = {"city": answer["city"], "state": state, "when": when, "newest": _day(answer["newest"])}
        click.echo(
            translate(
                "{city}: {state} (letzter guter Abruf {when}, neueste Meldung {newest})",
                **facts,
            )
        )
        for finding in answer["findings"]:
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
        "previews": [_preview_answer(preview) for preview in found.previews],
    }


def _preview_answer(one: Any) -> dict[str, Any]:
    if one.error is not None:
        return {"url": one.url, "error": {"code": one.error.code, "message": one.error.text(LANGUAGE)}}
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


def print_discovery(answer: dict[str, Any]) -> None:
    """What a look at a site found, in words."""
    none = translate("nicht gefunden")
    family = answer["family"]
    if answer["experimental"]:
        family += translate(" (noch an keiner echten Seite erprobt)")
    facts = {
        translate("Stadt"): answer["name"],
        translate("System"): family,
        translate("Liste"): answer["list"] or none,
        translate("Blättern"): translate("ja") if answer["paging"] else none,
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
            translate("Überschrift"): one["title"],
            translate("Nummer"): number,
            translate("Datum"): f"{_day(one['published'])} ({ORIGINS[one['published_from']]})",
            translate("Vorspann"): _short(one["lead"]),
            translate("Text"): _short(one["body"]),
            translate("Bilder"): "; ".join(_short(image["caption"]) for image in one["images"]) or "–",
            translate("Dokumente"): "; ".join(one["attachments"]) or "–",
            translate("Kontakt"): _short(one["contact"]),
            translate("Amt"): one["office"] or "–",
            translate("Personen"): ", ".join(one["persons"]) or "–",
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
                "url": walked.url,
                "releases": walked.releases,
                "next_page": walked.next_page,
                "error": walked.error.text(LANGUAGE) if walked.error else None,
            }
            for walked in checked.lists
        ],
        "sampled": checked.sampled,
        "fields": dict(checked.fields),
        "errors": [error.text(LANGUAGE) for error in checked.errors],
    }


def print_checkup(answer: dict[str, Any]) -> None:
    """How a city answered live, field by field."""
    state = translate("in Ordnung") if answer["fine"] else translate("bitte ansehen")
    click.echo(f"{answer['city']}: {state}")
    for one in answer["lists"]:
        if one["error"]:
            click.echo(f"  ! {one['error']}")
            continue
        more = translate(", mit weiteren Seiten") if one["next_page"] else ""
        count = translate("{n} Meldungen{more}", n=one["releases"], more=more)
        click.echo(f"  {one['url']}: {count}")
    for field, count in answer["fields"].items():
        mark = " " if count == answer["sampled"] else ("!" if field in ("headline", "text", "date") else "-")
        click.echo(f"  {mark} {_FIELDS[field]}: {count} / {answer['sampled']}")
    for error in answer["errors"]:
        click.echo(f"  ! {error}")


ORIGINS = {
    "meta": translate("Angabe für Maschinen"),
    "page": translate("gedruckt"),
    "feed": translate("Feed oder Liste"),
    "url": translate("Adresse der Seite"),
    "mail": translate("Mail"),
    "given": translate("angegeben"),
    "series": translate("aus der Nummernreihe"),
    "none": translate("unbekannt"),
}
_GRADES = {
    "typographic": translate("Schreibweise"),
    "factual": translate("Angaben geändert"),
    "structural": translate("Text dazu oder weg"),
}
_GAPS = {
    "never seen": translate("nie gesehen"),
    "withdrawn": translate("zurückgezogen"),
    "confirmed unused": translate("belegt unbenutzt"),
}
_FIELDS = {
    "headline": translate("Überschrift"),
    "text": translate("Text"),
    "date": translate("Datum"),
    "number": translate("Nummer"),
    "lead": translate("Vorspann"),
    "pictures": translate("Bilder"),
    "documents": translate("Dokumente"),
    "contact": translate("Kontakt"),
    "persons": translate("Personen"),
}


def print_alerts(answer: dict[str, Any]) -> None:
    """Subscriptions and mails that did not arrive, one a line."""
    for one in answer["subscriptions"]:
        state = "" if one["confirmed_at"] else translate(" (nicht bestätigt)")
        click.echo(
            f"{one['id']:>5}  {one['address']}  {one['search']}  {one['kind']}, {one['rhythm']}{state}"
        )
    if not answer["subscriptions"]:
        click.echo(translate("Niemand hat eine Suche abonniert."))
    for one in answer["mails"]:
        line = translate(
            "E-Mail {id} an {address}: {state}, {tries} Versuche {error}",
            **one,
        )
        click.echo(line)

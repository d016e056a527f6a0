"""What the command tells people on a terminal, and programs as JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

import click

from language.messages import Language, Wording

# The setting is read before the others are: the help of every command is in it.
_LANGUAGE_SETTING = "PRESSEARCHIV_LANGUAGE"


def _language() -> Language:
    said = (value for name, value in os.environ.items() if name.upper() == _LANGUAGE_SETTING)
    return "en" if "en" in said else "de"


LANGUAGE: Language = _language()

Progress = Callable[[int, int], None]


def in_words(german: str, **facts: object) -> str:
    """A sentence in the operator's language."""
    return Wording(german).say(LANGUAGE, **facts)


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
        from pressearchiv.web.shared.serializers import error_answer

        print_json(error_answer(code, message, place))
    else:
        click.echo(message, err=True)


def tell_runs(runs: list[Any], as_json: bool) -> int:
    """How visits or imports went; returns the exit code."""
    from pressearchiv.web.shared.serializers import run_answer

    if as_json:
        print_json({"runs": [run_answer(run) for run in runs]})
    else:
        for run in runs:
            click.echo(
                in_words(
                    "{city}: {listed} gefunden, {fetched} abgerufen, {added} neu, {changed} geändert, {withdrawn} "
                    "zurückgezogen, {failed} Probleme.",
                    **run_answer(run),
                )
            )
            if run.undated and run.kind == "import":  # after a visit, the series dates most of them
                undated = in_words(
                    "  {n} davon ohne bekanntes Datum (--published oder manifest.csv kann eines nennen).",
                    n=run.undated,
                )
                click.echo(undated)
            if run.status == "stopped":
                click.echo(
                    in_words(
                        "  Abgebrochen; der nächste Lauf macht weiter.",
                    )
                )
            for problem in run.problems:
                click.echo(f"  {problem.message}", err=True)
        if not runs:
            click.echo(in_words("Keine Stadt mit bekannter Liste."), err=True)
    return 1 if any(run.failed for run in runs) else 0


def tell_hits(page: Any, public_url: str) -> None:
    """A page of results."""
    from language.german.dates import german_date

    total, pages = page.total, page.pages
    click.echo(
        in_words(
            "{total} Treffer, Seite {page} von {pages}",
            total=total,
            page=page.request.page,
            pages=pages,
        )
    )
    if page.undated:
        click.echo(
            in_words(
                "{n} weitere passen, tragen aber kein Datum und sind in keinem Zeitraum.",
                n=page.undated,
            )
        )
    if page.meant:
        click.echo(in_words("Meinten Sie: {text}", text=page.meant))
    for hit in page.hits:
        number = hit.version.reading.number
        when = german_date(hit.published) if hit.published else in_words("ohne Datum")
        click.echo()
        click.echo(f"[{hit.record.id}] {_marked(hit.title)}")
        reasons = ", ".join(why.told for why in hit.why if why.told)
        found_by = in_words("gefunden über {reasons}", reasons=reasons) if reasons else ""
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
        in_words("Stadt"): answer["city"],
        in_words("Nummer"): answer["number_printed"],
        in_words("Datum"): _published(answer),
        in_words("Adresse"): ", ".join(answer["addresses"]),
        in_words("Permalink"): answer["permalink"],
        in_words("Personen"): "; ".join(
            person["name"] + (f" ({person['role']})" if person["role"] else "")
            for person in answer["persons"]
        ),
        in_words("Themen"): ", ".join(_topic(one["key"]) for one in answer["topics"]),
        in_words("Zurückgezogen"): answer["withdrawn_at"] and _moment(answer["withdrawn_at"]),
        in_words("Gesperrt"): answer["seal"] and answer["seal"]["reason"],
        in_words("Korrigiert"): ", ".join(map(str, answer["corrects"])),
        in_words("Korrigiert von"): ", ".join(map(str, answer["corrected_by"])),
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
        line = in_words("Fassung {n} vom {at}", n=one["version"], at=recorded)
        click.echo(line + (f" ({_GRADES[one['grade']]})" if one["grade"] else ""))


def _published(answer: dict[str, Any]) -> str:
    """The date of a release, or the days its neighbours in the series leave for it."""
    if answer["published"]:
        return _day(str(answer["published"]))
    span = answer["published_span"]
    if span is None:
        return in_words("nicht bekannt")
    facts = {"start": _day(span["start"]), "end": _day(span["end"])}
    return in_words("zwischen {start} und {end}, nach der Nummer", **facts)


def _topic(key: str) -> str:
    from language.german.topics import topic

    found = topic(key)
    return found.label(LANGUAGE) if found else key


def tell_series(answer: dict[str, Any]) -> None:
    """The numbers of a city, a paragraph a series."""
    if not answer["years"]:
        click.echo(in_words("Keine Meldung mit Nummer und Jahr."))
    for one in answer["years"]:
        name = f"{one['year']}" + (f", {one['office']}" if one["office"] else "")
        line = in_words(
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
                "  " + in_words("doppelt: {number} ({releases})", number=double["number"], releases=releases)
            )
        for reset in one["resets"]:
            facts = {"day": _day(reset["day"]), "before": reset["before"], "number": reset["number"]}
            click.echo(
                "  "
                + in_words(
                    "am {day} von {before} zurück auf {number}",
                    **facts,
                )
            )
        for stray in one["strays"]:
            click.echo(
                "  "
                + in_words(
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


def tell_health(answers: list[dict[str, Any]]) -> None:
    """How each city is, a line, and what is wrong, a line each."""
    if not answers:
        click.echo(in_words("Noch keine Stadt wurde abgerufen."))
    for one in answers:
        state = in_words("in Ordnung") if one["well"] else in_words("bitte ansehen")
        last = one["last_good_run"]
        when = _moment(last) if last else in_words("nie")
        facts = {"city": one["city"], "state": state, "when": when, "newest": _day(one["newest"])}
        click.echo(
            in_words(
                "{city}: {state} (letzter guter Abruf {when}, neueste Meldung {newest})",
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
    none = in_words("nicht gefunden")
    family = answer["family"]
    if answer["experimental"]:
        family += in_words(" (noch an keiner echten Seite erprobt)")
    facts = {
        in_words("Stadt"): answer["name"],
        in_words("System"): family,
        in_words("Liste"): answer["list"] or none,
        in_words("Blättern"): in_words("ja") if answer["paging"] else none,
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
            in_words("Überschrift"): one["title"],
            in_words("Nummer"): number,
            in_words("Datum"): f"{_day(one['published'])} ({ORIGINS[one['published_from']]})",
            in_words("Vorspann"): _short(one["lead"]),
            in_words("Text"): _short(one["body"]),
            in_words("Bilder"): "; ".join(_short(image["caption"]) for image in one["images"]) or "–",
            in_words("Dokumente"): "; ".join(one["attachments"]) or "–",
            in_words("Kontakt"): _short(one["contact"]),
            in_words("Amt"): one["office"] or "–",
            in_words("Personen"): ", ".join(one["persons"]) or "–",
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
    state = in_words("in Ordnung") if answer["fine"] else in_words("bitte ansehen")
    click.echo(f"{answer['city']}: {state}")
    for one in answer["lists"]:
        if one["error"]:
            click.echo(f"  ! {one['error']}")
            continue
        more = in_words(", mit weiteren Seiten") if one["next_page"] else ""
        count = in_words("{n} Meldungen{more}", n=one["releases"], more=more)
        click.echo(f"  {one['url']}: {count}")
    for field, count in answer["fields"].items():
        mark = " " if count == answer["sampled"] else ("!" if field in ("headline", "text", "date") else "-")
        click.echo(f"  {mark} {_FIELDS[field]}: {count} / {answer['sampled']}")
    for error in answer["errors"]:
        click.echo(f"  ! {error}")


ORIGINS = {
    "meta": in_words("Angabe für Maschinen"),
    "page": in_words("gedruckt"),
    "feed": in_words("Feed oder Liste"),
    "url": in_words("Adresse der Seite"),
    "mail": in_words("Mail"),
    "given": in_words("angegeben"),
    "series": in_words("aus der Nummernreihe"),
    "none": in_words("unbekannt"),
}
_GRADES = {
    "typographic": in_words("Schreibweise"),
    "factual": in_words("Angaben geändert"),
    "structural": in_words("Text dazu oder weg"),
}
_GAPS = {
    "never seen": in_words("nie gesehen"),
    "withdrawn": in_words("zurückgezogen"),
    "confirmed unused": in_words("belegt unbenutzt"),
}
_FIELDS = {
    "headline": in_words("Überschrift"),
    "text": in_words("Text"),
    "date": in_words("Datum"),
    "number": in_words("Nummer"),
    "lead": in_words("Vorspann"),
    "pictures": in_words("Bilder"),
    "documents": in_words("Dokumente"),
    "contact": in_words("Kontakt"),
    "persons": in_words("Personen"),
}


def tell_alerts(answer: dict[str, Any]) -> None:
    """Subscriptions and mails that did not arrive, one a line."""
    for one in answer["subscriptions"]:
        state = "" if one["confirmed_at"] else in_words(" (nicht bestätigt)")
        click.echo(
            f"{one['id']:>5}  {one['address']}  {one['search']}  {one['kind']}, {one['rhythm']}{state}"
        )
    if not answer["subscriptions"]:
        click.echo(in_words("Niemand hat eine Suche abonniert."))
    for one in answer["mails"]:
        line = in_words(
            "E-Mail {id} an {address}: {state}, {tries} Versuche {error}",
            **one,
        )
        click.echo(line)

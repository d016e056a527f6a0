"""The JSON of commands whose answers the API does not give: discovery, checkup, a file read."""

from typing import TYPE_CHECKING, Any

from pressearchiv.cli.output import LANGUAGE

if TYPE_CHECKING:
    from archive.model import Reading
    from ingest.checkup import Checkup
    from ingest.discover import Discovery, Preview
    from ingest.layout import ExtractedPage
    from ingest.survey import Surveyed


Json = dict[str, Any]


def read_answer(page: "ExtractedPage", reading: "Reading", layout: str) -> Json:
    """Everything read from a file, for programs."""
    from pressearchiv.web.shared.serializers import number_answer, reading_answer

    release = page.release
    said = reading_answer(release, reading)
    contact = said.pop("contact_read")
    captions = said.pop("captions")
    return {
        "layout": layout,
        "title": release.title,
        **number_answer(reading),
        "sign": reading.sign,
        "number_printed": reading.number.printed if reading.number else None,
        "number_from": str(reading.number_from) if reading.number else None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_time": reading.published_time.isoformat("minutes") if reading.published_time else None,
        "published_from": str(reading.published_from),
        "published_otherwise": reading.published_otherwise.isoformat()
        if reading.published_otherwise
        else None,
        **said,
        "contact": contact,
        "images": captions,
        "lead": release.lead,
        "body": release.body,
    }


def discovery_answer(found: "Discovery") -> dict[str, Any]:
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
        "doubts": [doubt.text(LANGUAGE) for doubt in found.doubts],
        "previews": [_preview_answer(preview) for preview in found.previews],
    }


def _preview_answer(preview: "Preview") -> dict[str, Any]:
    if preview.error is not None:
        return {
            "url": preview.url,
            "error": {"code": preview.error.code, "message": preview.error.text(LANGUAGE)},
        }
    assert preview.printed is not None, "a preview without error was read"
    assert preview.reading is not None, "a preview without error was read"
    release, reading = preview.printed.release, preview.reading
    number = reading.number
    return {
        "url": preview.url,
        "title": release.title,
        "number": number.running if number else None,
        "sign": number.sign if number else None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_from": str(reading.published_from),
        "published_otherwise": reading.published_otherwise.isoformat()
        if reading.published_otherwise
        else None,
        "lead": release.lead,
        "body": release.body,
        "images": [{"caption": image.caption, "credit": image.credit} for image in release.images],
        "attachments": [attachment.title or attachment.url for attachment in release.attachments],
        "contact": release.contact_text,
        "office": release.office,
        "persons": [person.name for person in reading.persons],
    }


def checkup_answer(checked: "Checkup") -> dict[str, Any]:
    """How a city answered live, as JSON has it."""
    return {
        "city": checked.city,
        "fine": checked.fine,
        "proven": checked.proven,
        "recognised": checked.recognised,
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
        "samples": [
            {
                "url": release.url,
                "title": release.title,
                "published": release.published.isoformat() if release.published else None,
                "published_from": str(release.published_from),
                "number_printed": release.number or None,
                "layout": release.layout,
                "fields": list(release.fields),
            }
            for release in checked.releases
        ],
        "changed": list(dict.fromkeys(told.text(LANGUAGE) for told in checked.changed)),
        "errors": [error.text(LANGUAGE) for error in checked.errors],
    }


def surveyed_answer(surveyed: "Surveyed") -> dict[str, Any]:
    """One city of a survey, as a line of its report has it."""
    from ingest.checkup import NEEDED

    city, checked = surveyed.city, surveyed.checkup
    found = checkup_answer(checked) if checked else None
    lists = found["lists"] if found else []
    samples = found["samples"] if found else []
    errors = [surveyed.error.text(LANGUAGE)] if surveyed.error else []
    errors += [walked["error"] for walked in lists if walked["error"]] + (found["errors"] if found else [])
    return {
        "city": city.key,
        "name": city.source.name,
        "at": surveyed.at.isoformat(timespec="seconds"),
        "standing": str(surveyed.standing),
        "reachable": checked is not None and surveyed.standing != "unreachable",
        "family": city.family,
        "recognised": found["recognised"] if found else None,
        "list": next((walked["url"] for walked in lists if not walked["error"]), None),
        "releases": max((walked["releases"] for walked in lists), default=0),
        "next_page": any(walked["next_page"] for walked in lists),
        "newest": samples[0] if samples else None,
        "missing": [field for field in NEEDED if samples and field not in samples[0]["fields"]],
        "proven": bool(found and found["proven"]),
        "changed": found["changed"] if found else [],
        "errors": errors,
    }

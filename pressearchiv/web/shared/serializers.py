"""What a search, a release and a run are as JSON: the same for the command and for programs that ask."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from archive.amendments import Amendment, value_of
from archive.by_list import ByList, thin_spans
from archive.changes import Change
from archive.health import Health
from archive.model import Contact, Coverage, Reading, Record, Release, Run, Seal, Source, Version
from archive.numbers import Series
from archive.office_holders import Holder
from archive.person_merging import Individual, Tenure
from language.german.dates import Mentioned
from language.messages import Language
from search.model import FILTERS, Hit, ResultPage
from search.offers import Offered
from search.params import encode
from search.repetition import Repetition

Json = dict[str, Any]


def search_answer(page: ResultPage, public_url: str, offers: Sequence[Offered] = ()) -> Json:
    """A page of results: the total, the hits, and for each filter its values with label and count.

    `offers` are other searches that may have been meant, as their parameters, with how many releases each finds.
    `undated` counts the releases that match but have no date to be in the period asked for. By so many as a facet has
    `uncounted` its counts may be too low; facets that are counted whole are not named there.
    """
    return {
        "total": page.total,
        "page": page.request.page,
        "pages": page.pages,
        "undated": page.undated,
        "meant": page.meant or None,
        "offers": [offer_answer(offered) for offered in offers],
        "histogram": {
            "span": page.histogram.span,
            "bars": [{"from": day.isoformat(), "count": count} for day, count in page.histogram.bars],
        },
        "hits": [_hit(hit, public_url) for hit in page.hits],
        "facets": {
            name: [
                {"value": facet.value, "label": facet.label, "count": facet.count}
                for facet in page.facets[name]
            ]
            for name in (*FILTERS, "year")
        },
        "uncounted": dict(page.uncounted),
    }


def offer_answer(offered: Offered) -> Json:
    """Another search: why it is offered, its parameters, how many releases it finds."""
    return {"kind": offered.offer.kind, "parameters": encode(offered.search), "total": offered.total}


def repetition_answer(repetition: Repetition) -> Json:
    """A passage of several releases, with the first and the newest of them and who is quoted with it there."""
    return {
        "text": repetition.text,
        "words": repetition.words,
        "total": repetition.total,
        "releases": [
            {
                "id": telling.record.id,
                "published": telling.published.isoformat() if telling.published else None,
                "headline": telling.version.headline,
                "speaker": telling.speaker,
            }
            for telling in repetition.tellings
        ],
    }


def release_answer(
    record: Record,
    versions: tuple[Version, ...],
    corrections: tuple[tuple[int, ...], tuple[int, ...]],
    amendments: tuple[Amendment, ...],
    permalink: str,
    public_url: str,
) -> Json:
    """A release: its newest version in full, and every version it had with how deep it changed.

    `corrections` are the releases it corrects, and those that correct it; `amendments` what staff know better.
    """
    newest = versions[-1]
    return {
        "id": record.id,
        "city": record.city,
        **_content(newest),
        "addresses": list(record.addresses),
        "permalink": public_url + permalink,
        "first_seen": record.first_seen.isoformat(),
        "last_seen": record.last_seen.isoformat(),
        "withdrawn_at": record.withdrawn_at.isoformat() if record.withdrawn_at else None,
        "seal": _seal(record.seal) if record.seal else None,
        "embargo_until": record.embargo.isoformat() if record.embargo else None,
        "corrects": list(corrections[0]),
        "corrected_by": list(corrections[1]),
        "amendments": [_amendment(amendment, newest) for amendment in amendments],
        "versions": [version_answer(version) for version in versions],
    }


def _amendment(amendment: Amendment, newest: Version) -> Json:
    """A field that staff amended: what was read, when and why it holds no more."""
    return {
        "field": amendment.field,
        "read": to_builtins(value_of(newest, newest.read, amendment.field)),
        "note": amendment.note,
        "amended_at": amendment.amended_at.isoformat(),
    }


def version_answer(version: Version) -> Json:
    """One version in full, and how deep it changed."""
    return {
        "version": version.number,
        "recorded_at": version.recorded_at.isoformat(),
        "layout": version.layout,
        "grade": version.grade,
        **_content(version),
    }


def run_answer(run: Run) -> Json:
    """How a visit to a city, or an import, went."""
    return {
        "city": run.city,
        "status": run.status,
        "listed": run.listed,
        "fetched": run.fetched,
        "added": run.added,
        "changed": run.changed,
        "withdrawn": run.withdrawn,
        "failed": run.failed,
        "undated": run.undated,
        "problems": [
            {
                "code": problem.code,
                "place": problem.place,
                "message": problem.message,
                "remark": problem.remark,
            }
            for problem in run.problems
        ],
    }


def series_answer(city: str, series: Iterable[Series]) -> Json:
    """The series of a city's numbers, one a year and office; `complete` is a share, 0 to 1, rounded down."""
    return {
        "city": city,
        "years": [
            {
                "year": series_of_numbers.year,
                "office": series_of_numbers.office,
                "first": series_of_numbers.first,
                "last": series_of_numbers.last,
                "gaps": [
                    {"number": gap.running, "state": gap.state, "release": gap.record_id, "note": gap.note}
                    for gap in series_of_numbers.gaps
                ],
                "doubles": [
                    {"number": double.running, "releases": list(double.record_ids)}
                    for double in series_of_numbers.doubles
                ],
                "resets": [
                    {"day": reset.day.isoformat(), "before": reset.before, "number": reset.running}
                    for reset in series_of_numbers.resets
                ],
                "strays": [
                    {"number": stray.running, "release": stray.record_id}
                    for stray in series_of_numbers.strays
                ],
                "complete": math.floor(series_of_numbers.complete * 10_000) / 10_000,
            }
            for series_of_numbers in series
        ],
    }


def by_list_answer(listed: ByList) -> Json:
    """What a city's lists have named against what is on record; `complete` is a share, 0 to 1, rounded down."""
    return {
        "city": listed.city,
        "listed": listed.listed,
        "on_record": listed.taken,
        "missing": [{"code": code, "count": count} for code, count in listed.missing.items()],
        "missing_since": listed.missing_since.isoformat() if listed.missing_since else None,
        "complete": math.floor(listed.share * 10_000) / 10_000 if listed.share is not None else None,
        "followed_at": listed.followed_at.isoformat() if listed.followed_at else None,
        "followed_to_the_end": listed.whole,
        "thin_months": [
            {"first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}", "count": count, "usual": usual}
            for first, last, count, usual in thin_spans(listed.thin)
        ],
    }


def health_answer(health: Health, language: Language) -> Json:
    """How a city is, and what is wrong in a sentence each."""
    return {
        "city": health.city,
        "well": health.well,
        "last_good_run": health.last_good_run.isoformat() if health.last_good_run else None,
        "newest": health.newest.isoformat() if health.newest else None,
        "months": dict(sorted(health.months.items())),
        "by_list": by_list_answer(health.listed),
        "findings": [
            {"code": finding.ailment, "serious": finding.serious, "message": finding.text(language)}
            for finding in health.findings
        ],
    }


def person_answer(individual: Individual, texts: Mapping[int, str]) -> Json:
    """A person across releases; `texts` are those of the releases that prove roles, by id."""
    return {
        "key": individual.key,
        "name": individual.name,
        "label": individual.label,
        "spellings": list(individual.spellings),
        "cities": list(individual.cities),
        "parties": list(individual.parties),
        "namesakes": individual.namesakes,
        "releases": list(dict.fromkeys(appearance.record_id for appearance in individual.appearances)),
        "roles": [_tenure(tenure, tenure.evidence, texts) for tenure in individual.tenures],
    }


def holder_answer(holder: Holder, texts: Mapping[int, str]) -> Json:
    """Who held a role, and by what that is known."""
    return {
        "key": holder.individual.key,
        "name": holder.individual.name,
        "cities": list(holder.individual.cities),
        "proven": holder.proven,
        "proof": holder.proof.value,
        **_tenure(holder.tenure, holder.evidence, texts),
    }


def _tenure(
    tenure: Tenure, evidence: Iterable[tuple[int, tuple[int, int] | None]], texts: Mapping[int, str]
) -> Json:
    return {
        "role": tenure.role,
        "affiliation": tenure.affiliation,
        "first": tenure.first.isoformat() if tenure.first else None,
        "last": tenure.last.isoformat() if tenure.last else None,
        "former_since": tenure.former_since.isoformat() if tenure.former_since else None,
        "evidence": [
            {"release": record, "sentence": texts[record][slice(*span)] if span and record in texts else None}
            for record, span in evidence
        ],
    }


def coverage_answer(source: Source, held: Coverage) -> Json:
    """A city and what the archive holds of it."""
    return {
        "key": source.key,
        "name": source.name,
        "ags": source.ags,
        "homepage": source.homepage,
        "fictional": source.fictional,
        "releases": held.releases,
        "undated": held.undated,
        "first": held.first.isoformat() if held.first else None,
        "last": held.last.isoformat() if held.last else None,
        "fetched_at": held.fetched_at.isoformat() if held.fetched_at else None,
    }


def changes_answer(found: Iterable[Change]) -> list[Json]:
    """What changed between two versions, in pieces that are the same, gone or new."""
    return [
        {
            "field": change.field,
            "grade": change.grade,
            "pieces": [{"kind": str(piece.kind), "text": piece.text} for piece in change.pieces],
        }
        for change in found
    ]


def error_answer(code: str, message: str, place: str | None) -> Json:
    """An error: its code, the sentence, the place it means."""
    return {"error": {"code": code, "message": message, "place": place}}


def _hit(hit: Hit, public_url: str) -> Json:
    return {
        "id": hit.record.id,
        "city": hit.record.city,
        "title": hit.title.text,
        **number_answer(hit.version.reading),
        "published": hit.published.isoformat() if hit.published else None,
        "url": hit.record.addresses[0] if hit.record.addresses else None,
        "permalink": public_url + hit.permalink,
        "snippet": hit.snippet.text,
        "score": round(hit.score, 4),
        "earlier_version": hit.earlier,
        "attachment": hit.attachment,
        "why": [
            {"sought": reason.sought, "how": reason.kind, "found": reason.found, "parts": list(reason.parts)}
            for reason in hit.reasons
        ],
    }


def _content(version: Version) -> Json:
    release, reading = version.release, version.reading
    return {
        "title": version.headline,
        **number_answer(reading),
        "number_printed": reading.number.printed if reading.number else None,
        "number_from": str(reading.number_from) if reading.number else None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_from": str(reading.published_from),
        "published_otherwise": reading.published_otherwise.isoformat()
        if reading.published_otherwise
        else None,
        "published_span": _span(reading),
        "url": release.url,
        "office": release.office,
        "lead": release.lead,
        "body": release.body,
        "images": [
            {"url": image.url, "caption": image.caption, "credit": image.credit} for image in release.images
        ],
        "attachments": [
            {
                "url": attachment.url,
                "title": attachment.title,
                "media_type": attachment.media_type,
                "state": attachment.state,
                "text": attachment.text,
            }
            for attachment in release.attachments
        ],
        "contact": release.contact_text,
        **reading_answer(release, reading),
    }


def reading_answer(release: Release, reading: Reading) -> Json:
    """What was read out of a text: persons with their proof, dates, topics, quotations, contact, places."""
    text = release.text
    return {
        "persons": [
            {
                "name": person.name,
                "as_printed": list(person.as_printed),
                "role": person.role,
                "affiliation": person.affiliation,
                "party": person.party,
                "kinds": sorted(person.kinds),
                "evidence": text[slice(*person.evidence)] if person.evidence else None,
                "roles": [
                    {
                        "role": role.role,
                        "affiliation": role.affiliation,
                        "former": role.former,
                        "evidence": text[slice(*role.evidence)] if role.evidence else None,
                    }
                    for role in person.roles
                ],
            }
            for person in reading.persons
        ],
        "quotations": [
            {"speaker": quotation.speaker, "words": text[quotation.start : quotation.end]}
            for quotation in reading.quotations
        ],
        "mentioned": [mentioned_answer(mention) for mention in reading.mentioned],
        "forms": list(reading.forms),
        "topics": [
            {"key": topic.key, "score": topic.score, "words": list(topic.words)} for topic in reading.topics
        ],
        "embargo": reading.embargo.isoformat() if reading.embargo else None,
        "embargo_unread": reading.embargo_unread or None,
        "contact_read": _contact(reading.contact) if reading.contact else None,
        "department": reading.department,
        "captions": [
            {"caption": caption.text, "credit": caption.credit, "url": caption.image_url}
            for caption in reading.captions
        ],
        "places": list(reading.places),
    }


def mentioned_answer(mentioned: Mentioned) -> Json:
    """A date or period with how it was written; `doubt` tells what is unsure about it."""
    return {
        "start": mentioned.start.isoformat() if mentioned.start else None,
        "end": mentioned.end.isoformat() if mentioned.end else None,
        "printed": mentioned.printed,
        "clock": mentioned.clock.isoformat("minutes") if mentioned.clock else None,
        "unit": mentioned.unit,
        "doubt": mentioned.doubt,
    }


def _contact(contact: Contact) -> Json:
    return {
        "name": contact.name,
        "office": contact.office,
        "phone": contact.phone,
        "mail": contact.mail,
        "fax": contact.fax,
    }


def _span(reading: Reading) -> Json | None:
    span = reading.published_span
    if span is None:
        return None
    return {
        "start": span.start.isoformat() if span.start else None,
        "end": span.end.isoformat() if span.end else None,
    }


def _seal(seal: Seal) -> Json:
    return {
        "reason": seal.reason,
        "sealed_at": seal.sealed_at.isoformat(),
        "erased_at": seal.erased_at.isoformat() if seal.erased_at else None,
    }


def number_answer(reading: Reading) -> Json:
    """A number by its parts; the year of a release without a number is the one it was published in."""
    number = reading.number
    return {
        "number": number.running if number else None,
        "sign": number.sign if number else None,
        "year": number.year if number else (reading.published.year if reading.published else None),
    }

"""The mails themselves: a wish to confirm, and the news, plain text alone."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from types import MappingProxyType

from archive.changes import changes, in_words
from archive.model import Record, Source, Version
from language.german.dates import german_date
from language.messages import Language, Message
from pressearchiv.alerts import messages
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.model import Kind, News, Subscription
from search.fields import GRADES
from search.labels import described
from search.permalink import permalink

# A mail tells of so many releases; the others are behind the link of the search.
_MOST = 50
_LONGEST_LINE = 300
_SHORT = 80


def confirmation(
    subscription: Subscription, links: AlertLinks, sources: Mapping[str, Source], sender: str, now: datetime
) -> EmailMessage:
    """The mail that asks the owner of an address whether they want what somebody has ordered."""
    say = subscription.language
    # Who orders it need not be who gets it: nothing of theirs may look like a message of ours.
    search = _short(described(subscription.search, sources, say, now.date()))
    body = messages.CONFIRM_BODY.text(
        say,
        search=search,
        what=messages.KINDS[subscription.kind].text(say),
        frequency=messages.RHYTHMS[subscription.frequency].text(say),
        link=links.to_confirm(subscription.id),
        site=links.public_url,
    )
    return _mail_message(
        subscription.address, sender, messages.CONFIRM_SUBJECT.text(say, search=search), body, say, now
    )


def digest(
    subscriptions: Sequence[Subscription],
    news: Sequence[News],
    releases: Mapping[int, tuple[Record, Version]],
    links: AlertLinks,
    sources: Mapping[str, Source],
    sender: str,
    now: datetime,
    before: Mapping[int, Version] = MappingProxyType({}),
) -> EmailMessage:
    """One mail to one address: each release with what happened to it and the searches that found it.

    `before` are the versions before the newest ones of those that were edited, so that the words are told.
    """
    say = subscriptions[0].language
    names = {
        subscription.id: _line(described(subscription.search, sources, say, now.date()))
        for subscription in subscriptions
    }
    told = [news_item for news_item in news if news_item.record_id in releases]
    lines: list[str] = []
    for item in told[:_MOST]:
        lines += [*_entry(item, releases[item.record_id], before, names, links, sources, say), ""]
    if len(told) > _MOST:
        lines += [messages.AND_MORE.text(say, n=len(told) - _MOST), ""]
    lines.append("-- ")
    for subscription in subscriptions:
        lines.append(messages.YOUR_SEARCH.text(say, search=names[subscription.id]))
        lines.append(messages.END_LINK.text(say, link=links.to_end([subscription.id])))
    subject = (messages.ONE_SUBJECT if len(told) == 1 else messages.SUBJECT).text(
        say,
        n=len(told),
        search=next(iter(names.values())),
        title=releases[told[0].record_id][1].headline,
    )
    mail = _mail_message(subscriptions[0].address, sender, subject, "\n".join(lines), say, now)
    every = links.to_end([subscription.id for subscription in subscriptions])
    mail["List-Unsubscribe"] = f"<{every}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def _entry(
    news: News,
    held: tuple[Record, Version],
    before: Mapping[int, Version],
    names: Mapping[int, str],
    links: AlertLinks,
    sources: Mapping[str, Source],
    language: Language,
) -> list[str]:
    record, version = held
    number = version.reading.number
    facts = [
        german_date(version.reading.published) if version.reading.published else "",
        sources[record.city].name if record.city in sources else record.city,
        messages.NUMBER.text(language, number=number.shown) if number else "",
    ]
    searches = "; ".join(names[at] for at in news.subscriptions)
    edited = news.what is not Kind.NEW and not record.withdrawn_at and record.id in before
    words = in_words(changes(before[record.id], version), language) if edited else ""
    return [
        _line(f"{_happened(news, held).text(language)}: {version.headline}"),
        _line(" · ".join(fact for fact in facts if fact)),
        *([_line(words)] if words else []),
        links.public_url + permalink(record.id, record.city, number, unique=False),
        _line(messages.FOUND_BY.text(language, searches=searches)),
    ]


def _happened(news: News, held: tuple[Record, Version]) -> Message:
    record, version = held
    if news.what is Kind.NEW:
        return messages.CAME
    if record.withdrawn_at:
        return messages.WITHDRAWN
    return GRADES[version.grade] if version.grade else messages.CHANGED


def _mail_message(
    address: str, sender: str, subject: str, body: str, language: Language, now: datetime
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = address
    mail["Subject"] = _line(subject)[:150]
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice comes back
    mail["Content-Language"] = language
    mail.set_content(body + "\n", cte="quoted-printable")
    return mail


def _short(text: str) -> str:
    """Text of a stranger: a few words on one line, and nothing in it that a mail program makes a link of."""
    return re.sub(r"[/:@]|\.(?=\S)", " ", _line(text))[:_SHORT]


def _line(text: str) -> str:
    """Text from outside on one line, bounded, so that it can be no header and no paragraph of ours."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST_LINE]

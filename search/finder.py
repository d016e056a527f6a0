"""Text and filters → a page of results, with texts from the archive."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from archive.model import Reading, Record, Release, Source, Version
from archive.store import Archive
from language.german.dates import Period
from language.german.names import name_matches, without_titles
from language.german.tokens import fold, words
from language.messages import Language
from search.comparison import Comparison, compare
from search.document import Document
from search.engine import Engine
from search.errors import IndexMissing, QuerySyntaxError, UnknownCityAsked
from search.fields import value_label
from search.judging import matches, passes
from search.matching import Matcher, MatchKind, MatchReason
from search.model import FacetCount, Found, Hit, Request, ResultPage, Snippet
from search.offers import Offered, searches_for
from search.params import Search
from search.parts import Part, only, parts_of
from search.permalink import permalink
from search.query import (
    And,
    Everything,
    FieldIs,
    Leaf,
    Mentions,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Published,
    Role,
    Word,
    asks_earlier,
    concerns,
    sought,
)
from search.snippet import fragment, mark
from search.synonyms import usable_synonyms
from search.syntax import parse, render

# Running numbers have at most so many digits.
_LONGEST_NUMBER = 5
_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)
# More hits than an archive can hold.
_ALL = 2**31 - 1
# Of so many parts of a search it is found out what each costs, or what was meant by it.
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One part of a search: how many releases it finds `alone`, how many the search finds `without` it."""

    part: Part
    alone: int
    without: int


class Finder:
    """Answers searches from one archive and one engine."""

    def __init__(self, archive: Archive, engine: Engine, *, language: Language = "de") -> None:
        self._archive = archive
        self._engine = engine
        self._language = language
        self._told_unfit = ""

    def _expanded(self, query: Node) -> Node:
        """A query with the synonyms of the archive's directory as they are now; without them where they are unfit."""
        if not any(isinstance(leaf, Word) for leaf in sought(query)):
            return query
        synonyms, unfit = usable_synonyms(self._archive.directory)
        if unfit and str(unfit) != self._told_unfit:
            self._told_unfit = str(unfit)
            _LOG.warning("%s", unfit)
        return synonyms.expand(query)

    def find(self, search: Search, *, today: date | None = None) -> ResultPage:
        """The results of a search.

        Raises QuerySyntaxError, UnknownCityAsked, or another SearchError where the index fails.

        A page beyond the last one is empty and tells the total all the same.
        """
        sources = self._archive.sources_by_key()
        parsed = parse(search.text, today=today or date.today())
        request = self._request(parsed, search, sources)
        found = self._answer(request)
        asked = _Sought(request.query, (*search.filters.person, *search.filters.quoted))
        current = self._archive.current(found.ids)
        joined = self._archive.joined_names(found.ids)
        doubles = self._archive.with_double_number(found.ids)
        now = datetime.now(UTC)
        hits = [
            self._hit(
                *current[record_id], score, asked, joined.get(record_id, {}), unique=record_id not in doubles
            )
            for record_id, score in zip(found.ids, found.scores, strict=True)
            if record_id in current and not current[record_id][0].hidden(now)  # the index may lag by a second
        ]
        facets = {name: self._labelled(name, counts, sources) for name, counts in found.facets.items()}
        return ResultPage(
            request=request,
            hits=tuple(hits),
            total=found.total,
            undated=found.undated,
            facets=facets,
            uncounted=found.uncounted,
            histogram=found.histogram,
            meant="" if found.total else self._meant(parsed, search, sources),
        )

    def matcher(self, text: str, version: Version, *, today: date | None = None) -> Matcher:
        """What of a query to mark in a release: words, persons, dates; nothing of one that cannot be understood."""
        try:
            asked = _Sought(self._expanded(parse(text, today=today or date.today())), ())
        except QuerySyntaxError:
            return Matcher(())
        dates = _dates_meant(version.reading, asked.periods)
        joined = self._archive.joined_names([version.record_id]).get(version.record_id, {})
        return asked.matcher_with(dates, _persons_meant(version.reading, asked.leaves, joined))

    def ids(self, search: Search, *, today: date | None = None) -> tuple[int, ...]:
        """The ids of all hits of a search in their order, whatever its page; raises as `find` does."""
        sources = self._archive.sources_by_key()
        parsed = parse(search.text, today=today or date.today())
        request = replace(self._request(parsed, search, sources), page=1, size=_ALL, facets=())
        return self._answer(request).ids

    def compare(self, searches: Sequence[Search], *, today: date | None = None) -> Comparison:
        """What searches find in each month or year, beside all releases of the filters they share.

        There has to be at least one. Raises as `find` does.
        """
        found = [(search, *self._by_month(search, today)) for search in searches]
        return compare(found, self._by_month(Search(filters=searches[0].filters), today)[0])

    def _by_month(self, search: Search, today: date | None) -> tuple[dict[date, int], int]:
        """The hits of a search by the first of their month, and how many there are in all."""
        parsed = parse(search.text, today=today or date.today())
        request = self._request(parsed, search, self._archive.sources_by_key())
        if published := request.filters.published:  # as a filter it would not narrow the months
            request = replace(
                request,
                query=And((request.query, Published(published))),
                filters=replace(request.filters, published=None),
            )
        found = self._answer(replace(request, page=1, size=1, facets=("month",)))
        months = {date.fromisoformat(f"{count.value}-01"): count.count for count in found.facets["month"]}
        return months, found.total

    def relaxations(self, search: Search, *, today: date | None = None) -> tuple[Relaxation, ...]:
        """What each part of a search costs: how many hits it has alone, and how many the others have without it.

        Raises as `find` does.
        """
        sources = self._archive.sources_by_key()
        day = today or date.today()

        def count(search: Search) -> int:
            return self._count(self._request(parse(search.text, today=day), search, sources))

        return tuple(
            Relaxation(part, alone=count(only(part, search)), without=count(part.without))
            for part in parts_of(search, day)[:_MOST_PARTS]
        )

    def offers(self, search: Search, *, today: date | None = None) -> tuple[Offered, ...]:
        """What may have been meant by a search that finds nothing or cannot be understood, where it finds something."""
        sources = self._archive.sources_by_key()
        day = today or date.today()
        found = []
        for offer, other in searches_for(search, day):
            with suppress(QuerySyntaxError, UnknownCityAsked):
                total = self._count(self._request(parse(other.text, today=day), other, sources))
                found += [Offered(offer, other, total)] if total else []
        return tuple(found)

    def judge(self, search: Search, *, today: date) -> Callable[[Document], bool]:
        """What tells whether a document answers a search, as it was meant on a day; raises as `find` does."""
        request = self._request(parse(search.text, today=today), search, self._archive.sources_by_key())
        return lambda document: matches(document, request.query) and passes(document, request.filters)

    def likely(self, word: str) -> tuple[str, ...]:
        """Words of the releases that may be meant by one that is in none."""
        return self._suggested(word, 3)

    def request(self, search: Search, *, today: date | None = None) -> Request:
        """What the engine is asked for a search; raises QuerySyntaxError and UnknownCityAsked."""
        parsed = parse(search.text, today=today or date.today())
        return self._request(parsed, search, self._archive.sources_by_key())

    def _request(self, parsed: Node, search: Search, sources: Mapping[str, Source]) -> Request:
        """What an engine is asked for a search; raises UnknownCityAsked."""
        if search.mentions:
            stated = parsed.parts if isinstance(parsed, And) else (parsed,)
            parsed = And((*(part for part in stated if part != Everything()), Mentions(search.mentions)))
            parsed = parsed.parts[0] if len(parsed.parts) == 1 else parsed
        query, published = _lift_period(_with_city_keys(parsed, sources), search.filters.published)
        query, first = _with_what_comes_first(query)
        return Request(
            query=self._expanded(query),
            first=first,
            filters=replace(
                search.filters,
                published=published,
                person=tuple(map(without_titles, search.filters.person)),
                quoted=tuple(map(without_titles, search.filters.quoted)),
            ),
            sort=search.order,
            page=search.page,
            size=search.size,
        )

    def _meant(self, parsed: Node, search: Search, sources: Mapping[str, Source]) -> str:
        """The query with words that are in no release put right; empty where that finds nothing either."""

        if len(sought(parsed)) > _MOST_PARTS:
            return ""

        def mended(node: Node) -> Node:
            match node:
                case And(parts):
                    return And(tuple(mended(part) for part in parts))
                case Or(parts):
                    return Or(tuple(mended(part) for part in parts))
                case Person(name) if not self._count(Request(query=node)):
                    return Person(" ".join(self._name_meant(word) for word in words(name)))
                case Word(text, title) if not text.isdigit() and not self._count(Request(query=node)):
                    likely = self._suggested(text, 1)
                    return Word(likely[0], title) if likely else node
                case _:
                    return node

        other = mended(parsed)
        return render(other) if other != parsed and self._count(self._request(other, search, sources)) else ""

    def _name_meant(self, word: str) -> str:
        """A word of a name, or the likeliest one where it is in no release."""
        if self._count(Request(query=Word(word))):
            return word
        return next(iter(self._suggested(word, 1)), word)

    def _count(self, request: Request) -> int:
        return self._answer(replace(request, page=1, size=1, facets=())).total

    def _answer(self, request: Request) -> Found:
        """The engine's answer; raises what it raises, but an archive that is still empty needs no index."""
        nothing = Found(ids=(), scores=(), total=0, undated=0, facets=dict.fromkeys(request.facets, ()))
        return self._unless_empty(lambda: self._engine.search(request), nothing)

    def _suggested(self, word: str, limit: int) -> tuple[str, ...]:
        return self._unless_empty(lambda: self._engine.suggest(word, limit), ())

    def _unless_empty(self, ask: Callable[[], _T], nothing: _T) -> _T:
        try:
            return ask()
        except IndexMissing:
            if self._archive.last_event():
                raise
            return nothing

    def _hit(
        self,
        record: Record,
        version: Version,
        score: float,
        sought: "_Sought",
        joined: Mapping[str, str],
        *,
        unique: bool,
    ) -> Hit:
        release = version.release
        dates = _dates_meant(version.reading, sought.periods)
        named = _persons_meant(version.reading, sought.leaves, joined)
        matcher = sought.matcher_with(dates, named)
        text = _shown_text(release)
        title, snippet = mark(version.headline, matcher), fragment(text, matcher)
        earlier = attachment = None
        if sought.leaves and not snippet.marks:
            attachment, snippet = _in_attachment(release, matcher) or (None, snippet)
        if sought.earlier and not title.marks and not snippet.marks:
            earlier, snippet = self._in_earlier_wording(record.id, matcher) or (None, snippet)
        reasons = sought.matcher.reasons(version.headline, (text, release.attached, release.contact_text))
        told = {reason.sought for reason in reasons}
        holders = _holders_meant(version.reading, sought.leaves)
        reasons = (*reasons, *(reason for reason in named if reason.sought not in told), *holders, *dates)
        return Hit(
            record=record,
            version=version,
            title=title,
            snippet=snippet,
            permalink=permalink(record.id, record.city, version.reading.number, unique=unique),
            score=score,
            reasons=reasons,
            earlier=earlier,
            attachment=attachment,
        )

    def _in_earlier_wording(self, record_id: int, matcher: Matcher) -> tuple[int, Snippet] | None:
        """The newest earlier version that has what was sought, by its number, and the place."""
        for version in reversed(self._archive.versions(record_id)[:-1]):
            found = fragment(version.release.text, matcher)
            if found.marks:
                return version.number, found
        return None

    def _labelled(
        self, name: str, counts: tuple[FacetCount, ...], sources: Mapping[str, Source]
    ) -> tuple[FacetCount, ...]:
        return tuple(
            FacetCount(count.value, count.count, value_label(name, count.value, sources, self._language))
            for count in counts
        )


class _Sought:
    """What of a query can be shown in a hit."""

    def __init__(self, query: Node, persons: Sequence[str]) -> None:
        self.leaves = (*sought(query), *(Person(name) for name in persons))
        self.matcher = Matcher(self.leaves)
        self.periods = tuple(leaf.period for leaf in self.leaves if isinstance(leaf, Mentions))
        self.earlier = asks_earlier(query)

    def matcher_with(self, dates: Sequence[MatchReason], named: Sequence[MatchReason]) -> Matcher:
        """What to mark: what a text calls a date that was asked for like a phrase, a name in all its spellings."""
        shown: tuple[Leaf, ...] = (
            *(Phrase(reason.found) for reason in dates),
            *(
                # Of a person who is called otherwise elsewhere, what the text calls them.
                Person(reason.sought if name_matches(reason.sought, reason.found) else reason.found)
                for reason in named
            ),
        )
        return Matcher((*self.leaves, *shown)) if shown else self.matcher


def _dates_meant(reading: Reading, periods: Sequence[Period]) -> tuple[MatchReason, ...]:
    """For each period asked for, the first that the text names in it."""
    found = []
    for period in periods:
        named = next((mention for mention in reading.mentioned if concerns(mention.period, period)), None)
        if named:
            found.append(MatchReason(period.printed, MatchKind.DATE, named.printed))
    return tuple(found)


def _persons_meant(
    reading: Reading, leaves: Sequence[Leaf], joined: Mapping[str, str]
) -> tuple[MatchReason, ...]:
    """For each name that the text spells otherwise, that person: Müller for Muller, Asmussen for Henrike Asmussen."""
    words_asked = [leaf.text for leaf in leaves if isinstance(leaf, Word) and not leaf.title]
    names_asked = [leaf.name for leaf in leaves if isinstance(leaf, Person)]
    return tuple(
        MatchReason(asked, MatchKind.SPELLING, person.name)
        for asked in (*words_asked, *names_asked)
        for person in reading.persons
        if (asked in words_asked and name_matches(asked, person.name))
        or (person.name in joined and name_matches(asked, joined[person.name]))
    )


def _holders_meant(reading: Reading, leaves: Sequence[Leaf]) -> tuple[MatchReason, ...]:
    """For each office asked for, the first person who holds one of these words."""
    found = []
    for asked in (leaf.text for leaf in leaves if isinstance(leaf, Role)):
        wanted = Matcher([Word(word) for word in words(asked)])
        held = (
            (person.name, role.role, f"{role.role} {role.affiliation or ''}")
            for person in reading.persons
            for role in person.roles
            if not role.former
        )
        holder = next(
            (holding for holding in held if len(wanted.reasons("", [holding[2]])) == len(wanted.leaves)), None
        )
        if holder:
            found.append(MatchReason(asked, MatchKind.ROLE, f"{holder[1]} {holder[0]}"))
    return tuple(found)


def _shown_text(release: Release) -> str:
    """What fragments are taken from, in one line: a lead that ends with no mark is held apart from what follows."""
    text = ""
    for part in (release.lead, release.body, release.captions):
        flat = " ".join(part.split())
        apart = " · " if text and text[-1].isalnum() else " " if text else ""
        text += f"{apart}{flat}" if flat else ""
    return text


def _in_attachment(release: Release, matcher: Matcher) -> tuple[str, Snippet] | None:
    """The first document with what was sought, by its title, and the place."""
    for attachment in release.attachments:
        found = fragment(attachment.text, matcher) if attachment.text else None
        if found and found.marks:
            return attachment.title or attachment.url, found
    return None


def _with_what_comes_first(query: Node) -> tuple[Node, Node | None]:
    """What goes on top: the releases of a number, or with a person, where nothing else was typed."""
    match query:
        case Word(text, title=False) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
            numbered = NumberIs(int(text))
            return Or((query, numbered)), numbered
        case NumberIs(printed=printed) if printed:
            return query, replace(query, printed="")
        case Phrase(text, title=False):
            return query, Person(text)
        case And(parts) if all(isinstance(part, Word) and not part.title for part in parts):
            return query, Person(" ".join(part.text for part in parts if isinstance(part, Word)))
        case _:
            return query, None


def permalink_of(archive: Archive, record: Record, version: Version) -> str:
    """The path under which a release stays to be found."""
    number = version.reading.number
    unique = False
    if number and number.year:
        unique = len(archive.ids_with_number(record.city, number.year, number.running, number.sign)) == 1
    return permalink(record.id, record.city, number, unique=unique)


def _lift_period(query: Node, chosen: Period | None) -> tuple[Node, Period | None]:
    """A period that every hit has to be in is one however it was stated: in words, `von:`, or by the filter.

    So the answer can tell what it leaves out, and count years and months besides it.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    periods = [part.period for part in parts if isinstance(part, Published)]
    if chosen:
        periods.append(chosen)
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    left = tuple(part for part in parts if not isinstance(part, Published))
    rest = left[0] if len(left) == 1 else And(left) if left else Everything()
    together = (
        Period(start=max(starts, default=None), end=min(ends, default=None)) if starts or ends else None
    )
    return rest, together


def _with_city_keys(node: Node, sources: Mapping[str, Source]) -> Node:
    """Cities by their keys: `stadt:` takes a key or a part of a name, and means every city that fits.

    Raises UnknownCityAsked where none does.
    """
    match node:
        case And(parts):
            return And(tuple(_with_city_keys(part, sources) for part in parts))
        case Or(parts):
            return Or(tuple(_with_city_keys(part, sources) for part in parts))
        case Not(part):
            return Not(_with_city_keys(part, sources))
        case FieldIs("city", name):
            wanted = fold(name)
            likely = [key for key, source in sources.items() if wanted == key or wanted in fold(source.name)]
            if not likely:
                raise UnknownCityAsked(
                    place=name, known=", ".join(source.name for source in sources.values())
                )
            cities = tuple(FieldIs("city", key) for key in likely)
            return cities[0] if len(cities) == 1 else Or(cities)
        case _:
            return node

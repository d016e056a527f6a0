"""How well releases are found: judged pairs of query and text, and known items, for us and for our peers.

`python -m bench.relevance` prints both as Markdown tables. A pair says whether a text answers a query; a known item is
a release of the made-up city that is looked for by three of its words.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simplemma import lemmatize

from bench.corpus import Article
from bench.marked import gold_releases
from bench.peers import PEERS, Peer, open_peer
from bench.peers.ours import Ours
from language.german.common import COMMON_WORDS
from language.german.tokens import fold, words
from pressearchiv.demo.releases import DemoRelease, releases
from search.document import Document
from search.engines.whoosh import WhooshEngine
from search.errors import QuerySyntaxError
from search.model import Request
from search.offers import offers_for
from search.synonyms import synonyms_of
from search.syntax import parse
from tests.servers import opensearch

PAIRS = Path(__file__).parent / "gold" / "search"
GOALS = {"found": 0.97, "false": 0.02}
_TODAY = date(2026, 1, 1)
_SEED = 11
_WORDS = 3
# A text of fewer words is not looked for by any of them; others so often.
_LEAST_WORDS, _ASKED = 30, 3
_COMPARED = ("ours", "opensearch", "tantivy", "fts5")
# Ours know a headline from a text.
_WITH_HEADLINES = ("ours", "opensearch")
# So many releases like another are compared.
_ALIKE = 5
# A headline counts as much as it does with us: peers get it this often.
_HEADLINE = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and a text, and whether somebody who asks so wants this text."""

    group: str
    query: str
    text: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Of the pairs that belong together how many were found, and of those that do not how many were found too."""

    wanted: int
    found: int
    unwanted: int
    false: int


def pairs(name: str) -> list[Pair]:
    """The judgements of a set, `open` or `blind`: group, query, text, yes or no, one a line."""
    lines = (PAIRS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [Pair(group, query, text, wanted == "yes") for group, query, text, wanted in rows]


def judge(judgements: Sequence[Pair]) -> tuple[Judged, dict[str, Judged], list[Pair]]:
    """How many pairs our engine finds: in all, by group, and those it has wrong."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    wrong = []
    with TemporaryDirectory() as directory:
        engine = WhooshEngine(Path(directory))
        with engine.writer() as writer:
            for number, pair in enumerate(judgements):
                writer.put(Document(id=number, city="gold", title="", body=pair.text))
            writer.commit(1)
        for number, pair in enumerate(judgements):
            found = number in _found(engine, pair.query, len(judgements))
            counts[pair.group, pair.wanted, found] += 1
            if found != pair.wanted:
                wrong.append(pair)
        engine.close()
    groups = list(dict.fromkeys(pair.group for pair in judgements))
    return _summed(counts, groups), {group: _summed(counts, [group]) for group in groups}, wrong


def _found(engine: WhooshEngine, query: str, size: int) -> tuple[int, ...]:
    """What a query finds; where it finds nothing, what the page offers first instead."""
    for text in (query, *(offer.text for offer in offers_for(query, _TODAY) if not offer.period)):
        try:
            asked = synonyms_of(PAIRS).expand(parse(text, today=_TODAY))
        except QuerySyntaxError:
            continue
        if found := engine.search(Request(query=asked, size=size, facets=())).ids:
            return found
    return ()


def _summed(counts: Counter[tuple[str, bool, bool]], groups: Sequence[str]) -> Judged:
    def total(wanted: bool, found: bool) -> int:
        return sum(counts[group, wanted, found] for group in groups)

    right, false = total(True, True), total(False, True)
    return Judged(right + total(True, False), right, false + total(False, False), false)


# -- known items -------------------------------------------------------------------------------------------


def known_items(told: Sequence[DemoRelease]) -> Iterator[tuple[str, list[str], int]]:
    """Kind, words and the number of the release that is looked for.

    Three words that no other release has together, in small letters: as printed, in their base form, and with umlauts
    typed as two letters. The made-up town's yearly releases differ by little, so that many have no such words.
    """
    dice = random.Random(_SEED)
    spoken = [{word.lower() for word in words(_text(one))} for one in told]
    for number, one in enumerate(told):
        for source, text in (("headline", one.title), ("text", " ".join(one.paragraphs[:2]))):
            telling = [
                word
                for word in dict.fromkeys(words(text))
                if len(word) > 3 and fold(word) not in COMMON_WORDS
            ]
            if len(telling) < _WORDS:
                continue
            printed = dice.sample(telling, _WORDS)
            asked = [word.lower() for word in printed]
            if sum(own.issuperset(asked) for own in spoken) == 1:
                yield f"{source}, as printed", asked, number
                yield (
                    f"{source}, base forms",
                    [lemmatize(word, lang="de").lower() for word in printed],
                    number,
                )
                yield f"{source}, ae for ä", [fold(word) for word in asked], number


def _text(demo_release: DemoRelease) -> str:
    return "\n".join((demo_release.title, demo_release.lead, *demo_release.paragraphs))


def reciprocal_ranks(peer: Peer, told: Sequence[DemoRelease]) -> dict[str, float]:
    """The mean reciprocal rank of the release looked for, 0 where it is not among the first; by kind of words."""
    ranks: dict[str, list[float]] = {}
    for kind, asked, number in known_items(told):
        title = told[number].title
        found = peer.all_of(asked)
        ranks.setdefault(kind, []).append(1 / (found.index(title) + 1) if title in found else 0.0)
    return {kind: sum(of_kind) / len(of_kind) for kind, of_kind in ranks.items()}


def articles_of(told: Sequence[DemoRelease], *, repeated: int) -> list[Article]:
    """The releases as peers take them; the headline stands in the text so often, since they search the text alone."""
    return [
        Article(
            id=number + 1,
            title=one.title,
            body="\n".join([*[one.title] * (repeated - 1), _text(one)]),
            persons=(),
            topics=(),
            city="tellbrueck",
            running=number,
            day=one.day.isoformat(),
        )
        for number, one in enumerate(told)
    ]


def random_words() -> tuple[list[Article], list[tuple[str, list[str]]]]:
    """Releases, made up and gold; and any words of one, common ones too, with the title that is looked for by them."""
    told = [(one.title, " ".join(one.paragraphs)) for one in releases(1)]
    told += [(gold.release.title, gold.release.body) for gold in gold_releases()]
    articles = [
        Article(number, f"{title} ({number})", body, (), (), "tellbrueck", number, _TODAY.isoformat())
        for number, (title, body) in enumerate(told, 1)
    ]
    dice = random.Random(_SEED)
    asked = []
    for article in articles:
        said = [word for word in words(article.body) if word.isalpha() and len(word) > 1]
        if len(said) >= _LEAST_WORDS:
            asked += [(article.title, dice.sample(said, _WORDS)) for _ in range(_ASKED)]
    return articles, asked


def mean_rank(peer: Peer, asked: Sequence[tuple[str, list[str]]]) -> float:
    """The mean reciprocal rank of the titles, each looked for by all its words."""
    found = ((title, peer.all_of(some)) for title, some in asked)
    return sum(1 / (titles.index(title) + 1) for title, titles in found if title in titles) / len(asked)


def main() -> None:
    """Print the tables."""
    for name in ("open", "blind", "typed-open", "typed-blind"):
        whole, groups, wrong = judge(pairs(name))
        print(
            f"\n{name} pairs: {whole.found} of {whole.wanted} found ({whole.found / whole.wanted:.1%}; goal 97 %),",
            end=" ",
        )
        print(
            f"{whole.false} of {whole.unwanted} found falsely ({whole.false / whole.unwanted:.1%}; goal at most 2 %)\n"
        )
        print("| group | found | falsely |\n|---|---|---|")
        for group, item in groups.items():
            print(f"| {group} | {item.found} of {item.wanted} | {item.false} of {item.unwanted} |")
        if name.endswith("open"):
            for pair in wrong:
                print(f"\n- {'missed' if pair.wanted else 'false'}: {pair.query} | {pair.text}")
    told = releases(1)
    kinds = list(dict.fromkeys(kind for kind, _, _ in known_items(told)))
    print(
        f"\n| known items ({sum(1 for _ in known_items(told))}), mean reciprocal rank | {' | '.join(kinds)} | mean |"
    )
    print("|---|" + "---|" * (len(kinds) + 1))
    for name in _COMPARED:
        with _built(name, articles_of(told, repeated=1 if name in _WITH_HEADLINES else _HEADLINE)) as peer:
            if peer is None:
                print(f"{_called(name)} is not installed and left out.", file=sys.stderr)
                continue
            ranks = reciprocal_ranks(peer, told)
        cells = [f"{rank:.3f}" for rank in (*ranks.values(), sum(ranks.values()) / len(ranks))]
        print(f"| {_called(name)} | {' | '.join(cells)} |")
    articles, asked = random_words()
    print(
        f"\nThree random words of a text ({len(asked)} times, {len(articles)} releases), mean reciprocal rank:"
    )
    alike = {}
    for name in _COMPARED:
        with _built(name, articles) as peer:
            if peer is not None:
                print(f"- {_called(name)}: {mean_rank(peer, asked):.3f}")
            if peer is not None and name in _WITH_HEADLINES:
                alike[name] = [set(peer.like(article.id)[:_ALIKE]) for article in articles]
    print(
        f"\nMore like this: of the first {_ALIKE} of each release both our engines share {shared(*alike.values()):.1%}."
    )


def shared(some: Sequence[set[str]], others: Sequence[set[str]]) -> float:
    """How much of what the one finds the other finds as well."""
    found = sum(len(one) for one in some)
    return sum(len(one & other) for one, other in zip(some, others, strict=True)) / found


def _called(name: str) -> str:
    return "our OpenSearch engine" if name == "opensearch" else PEERS[name][0]


@contextmanager
def _built(name: str, articles: list[Article]) -> Iterator[Any]:
    """A peer, or our engine on OpenSearch, with these releases; None where it is not installed."""
    with TemporaryDirectory() as directory, ExitStack() as servers:
        try:
            if name == "opensearch":
                (host,) = servers.enter_context(opensearch.cluster(1))["hosts"]
                address = f"opensearch://{host}/relevance?shards=1&replicas=0"
                peer: Peer = Ours(Path(directory), address)
            else:
                peer = open_peer(name, Path(directory))
        except ImportError:
            yield None
            return
        if isinstance(peer, Ours):
            peer.store(articles)
        peer.build(articles)
        peer.open()
        yield peer


if __name__ == "__main__":
    main()

"""What a word, a beginning or a release leads to in a snapshot: suggestions, completions, related releases."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from language.german.common import COMMON_WORDS
from language.german.tokens import analyse, exactly, fold, words
from search.document import PASSAGE_TEXTS, TEXTS, Document
from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array, gaps
from search.engines.whoosh.misprints import Misprints
from search.engines.whoosh.ranking import SEARCHED, Ranking, rarity
from search.engines.whoosh.snapshot import Snapshot
from search.model import Completion, Related
from search.passages import fingerprints_of
from search.query import edits_allowed

# A release is described by this many of its words: those that are frequent in it and rare elsewhere.
_TELLING = 25
# A word that more of all releases have than this tells nothing of one, unless there are few releases.
_TOO_COMMON, _FEW = 0.05, 50
# So many times as many candidates as are wanted are counted without what was deleted.
_LOOKED_AT = 2


class Neighbours:
    """Answers from the lexicons and postings of one snapshot."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking, misprints: Misprints) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        self._misprints = misprints

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """See search.engine.Engine."""
        wanted = exactly(word)
        if not wanted:
            return ()
        near = [
            (distance, -count, term)
            for term, distance in self._misprints.near(wanted, max(1, edits_allowed(wanted)))
            if distance and (count := self._releases(term))
        ]
        return tuple(self._spelling(term) for _, _, term in sorted(near)[:limit])

    def complete(self, beginning: str, limit: int) -> tuple[Completion, ...]:
        """See search.engine.Engine."""
        start = fold(beginning)
        if not start:
            return ()
        persons = sorted((-count, name) for name, count in self._persons(start, limit))
        found = [Completion("person", name, -count) for count, name in persons[:limit]]
        remaining = limit - len(found)
        if not remaining:
            return tuple(found)
        words = sorted((-count, self._spelling(term)) for term, count in self._frequent(start, remaining))
        return (*found, *(Completion("word", word, -count) for count, word in words[:remaining]))

    def similar(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See search.engine.Engine."""
        uses = Counter(
            analyse(word).stem
            for name in TEXTS
            for word in words(getattr(document, name))
            if fold(word) not in COMMON_WORDS and not word.isdigit()  # 60 lindens are not like 60 places
        )
        size = self._snapshot.size
        most = max(_TOO_COMMON * size, _FEW)
        having = self._snapshot.frequencies(layout.STEM, list(uses)).tolist()
        telling = [
            (count * rarity(size, min(number, size)), stem)
            for (stem, count), number in zip(uses.items(), having, strict=True)
            if 1 < number <= most
        ]
        weighted = [
            self._ranking.use(self._snapshot.postings(layout.STEM, stem), SEARCHED).times(weight)
            for weight, stem in sorted(telling, reverse=True)[:_TELLING]
        ]
        return self._nearest(self._ranking.frequency(weighted), document.id, limit)

    def sharing(self, document: Document, limit: int) -> tuple[Related, ...]:
        """See search.engine.Engine."""
        texts = ([exactly(word) for word in words(getattr(document, name))] for name in PASSAGE_TEXTS)
        prints = {fingerprint for text in texts for fingerprint in fingerprints_of(text)}
        docs = self._snapshot.sharing(np.array(sorted(prints), dtype=np.uint32))
        return self._nearest(np.bincount(docs, minlength=self._snapshot.size), document.id, limit)

    def _nearest(self, weights: Array, own: int, limit: int) -> tuple[Related, ...]:
        found = np.flatnonzero((weights > 0) & self._snapshot.live & (self._snapshot.records != own))
        if len(found) > limit:
            found = found[np.argpartition(-weights[found], limit - 1)[:limit]]
        near = (Related(int(self._snapshot.records[doc]), float(weights[doc])) for doc in found)
        return tuple(sorted(near, key=lambda related: (-related.weight, -related.id)))

    def _persons(self, start: str, limit: int) -> list[tuple[str, int]]:
        """The persons in most releases with a name that begins so, with the number of them."""
        likely: Counter[bytes] = Counter()
        for segment, persons in self._snapshot.persons_beginning(start):
            offsets = segment.file["person.docs_at"]
            counts = offsets[persons + 1] - offsets[persons]
            for at in _largest(counts, _LOOKED_AT * limit):
                likely[segment.lexicon("person")[int(persons[at])]] += int(counts[at])
        return _counted(likely, limit, lambda name: self._live(self._snapshot.documents_with("person", name)))

    def _frequent(self, start: str, limit: int) -> list[tuple[str, int]]:
        """The most frequent words that begin so, with the number of releases they are in."""
        likely: Counter[bytes] = Counter()
        prefix = start.encode("utf-8", "surrogatepass")
        for segment, lexicon in self._snapshot.lexicons(layout.EXACT):
            first, last = lexicon.beginning(prefix)
            counts = gaps(segment.file[f"{layout.EXACT}.off"][first : last + 1])
            for at in _largest(counts, _LOOKED_AT * limit):
                likely[lexicon[first + at]] += int(counts[at])
        return _counted(likely, limit, self._releases)

    def _releases(self, term: str) -> int:
        """How many releases have a word; postings are in the order of documents."""
        rows = self._snapshot.postings(layout.EXACT, term).rows
        docs = rows[(rows & layout.TEXT_MASK) <= layout.LAST_SEARCHED] >> layout.TEXT_BITS
        return self._live(np.concatenate([docs[:1], docs[1:][docs[1:] != docs[:-1]]]))

    def _live(self, docs: Array) -> int:
        return int(np.count_nonzero(self._snapshot.live[docs]))

    def _spelling(self, term: str) -> str:
        """As the segment spells it that has it most often."""
        encoded = term.encode("utf-8", "surrogatepass")
        best, spelt = -1, term
        for segment, lexicon in self._snapshot.lexicons(layout.EXACT):
            number = lexicon.find(encoded)
            if number >= 0 and (uses := segment.frequency(layout.EXACT, number)) > best:
                best, spelt = uses, segment.lexicon(layout.SPELT)[number].decode("utf-8", "surrogatepass")
        return spelt


def _largest(counts: Array, most: int) -> list[int]:
    """Where the largest counts are, the largest first."""
    where = np.argpartition(counts, -most)[-most:] if len(counts) > most else np.arange(len(counts))
    largest: list[int] = where[np.argsort(counts[where])[::-1]].tolist()
    return largest


def _counted(likely: Counter[bytes], limit: int, count: Callable[[str], int]) -> list[tuple[str, int]]:
    """What is in most releases, counted anew: no more is looked at than may be among the first.

    `likely` counts each at least as often as it is in releases, and those that were deleted.
    """
    found: list[tuple[str, int]] = []
    for encoded, at_most in likely.most_common(_LOOKED_AT * limit):
        if len(found) >= limit and at_most < sorted((own for _, own in found), reverse=True)[limit - 1]:
            break
        name = encoded.decode("utf-8", "surrogatepass")
        if own := count(name):
            found.append((name, own))
    return found

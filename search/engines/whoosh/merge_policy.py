"""Which segments become one, and when."""

from collections import Counter
from collections.abc import Sequence

from search.engines.whoosh.codec import ArraySegment

# So many segments of about one size become one, as in a log-structured merge tree: n releases leave about
# (TIER - 1) * log(n, TIER) segments, and each is written log(n, TIER) times.
TIER = 8
# A segment with more releases, or words, is large enough: places are counted in 32 bits.
_LARGEST, _MOST_WORDS = 2_000_000, 1 << 31
# A segment with a larger share of deleted documents is written anew.
_MOST_DELETED = 0.3


def to_merge(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The segments that are to become one.

    Segments are of a tier by the logarithm of their size. Once a tier is full, it is merged, with all smaller ones.
    """
    worn = [
        segment for segment in segments if segment.deleted_count() > _MOST_DELETED * segment.doc_count_all()
    ]
    sound = [
        segment
        for segment in segments
        if segment not in worn and segment.doc_count_all() < _LARGEST and segment.words < _MOST_WORDS // 2
    ]
    tiers = Counter(_tier(segment.doc_count_all()) for segment in sound)
    full = max((tier for tier, count in tiers.items() if count >= TIER), default=-1)
    return _within(
        _MOST_WORDS, [*worn, *(segment for segment in sound if _tier(segment.doc_count_all()) <= full)]
    )


def whole(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """All segments, as far as they may be one; none where there is but one."""
    together = _within(_MOST_WORDS, segments)
    return together if len(together) > 1 else []


def _within(most: int, segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The first of them that have no more words together; one alone only loses what was deleted from it."""
    taken: list[ArraySegment] = []
    for segment in segments:
        if taken and sum(other.words for other in (*taken, segment)) > most:
            break
        taken.append(segment)
    return taken


def _tier(size: int) -> int:
    tier = 0
    while size >= TIER:
        size //= TIER
        tier += 1
    return tier

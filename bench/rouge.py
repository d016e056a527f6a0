"""ROUGE-LSum (Lin 2004, section 3.2): how much of a text another one holds, line by line, in the same order."""

from collections import Counter
from collections.abc import Hashable, Sequence

from rapidfuzz.distance import LCSseq

Lines = Sequence[Sequence[Hashable]]


def rouge_lsum(reference: Lines, candidate: Lines) -> float:
    """The F1, 0 to 1, of two texts given as lines of words; two empty texts are the same."""
    words, found = sum(map(len, reference)), sum(map(len, candidate))
    if not words or not found:
        return float(words == found)
    left = Counter(word for line in candidate for word in line)
    hits = 0
    for line in reference:
        for at in _union(line, candidate):
            if left[line[at]] > 0:
                left[line[at]] -= 1
                hits += 1
    if not hits:
        return 0.0
    precision, recall = hits / found, hits / words
    return 2 * precision * recall / (precision + recall)


def _union(line: Sequence[Hashable], candidate: Lines) -> list[int]:
    """The places in a line whose words lie on a longest common subsequence with any line of the other text."""
    places: set[int] = set()
    for other in candidate:
        for operation in LCSseq.opcodes(line, other):
            if operation.tag == "equal":
                places.update(range(operation.src_start, operation.src_end))
    return sorted(places)

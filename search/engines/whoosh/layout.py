"""The arrays of a segment by name, and the numbers in them.

A *row* is one text of one document: sixteen times the document's number plus the text's. A *place* is a word's number
in the row of all words of a segment; `starts[row]` is that of a text's first word, `starts[-1]` how many words there
are.
Postings of a view: `.text`, `.at` its terms, sorted; `.off[term]` where its rows begin in `.rows` and `.tf` (how often
the term stands in the row, 255 at most); `.place_off[term]` where its places begin in `.places`.
"""

from search.document import ALL_TEXTS, EARLIER, QUOTATIONS, ROLES, TEXTS
from search.model import FILTERS

# Bits of a row that number the text.
TEXT_BITS = 4
TEXT_MASK = (1 << TEXT_BITS) - 1
assert len(ALL_TEXTS) <= 1 << TEXT_BITS
TEXT_NUMBER = {name: number for number, name in enumerate(ALL_TEXTS)}
TITLE = TEXT_NUMBER["title"]
LAST_SEARCHED = TEXT_NUMBER[TEXTS[-1]]
EARLIER_TEXT, ROLES_TEXT, QUOTATIONS_TEXT = TEXT_NUMBER[EARLIER], TEXT_NUMBER[ROLES], TEXT_NUMBER[QUOTATIONS]

# The views of a text: words as written, with places; what they are understood as; parts of compounds; pairs of
# common words, with places, so that a phrase of stop words need not walk through all of theirs.
EXACT, STEM, PART, PAIR = "exact", "stem", "part", "pair"
# How a term of EXACT is most often spelt, in the order of its terms.
SPELT = "spelt"

# Facets with a list of values: `.text`, `.at` the values, sorted; `.codes_at[document]`, `.codes` each document's
# values; `.docs_at[value]`, `.docs` each value's documents.
LISTED = FILTERS
# The words of persons' names in all their foldings: `.text`, `.at`; `.off[word]`, `.codes` the persons' numbers.
NAME = "name"

# One number a document.
RECORD, DAY, RUNNING, YEAR = "record", "day", "running", "year"
NO_DAY, NO_NUMBER = 0, -1
# Dates and periods named in the texts, sorted by document: document, first day, last day, an open end being the
# farthest day.
CHANGE_DOC, CHANGE_DAY = "change.doc", "change.day"
MENTION_DOC, MENTION_START, MENTION_END = "mention.doc", "mention.start", "mention.end"
EARLIEST_DAY, LATEST_DAY = -(1 << 30), 1 << 30
# Fingerprints of passages, sorted: hash and document.
PRINT_HASH, PRINT_DOC = "print.hash", "print.doc"

"""The default engine: segments of arrays of our own, in a list that Whoosh keeps, answered by our own executor.

Whoosh's own queries are not used: some of them give wrong answers (an excluded word leaks through AndNot, the first
hits differ from the whole result for nested ORs). The executor reads postings and puts them together itself.
"""

import warnings

with warnings.catch_warnings():
    # Whoosh 2.7.4 is older than the warnings today's Python has for some of its source.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.index
    import whoosh.util.filelock
    import whoosh.writing  # noqa: F401

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]

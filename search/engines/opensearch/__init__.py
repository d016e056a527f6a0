"""The engine for archives that one machine cannot hold: a cluster of OpenSearch, which splits our words only at spaces.

Words are analysed here, as for every other engine, and come in as they are found: the cluster knows nothing of German.
"""

from search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]

"""What was coded, on disk: a folder of Parquet shards that DuckDB, pandas, polars, R and Spark read.

fill        articles → shards, several processes, resumable
open_store  tables as DuckDB relations
query       one read-only SELECT, bounded
"""

from dragoman.store.fill import Summary, fill
from dragoman.store.lines import query_lines
from dragoman.store.query import Answer, query
from dragoman.store.schema import SCHEMA
from dragoman.store.tables import TABLES
from dragoman.store.view import Store, open_store, stored

__all__ = ["SCHEMA", "TABLES", "Answer", "Store", "Summary", "fill", "open_store", "query", "query_lines", "stored"]

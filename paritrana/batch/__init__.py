"""Reading by the million: on all cores of one machine (`local`), on many machines (`cluster`, by Dask), or wherever
Arrow record batches go, by `read_batch`, which needs nothing but the batch.

Imported only when asked for: pyarrow and Polars are slow to load, and Dask is an extra.
"""

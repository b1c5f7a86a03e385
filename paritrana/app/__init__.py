"""The Streamlit explorer. `state` and `view` are plain functions; only the other modules know Streamlit."""

import os

# A visitor's frames are small: threads of their own cost each run more than they save, and all of them under load.
os.environ.setdefault("POLARS_MAX_THREADS", "1")  # Polars reads it when it is imported

"""The Streamlit explorer. `state` and `view` are plain functions; only the other modules know Streamlit."""

"""The tables as files: CSV, Parquet, Excel, GeoJSON, and the metadata that describes them."""

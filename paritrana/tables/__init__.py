"""From claims to tables: corrections, frames, targets, audit, and `build`, the whole way from a folder of seeds."""

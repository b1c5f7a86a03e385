"""What happened, for whoever runs the explorer: one logger, "paritrana", to standard error."""

import logging

log = logging.getLogger("paritrana")


def to_stderr() -> None:
    """Lines with time and level; does nothing where a handler was put there before."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)

"""How far a printed figure may be from the true one: half a unit of the last digit that was printed.

>>> rounding(27, "percent"), rounding(90.43, "percent"), rounding(1_600_000, "people"), rounding(14_242, "people")
(0.5, 0.005, 50000.0, 0.0)
"""

from decimal import Decimal

THOUSAND, MILLION = 1e3, 1e6  # "25 ribu", "1,6 juta": whole thousands are taken as rounded, other counts as counted


def rounding(value: float | None, unit: str | None) -> float:
    """Half a unit of the last digit of `value`; 0 for counts, placings and None."""
    if not value or unit in (None, "ordinal") or unit != "percent" and value % THOUSAND:
        return 0.0
    if unit != "percent" and value < MILLION:
        return THOUSAND / 2
    last = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** (min(last, 0) if unit == "percent" else last)

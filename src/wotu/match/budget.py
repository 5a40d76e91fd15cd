"""Dividing what is too little: in turn, or in proportion. Exact, in smallest units."""

from collections.abc import Sequence


def in_turn(limit: int, amounts: Sequence[int]) -> list[int]:
    """Serve amounts one after another; the one that empties the limit gets what is left."""
    given = []
    for amount in amounts:
        given.append(min(amount, limit))
        limit -= given[-1]
    return given


def pro_rata(limit: int, amounts: Sequence[int]) -> list[int]:
    """Cut everyone in proportion (按比例折减); nobody gets more than they asked for.

    Units lost to rounding go to the largest remainders, of equal ones to those who stand first.
    """
    total = sum(amounts)
    if total <= limit:
        return list(amounts)
    shares = [divmod(amount * limit, total) for amount in amounts]
    spare = limit - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(amounts)), key=lambda place: (-shares[place][1], place))
    lucky = set(by_remainder[:spare])
    return [share + (place in lucky) for place, (share, _) in enumerate(shares)]

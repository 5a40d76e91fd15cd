"""Amounts in 万元, as investments are written: ten thousand yuan, exact to the fen."""

from decimal import Decimal

FEN = 1_000_000
"""Fen in 1 万元."""
MOST = 10**17


def fen_of(text: str) -> int | None:
    """Read an amount in 万元 into fen; None where it is no amount, or not whole fen."""
    plain = text.strip().replace(",", "").replace("，", "").removesuffix("万元").strip()
    if not plain.isascii():
        return None
    try:
        fen = Decimal(plain) * FEN
    except ArithmeticError:  # no number, or one beyond every bound
        return None
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= MOST:
        return None
    return int(fen)


def wan_of(fen: int, *, grouped: bool = False) -> str:
    """Write fen in 万元, with as many decimals as it takes; for people, with commas between thousands."""
    whole, part = divmod(fen, FEN)
    decimals = f"{part:06}".rstrip("0")
    written = f"{whole:,}" if grouped else str(whole)
    return f"{written}.{decimals}" if decimals else written

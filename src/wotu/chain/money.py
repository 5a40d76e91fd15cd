"""Amounts in fen, as a sentence says them."""

from wotu.rules.text import Text


def money(fen: int) -> Text:
    """Return the amount for a sentence: 亿元 and 万元, or CNY with thousands; the fen are kept elsewhere."""
    yuan = fen // 100
    if yuan >= 100_000_000:
        chinese = f"{_trimmed(yuan / 100_000_000)}亿元"
    elif yuan >= 10_000:
        chinese = f"{_trimmed(yuan / 10_000)}万元"
    else:
        chinese = f"{yuan}元"
    return Text(chinese, f"CNY {yuan:,}")


def _trimmed(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")

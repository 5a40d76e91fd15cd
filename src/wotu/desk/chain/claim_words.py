"""Claims in words: what one says as a sentence, and its period."""

import datetime as dt

from wotu.chain.money import money
from wotu.industry.models import Claim, Statement
from wotu.rules.text import Text


def sentence(claim: Claim) -> Text:
    """Return what a claim says."""
    name = claim.name.name if claim.name else ""
    if claim.says == "makes":
        capacity = money(claim.amount_fen) if claim.amount_fen is not None else None
        return Text(
            f"{claim.firm} 生产 {name}" + (f"，年产能{capacity.zh}" if capacity else ""),
            f"{claim.firm} makes {name}" + (f", capacity {capacity.en} a year" if capacity else ""),
        )
    if claim.says == "input_of":
        return Text(f"{name} 用于 {claim.output}", f"{name} goes into {claim.output}")
    if claim.says == "serves":
        return Text(f"{claim.firm} 服务 {claim.words}", f"{claim.firm} serves {claim.words}")
    if claim.firm is None:
        stated: Statement | None = getattr(claim, "statement", None)
        zh, en = (
            (f"自述供应商“{stated.seller}”", f"from “{stated.seller}”, as it says")
            if (stated and stated.seller)
            else ("供应商未知", "seller not known")
        )
        return Text(f"{claim.buyer} 采购 {name}（{zh}）", f"{claim.buyer} buys {name} ({en})")
    return Text(
        f"{claim.firm} 向 {claim.buyer} 供应 {name or '（未注明产品）'}",
        f"{claim.firm} supplies {name or '(product not stated)'} to {claim.buyer}",
    )


def period(begins: dt.date | None, ends: dt.date | None) -> str:
    """Return a period as people write it: 2025, 2025Q1, 2025-03, a day, both its days; empty if unknown."""
    if begins is None or ends is None:
        return " – ".join(str(day or "…") for day in (begins, ends)) if begins or ends else ""
    if begins == ends:
        return begins.isoformat()
    after = ends + dt.timedelta(days=1)
    if begins.year == ends.year and begins.day == after.day == 1:
        months = ends.month - begins.month + 1
        if months == 12:
            return str(begins.year)
        if months == 1:
            return f"{begins:%Y-%m}"
        if months == 3 and ends.month % 3 == 0:
            return f"{begins.year}Q{ends.month // 3}"
    return f"{begins} – {ends}"

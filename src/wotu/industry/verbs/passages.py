"""Texts that were pasted: claims are read from them as proposals, and mended before they are confirmed."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wotu.audit.verbs import note
from wotu.chain.extraction import Extracted, extract
from wotu.chain.names.normal import normal
from wotu.industry.models import USES, Claim, Enterprise, Passage, ProductName
from wotu.industry.sheets.cells import Unreadable, read_code
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo

CONFIDENCE = 40
LONGEST = 20_000
_ENDING = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|（演示）)+$")
SHORTEST = 4
"""Characters of a name without its ending, by which a firm is still recognised in a text."""


@dataclass(frozen=True)
class Saying:
    """A claim of a text as an official reads it: firms by code, the product by name.

    A firm whose code is not on record yet is made with the name given beside it.
    """

    says: str
    firm: str
    product: str
    buyer: str = ""
    use: str = ""
    firm_name: str = ""
    buyer_name: str = ""


def add_passage(
    *, zone: str, title: str, address: str, text: str, by: str, now: dt.datetime
) -> tuple[Passage, int]:
    """Keep a text and propose what is said in it of firms the zone knows; return how many proposals.

    Raises:
        CannotDo: the source or the text is missing, the text is too long, or the address is none.
    """
    passage = Passage(
        zone=zone, title=title.strip()[:200], address=address.strip(), at=now, by=by,
        text=text.replace("\r\n", "\n").strip(),
    )  # fmt: skip
    if not passage.title or not passage.text:
        raise CannotDo("请填写出处和正文。", "Fill in the source and the text.")
    if len(passage.text) > LONGEST:
        raise CannotDo(
            f"正文最多{LONGEST}字，请分段粘贴。", f"A text has at most {LONGEST} characters: split it."
        )
    try:
        passage.full_clean()
    except ValidationError:
        raise CannotDo(
            "网址不对，应以 http 开头；没有就留空。", "The address is wrong; leave it empty if there is none."
        ) from None
    # Read before the zone waits for it: reading a long text takes its time.
    found = [one for one in extract(passage.text, known_firms(zone)) if one.is_known]
    with transaction.atomic():
        changed(zone)
        passage.save()
        made = _propose(passage, found, by, now)
        note(verb="add_passage", about=zone, by=by, now=now, passage=passage.pk, claims=made)
    return passage, made


def known_firms(zone: str) -> dict[str, str]:
    """Return the key of each firm of a zone by the names a text may call it.

    That is its full name, and the name without its legal ending where only one firm has that.
    """
    firms = list(Enterprise.objects.filter(zone=zone).values_list("name", "key"))
    full = Counter(name for name, _ in firms)
    names = {name: key for name, key in firms if full[name] == 1 and len(name) > 1}
    short = [(_ENDING.sub("", name), key) for name, key in firms]
    counted = Counter(name for name, _ in short)
    for name, key in short:
        if len(name) >= SHORTEST and counted[name] == 1:
            names.setdefault(name, key)
    return names


def unknown_in(passage: Passage) -> list[Extracted]:
    """Return what a text says of firms the zone does not know, as far as nobody has proposed it yet."""
    known = known_firms(passage.zone)
    taken = {(one.says, one.quote_at, one.name.normal if one.name else "") for one in passage.claims.all()}
    return [
        one
        for one in extract(passage.text, known)
        if not one.is_known and (one.says, one.at, normal(one.product) if one.product else "") not in taken
    ]


def propose_claim(
    *, passage: Passage, saying: Saying, quote: str, quote_at: int, by: str, now: dt.datetime
) -> Claim:
    """Propose a claim from a sentence of a text, as an official reads it.

    Raises:
        CannotDo: a firm or the product is missing or wrong, or the sentence does not stand there.
    """
    if not quote or passage.text[quote_at : quote_at + len(quote)] != quote:
        raise CannotDo("这句话不在原文里，请刷新。", "This sentence is not in the text. Reload the page.")
    with transaction.atomic():
        changed(passage.zone)
        claim = Claim(
            zone=passage.zone, passage=passage, quote=quote[:500], quote_at=quote_at, kind="extracted",
            source=passage.title, address=passage.address, confidence=CONFIDENCE, made_at=now, made_by=by,
            **_fields(passage.zone, saying, passage.title),
        )  # fmt: skip
        claim.full_clean()
        claim.save()
        note(verb="propose_claim", about=passage.zone, by=by, now=now, claim=claim.pk, passage=passage.pk)
    return claim


def mend_claim(*, claim: Claim, saying: Saying, by: str, now: dt.datetime) -> None:
    """Correct what was read from a text, while it is a proposal.

    Raises:
        CannotDo: it is no proposal from a text, or a firm or the product is missing or wrong.
    """
    with transaction.atomic():
        changed(claim.zone)
        found = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        if found.state != "proposed" or found.passage_id is None:
            raise CannotDo(
                "只能修改从文本摘取、还没有认定的主张。", "Only proposals read from a text can be corrected."
            )
        for field, value in _fields(found.zone, saying, found.source).items():
            setattr(found, field, value)
        found.full_clean()
        found.save()
        note(verb="mend_claim", about=found.zone, by=by, now=now, claim=found.pk)


def _fields(zone: str, saying: Saying, source: str) -> dict[str, Any]:
    """Return the fields of a claim; what is missing is refused in words."""
    if saying.says not in ("makes", "supplies"):
        raise CannotDo("请选择是“生产”还是“供应”。", "Choose whether it makes or supplies.")
    product = saying.product.strip()
    if len(product) > 200 or (product and not normal(product)):
        raise CannotDo("产品名称不对。", "The product’s name is wrong.")
    if saying.says == "makes" and not product:
        raise CannotDo("请填写产品。", "Fill in the product.")
    firm = _firm(zone, saying.firm, saying.firm_name, source)
    buyer = _firm(zone, saying.buyer, saying.buyer_name, source) if saying.says == "supplies" else None
    if buyer is not None and buyer.pk == firm.pk:
        raise CannotDo("采购方和供应商是同一家。", "Buyer and seller are one firm.")
    return {
        "says": saying.says, "firm": firm, "buyer": buyer, "name": _name(zone, product),
        "use": saying.use if saying.use in dict(USES) and saying.says == "supplies" else "",
    }  # fmt: skip


def _firm(zone: str, key: str, name: str, source: str) -> Enterprise:
    known = Enterprise.objects.filter(zone=zone, key=key.strip()).first()
    if known is not None:
        return known
    try:
        code = read_code(key)
    except Unreadable as error:
        raise CannotDo(
            f"企业代码：{error.problem.zh}；{error.fix.zh}。",
            f"Firm’s code: {error.problem.en}; {error.fix.en}.",
        ) from None
    found = Enterprise.objects.filter(zone=zone, key=code).first()
    if found is not None:
        return found
    said = name.strip()[:200]
    if not said:
        raise CannotDo(
            f"还没有登记代码为 {code} 的企业，请写上名称。",
            f"No firm is on record as {code}: write its name.",
        )
    return Enterprise.objects.create(zone=zone, key=code, name=said, source=source, is_demo="演示" in said)


def _name(zone: str, product: str) -> ProductName | None:
    if not product:
        return None
    found, _ = ProductName.objects.get_or_create(
        zone=zone, normal=normal(product), defaults={"name": product}
    )
    return found


def _propose(passage: Passage, found: Sequence[Extracted], by: str, now: dt.datetime) -> int:
    keys = {mention.key for one in found for mention in (one.firm, one.buyer) if mention and mention.key}
    firms = {firm.key: firm for firm in Enterprise.objects.filter(zone=passage.zone, key__in=keys)}
    made = Claim.objects.bulk_create(
        Claim(
            zone=passage.zone, says=one.says, firm=firms[one.firm.key or ""],
            buyer=firms[one.buyer.key or ""] if one.buyer else None, name=_name(passage.zone, one.product),
            use=one.use if one.says == "supplies" else "", imported=one.imported, kind="extracted",
            source=passage.title, address=passage.address, confidence=CONFIDENCE, passage=passage,
            quote=one.quote, quote_at=one.at, made_at=now, made_by=by,
        )
        for one in found
        if (one.firm.key in firms and one.buyer is None and one.says == "makes")
        or (one.buyer and {one.firm.key, one.buyer.key} <= firms.keys())
    )  # fmt: skip
    return len(made)

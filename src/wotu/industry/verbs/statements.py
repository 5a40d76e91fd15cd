"""A firm's own statements: made, corrected and taken back by the firm until an official decides on them."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction

from wotu.audit.verbs import note
from wotu.chain.names.normal import normal
from wotu.industry.models import Claim, Enterprise, ProductName, Site, Statement
from wotu.industry.verbs.revision import changed
from wotu.industry.wording import Unclear, Wording
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text

CONFIDENCE = 60
SOURCE = "企业在本平台填报"
_WORDS = tuple(Wording.__dataclass_fields__)


def state(*, party: Party, wording: Wording, by: str, now: dt.datetime) -> Statement:
    """Record what a firm says of itself; it is proposed to the officials.

    A firm the chain does not know yet is made from what the platform knows of it.

    Raises:
        Unclear: the firm said the same before, or names itself as its supplier.
    """
    with transaction.atomic():
        changed(party.zone)
        firm = _firm_of(party)
        _refuse_twice(party, firm, wording)
        claim = Claim(
            zone=party.zone, kind="statement", source=SOURCE, confidence=CONFIDENCE, made_at=now, made_by=by,
            **_fields(firm, wording),
        )  # fmt: skip
        claim.save()
        made = Statement.objects.create(party=party, claim=claim, at=now, by=by, **asdict(wording))
        _note("state_in_chain", made, by, now)
    return made


def correct(*, statement: Statement, wording: Wording, by: str, now: dt.datetime) -> None:
    """Say a thing in other words, while no official has decided on it; what was said before is kept.

    Raises:
        CannotDo: it is taken back, or was decided on.
        Unclear: the firm said the same elsewhere, or names itself as its supplier.
    """
    with transaction.atomic():
        changed(statement.party.zone)
        found, claim = _undecided(statement)
        before = _words(found)
        _reword(found, claim, wording)
        found.before = before
        found.save()
        _note("correct_in_chain", found, by, now)


def undo_correction(*, statement: Statement, by: str, now: dt.datetime) -> None:
    """Bring back what was said before the last correction.

    Raises:
        CannotDo: it was not corrected, is taken back, or was decided on.
    """
    with transaction.atomic():
        changed(statement.party.zone)
        found, claim = _undecided(statement)
        if found.before is None:
            raise CannotDo("这条没有改过。", "This was not corrected.")
        _reword(found, claim, Wording(**found.before))
        found.before = None
        found.save()
        _note("undo_correction_in_chain", found, by, now)


def withdraw(*, statement: Statement, by: str, now: dt.datetime) -> None:
    """Take a statement back, while no official has decided on it; its claim goes.

    Raises:
        CannotDo: it is taken back already, or was decided on.
    """
    with transaction.atomic():
        changed(statement.party.zone)
        found, claim = _undecided(statement)
        found.claim, found.withdrawn_at = None, now
        found.save(update_fields=["claim", "withdrawn_at"])
        claim.delete()
        _forget(claim.name_id)
        _note("withdraw_in_chain", found, by, now)


def bring_back(*, statement: Statement, by: str, now: dt.datetime) -> None:
    """Undo taking a statement back: it is proposed again.

    Raises:
        CannotDo: it stands.
        Unclear: the firm has said the same since.
    """
    with transaction.atomic():
        changed(statement.party.zone)
        found = Statement.objects.select_for_update().get(pk=statement.pk)
        if found.withdrawn_at is None:
            raise CannotDo("这条没有撤回。", "This was not taken back.")
        wording, firm = Wording(**_words(found)), _firm_of(found.party)
        _refuse_twice(found.party, firm, wording)
        found.claim = Claim.objects.create(
            zone=found.party.zone, kind="statement", source=SOURCE, confidence=CONFIDENCE, made_at=now,
            made_by=by, **_fields(firm, wording),
        )  # fmt: skip
        found.withdrawn_at = None
        found.save(update_fields=["claim", "withdrawn_at"])
        _note("bring_back_in_chain", found, by, now)


def say_seller(*, claim: Claim, seller: Enterprise, by: str, now: dt.datetime) -> None:
    """Say which firm a firm meant by the name of its supplier. For officials.

    Raises:
        CannotDo: it is no undecided statement of a purchase, or the firm would supply itself.
    """
    with transaction.atomic():
        changed(claim.zone)
        found = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        if found.says != "supplies" or found.state != "proposed" or not hasattr(found, "statement"):
            raise CannotDo(
                "只能为企业自述、还没有认定的采购指明供应商。",
                "A supplier is named only for a firm’s own statement that was not decided on.",
            )
        if seller.zone != found.zone or seller.pk == found.buyer_id:
            raise CannotDo("供应商不能是采购企业自己。", "A firm is not its own supplier.")
        found.firm = seller
        found.save(update_fields=["firm"])
        note(
            verb="say_seller", about=found.zone, by=by, now=now, claim=found.pk, seller=seller.key,
            named=found.statement.seller,
        )  # fmt: skip


def _firm_of(party: Party) -> Enterprise:
    """Return the firm of the chain a party is; by its credit code where nobody linked it, else a new one."""
    known = Enterprise.objects.filter(zone=party.zone)
    found = known.filter(party=party).first()
    if found is None and party.credit_code:
        found = known.filter(key=party.credit_code, party=None).first()
        if found is not None:
            found.party = party
            found.save(update_fields=["party"])
    if found is None:
        found = Enterprise.objects.create(
            zone=party.zone, key=party.credit_code or f"WOTU-{party.pk}", name=party.name, party=party,
            source=SOURCE, is_demo="演示" in party.name,
        )  # fmt: skip
        Site.objects.create(enterprise=found, place="园区", in_zone=True)
    return found


def _undecided(statement: Statement) -> tuple[Statement, Claim]:
    found = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if found.claim_id is None:
        raise CannotDo("这条已经撤回。", "This is taken back already.")
    claim = Claim.objects.select_for_update().get(pk=found.claim_id)
    if claim.state != "proposed":
        raise CannotDo(
            "园区已经对这条作了认定，不能再改。情况有变化，请另填一条。",
            "The zone has decided on this; it cannot be changed. If things are different now, state it anew.",
        )
    return found, claim


def _reword(statement: Statement, claim: Claim, wording: Wording) -> None:
    firm, name = _firm_of(statement.party), claim.name_id
    _refuse_twice(statement.party, firm, wording, but=statement)
    fields = _fields(firm, wording)
    if wording.says == statement.says == "needs" and wording.seller == statement.seller:
        fields["firm"] = claim.firm  # an official may have said who is meant
    for field, value in fields.items():
        setattr(claim, field, value)
    claim.save()
    for field, value in asdict(wording).items():
        setattr(statement, field, value)
    if claim.name_id != name:
        _forget(name)


def _refuse_twice(party: Party, firm: Enterprise, wording: Wording, *, but: Statement | None = None) -> None:
    if wording.seller and normal(wording.seller) == normal(firm.name):
        raise Unclear({"seller": Text("供应商不能是本企业。", "Your own firm is not your supplier.")})
    same = Statement.objects.filter(party=party, says=wording.says, withdrawn_at=None).exclude(
        claim__state="rejected"
    )
    form, seller = normal(wording.product), normal(wording.seller)
    for one in same.exclude(pk=but.pk if but else 0):
        if (normal(one.product), normal(one.seller)) == (form, seller) and one.year == wording.year:
            raise Unclear({"product": _TWICE})


_TWICE = Text(
    "这一条已经填过，见下面的列表；要补充内容，请在那里修改。",
    "You have stated this already, see the list below; to add something, correct it there.",
)


def _fields(firm: Enterprise, wording: Wording) -> dict[str, Any]:
    """Return the fields of the claim that says what a statement says."""
    name, _ = ProductName.objects.get_or_create(
        zone=firm.zone, normal=normal(wording.product), defaults={"name": wording.product}
    )
    if wording.says == "makes":
        return {"says": "makes", "firm": firm, "buyer": None, "name": name, "amount_fen": wording.amount_fen}
    year = wording.year
    return {
        "says": "supplies", "firm": _seller(firm, wording.seller), "buyer": firm, "name": name,
        "use": wording.use, "amount_fen": wording.amount_fen,
        "begins": dt.date(year, 1, 1) if year else None, "ends": dt.date(year, 12, 31) if year else None,
        "imported": wording.bought_at == "abroad" if wording.bought_at else None,
    }  # fmt: skip


def _seller(buyer: Enterprise, written: str) -> Enterprise | None:
    """Return the one firm of this name, in either script; who else is meant an official says."""
    if not written:
        return None
    others = Enterprise.objects.filter(zone=buyer.zone).exclude(pk=buyer.pk).only("pk", "name")
    found = [one for one in others if normal(one.name) == normal(written)]
    return found[0] if len(found) == 1 else None


def _forget(name: int | None) -> None:
    """Remove a name nobody gave a meaning and nothing is said with any more."""
    ProductName.objects.filter(pk=name or 0, state="open", claims=None, made_of=None).delete()


def _words(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in _WORDS}


def _note(verb: str, statement: Statement, by: str, now: dt.datetime) -> None:
    party = statement.party
    note(
        verb=verb, about=party.slug, by=by, now=now, zone=party.zone, statement=statement.pk,
        **_words(statement),
    )  # fmt: skip

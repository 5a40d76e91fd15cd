"""Writing entries: recorded by officials or stated by the firm, mended, confirmed, made void; their files."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.db import IntegrityError, transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.facts.evidence import keep_looked, look_at
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.services.credit_repair.models import CreditEntry, Intake, Material
from wotu.services.credit_repair.verbs.facts import speak

Side = Literal["firm", "desk"]
MATERIALS = ("corrected", "fine", "other")
MENDABLE = frozenset(
    {"level", "fine", "fine_paid", "corrected", "sites", "published_from", "violation", "decided_by"}
)


def record_entry(
    *, party: Party, values: Mapping[str, Any], side: Side, by: str, now: dt.datetime, today: dt.date,
    evidence: Evidence | None = None, intake: Intake | None = None,
) -> CreditEntry:  # fmt: skip
    """Bring an entry onto record; `values` as `forms.read_entry` reads them.

    Raises:
        CannotDo: the decision is on record already.
    """
    return record_entries(
        rows=[(party, values)], side=side, by=by, now=now, today=today, evidence=evidence, intake=intake
    )[0]


def record_entries(
    *, rows: Sequence[tuple[Party, Mapping[str, Any]]], side: Side, by: str, now: dt.datetime,
    today: dt.date, evidence: Evidence | None = None, intake: Intake | None = None,
) -> list[CreditEntry]:  # fmt: skip
    """Bring entries onto record, all or none; the facts of each firm follow once.

    Raises:
        CannotDo: a decision is on record already.
    """
    made = []
    with transaction.atomic():
        for party, values in rows:
            try:
                with transaction.atomic():
                    entry = CreditEntry.objects.create(
                        party=party, side=side, recorded_at=now, recorded_by=by, evidence=evidence,
                        intake=intake, **values,
                    )  # fmt: skip
            except IntegrityError as error:
                if "credit_entry_once" not in str(error):
                    raise
                number = values["document_number"]
                raise CannotDo(
                    f"决定书{number}已经登记过。", f"Decision {number} is on record already."
                ) from error
            note(
                verb="record_credit_entry", about=party.slug, by=by, now=now, entry=entry.pk, side=side,
                number=entry.document_number, document_date=str(entry.document_date), level=entry.level,
            )  # fmt: skip
            made.append(entry)
        for party in {party.pk: party for party, _ in rows}.values():
            speak(party=party, by=by, now=now, today=today)
    return made


def mend_entry(
    *, entry: CreditEntry, values: Mapping[str, Any], by: str, now: dt.datetime, today: dt.date
) -> CreditEntry:
    """Say more of an entry, or mend it; the official's word confirms what a firm stated.

    Raises:
        CannotDo: it is repaired or void, or its class would not fit its kind.
    """
    changes = {name: value for name, value in values.items() if name in MENDABLE}
    with transaction.atomic():
        found = _locked(entry, "published", "repairing")
        if found.sort == "dishonest_list" and changes.get("level", "serious") != "serious":
            raise CannotDo("严重失信主体名单的程度是严重。", "A listing is of the serious class.")
        before = {name: getattr(found, name) for name in changes}
        for name, value in changes.items():
            setattr(found, name, value)
        if found.published_from is not None and found.published_from < found.document_date:
            raise CannotDo("公示不能早于决定。", "Publication does not come before the decision.")
        if found.side == "firm" and found.confirmed_at is None:
            found.confirmed_at = now
        found.save()
        moved = sorted(name for name, value in before.items() if value != changes[name])
        note(verb="mend_credit_entry", about=found.party.slug, by=by, now=now, entry=found.pk, fields=moved)
        speak(party=found.party, by=by, now=now, today=today)
    return found


def void_entry(*, entry: CreditEntry, why: str, by: str, now: dt.datetime, today: dt.date) -> CreditEntry:
    """Make an entry void that should not be there (登记错误); it stays on record, with the reason.

    Raises:
        CannotDo: no reason is given, it is under repair, or over.
    """
    if not why.strip():
        raise CannotDo("请写明作废的理由。", "Say why it is void.")
    with transaction.atomic():
        found = _locked(entry, "published")
        found.state, found.void_reason = "void", why.strip()[:500]
        found.save()
        note(
            verb="void_credit_entry", about=found.party.slug, by=by, now=now, entry=found.pk, why=why.strip()
        )
        speak(party=found.party, by=by, now=now, today=today)
    return found


def hand_in(
    *, entry: CreditEntry, item: str, name: str, content: bytes, side: Side, user: User, now: dt.datetime
) -> Material:
    """Hand in a file for a line of an entry's checklist; it serves every body.

    Raises:
        NotEvidence: it is too large, empty, or not what is taken.
        CannotDo: there is no such line, it was handed in already, or the entry is over.
    """
    if item not in MATERIALS:
        raise CannotDo("请选择材料是哪一项。", "Choose what the file shows.")
    looked = look_at(party=entry.party, name=name, content=content, by=user.email, now=now)
    with transaction.atomic():
        found = _locked(entry, "published", "repairing")
        evidence = keep_looked(party=found.party, looked=looked, by=user.email, now=now)
        if found.materials.filter(item=item, evidence=evidence, removed_at=None).exists():
            raise CannotDo("这份材料已经交过。", "This file was handed in already.")
        made = Material.objects.create(entry=found, item=item, evidence=evidence, side=side, by=user, at=now)
        note(
            verb="hand_in_material", about=found.party.slug, by=user.email, now=now, entry=found.pk,
            item=item, digest=evidence.digest, side=side,
        )  # fmt: skip
    return made


def take_back_material(*, material: Material, user: User, now: dt.datetime) -> None:
    """Take a file back before the application is filed; that it was there stays on record."""
    with transaction.atomic():
        _locked(material.entry, "published")
        material.removed_at = now
        material.save(update_fields=["removed_at"])
        note(
            verb="take_back_material", about=material.entry.party.slug, by=user.email, now=now,
            entry=material.entry_id, material=material.pk,
        )  # fmt: skip


def undo_intake(*, intake: Intake, by: str, now: dt.datetime, today: dt.date) -> int:
    """Take a whole sheet back: its entries are void, unless one of them is under repair or repaired already.

    Raises:
        CannotDo: something has happened to one of them since.
    """
    with transaction.atomic():
        found = Intake.objects.select_for_update().get(pk=intake.pk)
        entries = list(found.entries.select_related("party"))
        if any(entry.state in ("repairing", "repaired") for entry in entries):
            raise CannotDo(
                "这批里已有信息在办或已修复，不能整批撤销。请逐条作废。",
                "Some of these are being repaired or are repaired. Make entries void one by one.",
            )
        for entry in entries:
            if entry.state == "published":
                void_entry(entry=entry, why="整批撤销 / sheet taken back", by=by, now=now, today=today)
        found.undone_at = now
        found.save(update_fields=["undone_at"])
        note(verb="undo_credit_intake", about=found.zone, by=by, now=now, intake=found.pk)
    return len(entries)


def _locked(entry: CreditEntry, *states: str) -> CreditEntry:
    found = CreditEntry.objects.select_for_update(of=("self",)).select_related("party").get(pk=entry.pk)
    if found.state not in states:
        raise CannotDo(
            f"这条信息现在是“{found.get_state_display()}”，不能这样改。",
            f"The entry is “{found.get_state_display()}” now; this cannot be done.",
        )
    return found

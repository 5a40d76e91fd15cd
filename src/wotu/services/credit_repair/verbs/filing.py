"""One application for one or several entries, filed by the firm or for it, with what was gathered."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.filing import file_case
from wotu.cases.verbs.saying import attach_kept
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.model import Measure
from wotu.rules.text import Text
from wotu.services.credit_repair.models import Consent, CreditEntry, Material

SERVICE = "credit_repair"
ITEM_WORDS = {
    "corrected": Text("整改材料", "Proof of correction"),
    "fine": Text("缴款凭证", "Receipt of the fine"),
    "other": Text("其他材料", "Other papers"),
}


def repair_measure(zone: Zone) -> Measure | None:
    """Return the measure applications are filed under: the zone's own before one it builds on."""
    mine = [measure for measure in zone.measures if measure.service == SERVICE]
    all_of = [measure for measure in zone.packs.measures.values() if measure.service == SERVICE]
    return next(iter([*mine, *all_of]), None)


def file_repair(
    *, zone: Zone, party: Party, entries: Sequence[CreditEntry], user: User, now: dt.datetime,
    today: dt.date, handled: bool = False,
) -> Case:  # fmt: skip
    """File one application (一件事) for some entries; what was gathered goes with it.

    `handled`: an official files it for the firm, under its consent.

    Raises:
        CannotDo: with every reason at once; without a consent in force for every entry nobody acts for it.
    """
    measure = repair_measure(zone)
    if measure is None:
        raise CannotDo("本园区没有信用修复服务。", "The zone has no credit repair service.")
    data: dict[str, object] = {"entries": [entry.pk for entry in entries]}
    if handled:
        data["consents"] = sorted(_consents(party, entries, today))
    with transaction.atomic():
        case = file_case(
            zone=zone, enterprise=party, subject=party, measure=measure.id, user=user, now=now, today=today,
            data=data, handled=handled,
        )  # fmt: skip
        for material in _once(entries):
            attach_kept(
                case=case, evidence=material.evidence, label=ITEM_WORDS[material.item].zh, user=material.by,
                side=material.side, now=now,
            )  # fmt: skip
    return case


def consent_for(party: Party, entry: CreditEntry, today: dt.date) -> Consent | None:
    """Return a consent in force by which officials may act on an entry."""
    found = Consent.objects.filter(party=party, entries=entry, revoked_at=None, until__gte=today)
    return found.select_related("given_by").first()


def _consents(party: Party, entries: Sequence[CreditEntry], today: dt.date) -> set[int]:
    found: set[int] = set()
    without = []
    for entry in entries:
        consent = consent_for(party, entry, today)
        if consent is None:
            without.append(entry)
        else:
            found.add(consent.pk)
    if without:
        numbers = "、".join(entry.document_number for entry in without)
        raise CannotDo(
            f"企业没有委托办理{numbers}，或委托已到期、已撤回。请先请企业在其页面上委托。",
            f"The firm has not consented to {numbers} being handled, or no longer. Ask it to, on its page.",
        )
    return found


def _once(entries: Iterable[CreditEntry]) -> list[Material]:
    """Return the files of some entries, each file once."""
    materials = Material.objects.filter(entry__in=list(entries), removed_at=None)
    found: dict[int, Material] = {}
    for material in materials.select_related("evidence", "by").order_by("at", "id"):
        found.setdefault(material.evidence_id, material)
    return list(found.values())

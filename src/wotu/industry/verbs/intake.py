"""Sheets of the chain: taken in, recorded as a whole or its good rows, undone as a whole.

Papers are confirmed as they are recorded: an invoice or customs declaration is a document. What firms said of
themselves stays a proposal, unless the official says that it was checked.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.chain.names.normal import normal
from wotu.facts.imports.sheet import Cells, digest_of, read_sheet
from wotu.industry.models import Claim, Enterprise, ProductName, SheetIntake, Site
from wotu.industry.sheets.checking import Checked, Good, check_sheet
from wotu.industry.sheets.columns import SORTS
from wotu.industry.verbs.revision import changed
from wotu.industry.verbs.sheet_figures import write_figures
from wotu.industry.verbs.taking_back import refuse_if_built_upon, take_back
from wotu.refusal import CannotDo

PAPER_CONFIDENCE, EXPERT_CONFIDENCE, STATEMENT_CONFIDENCE = 95, 70, 60
_FIRM_FIELDS: Final = {
    "industry": "industry", "sector": "sector", "size": "size_fen", "group": "group", "signs": "signs",
    "distress": "distress", "dissolved": "is_dissolved",
}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """An intake for a file: a new one, or the one this very file has already."""

    intake: SheetIntake
    is_new: bool


def open_intake(
    *, zone: str, sort: str, name: str, content: bytes, source: str, by: str, now: dt.datetime
) -> Opened:
    """Take in a sheet; nothing is recorded yet. The same file of the same sort is not taken in twice.

    Raises:
        NotASheet: the file cannot be read.
        CannotDo: there is no such sort of sheet.
    """
    if sort not in SORTS:
        raise CannotDo("请选择这是哪一种表。", "Choose which sort of sheet it is.")
    digest = digest_of(content)
    same = SheetIntake.objects.filter(zone=zone, sort=sort, digest=digest, undone_at=None)
    if (known := same.first()) is not None:
        return Opened(known, is_new=False)
    cells = read_sheet(name, content)
    try:
        with transaction.atomic():
            intake = SheetIntake.objects.create(
                zone=zone, sort=sort, name=name[-200:], digest=digest, sheet=cells.kept(),
                source=(source.strip() or name)[:300], opened_at=now, opened_by=by,
            )  # fmt: skip
            rows = len(cells.rows)
            note(verb="open_chain_intake", about=zone, by=by, now=now, intake=intake.pk, rows=rows)
    except IntegrityError as refused:  # somebody took the same file in at the same moment
        known = same.first()
        if known is None or "chain_intake_once" not in str(refused):
            raise
        return Opened(known, is_new=False)
    return Opened(intake, is_new=True)


def commit_intake(
    *, intake: SheetIntake, only_good: bool, verified: bool, zone_name: str, user: User, now: dt.datetime
) -> int:
    """Record a sheet; return how many rows that were. `verified` says an official checked the statements.

    A firm is in the zone if the sheet says so, its place in the sheet holds `zone_name`, or it is new and an
    enterprise registered there.

    Raises:
        CannotDo: it is recorded or undone, no row is good, or some are not and `only_good` is not set.
    """
    zone = intake.zone
    with transaction.atomic():
        changed(zone)
        locked = SheetIntake.objects.select_for_update().get(pk=intake.pk)
        if locked.committed_at is not None or locked.undone_at is not None:
            raise CannotDo("这份表已经登记或撤销。", "This sheet is recorded or undone already.")
        checked = check_sheet(locked.sort, Cells.of(locked.sheet), zone, timezone.localtime(now).year)
        if not checked.good:
            raise CannotDo(
                "没有可以登记的行，请改好后重新上传。",
                "No row is good. Mend the sheet and upload it again.",
            )
        if checked.bad and not only_good:
            raise CannotDo(
                f"有{checked.bad}行有问题。请改好重新上传，或选择只登记好的行。",
                f"{checked.bad} rows have problems. Mend the sheet, or record the good rows only.",
            )
        state = "confirmed" if locked.sort == "invoices" or verified else "proposed"
        made: dict[str, Any] = {"names": [], "sites": [], "changed": {}, "state": state}
        inside = _inside(checked, zone_name)
        firms = _make_firms(locked, checked, inside, made)
        if locked.sort == "firms":
            _describe_firms(checked.good, firms, inside, made)
            write_figures(checked.good, firms, locked.source, made)
        else:
            _place_known(checked.places, firms, inside, made)
            said = {"made_at": now, "made_by": user.email}
            if state == "confirmed":
                said |= {"decided_at": now, "decided_by": user}
            names = _names(zone, checked.good, made)
            _make_claims(locked, checked.good, firms, names, {**said, "state": state})
        locked.committed_at, locked.made = now, made
        locked.save(update_fields=["committed_at", "made"])
        note(
            verb="commit_chain_intake", about=zone, by=user.email, now=now, intake=locked.pk,
            rows=len(checked.good), left_out=checked.bad, firms=len(made["firms"]),
        )  # fmt: skip
    return len(checked.good)


def undo_intake(*, intake: SheetIntake, by: str, now: dt.datetime) -> int:
    """Take a whole sheet back; return how many claims went. Firms and names nothing else speaks of go too.

    The sheet itself stays on record. One not recorded yet is put away.

    Raises:
        CannotDo: it is undone already, an official decided on one of its claims since, or a later sheet
            changed the same of a firm.
    """
    with transaction.atomic():
        changed(intake.zone)
        locked = SheetIntake.objects.select_for_update().get(pk=intake.pk)
        if locked.undone_at is not None:
            raise CannotDo("这份表已经撤销。", "This sheet is undone already.")
        if decided := decided_since(locked).count():
            raise CannotDo(
                f"之后已有人对其中{decided}条作了认定，不能整批撤销。请先撤销那些认定。",
                f"{decided} of its claims were decided on since. Undo those decisions first.",
            )
        refuse_if_built_upon(locked)
        claims, _ = locked.claims.all().delete()
        take_back(locked)
        locked.undone_at = now
        locked.save(update_fields=["undone_at"])
        note(verb="undo_chain_intake", about=locked.zone, by=by, now=now, intake=locked.pk, claims=claims)
    return claims


def decided_since(intake: SheetIntake) -> "QuerySet[Claim]":
    """Return the claims of a recorded sheet somebody decided on after it was recorded."""
    if intake.made.get("state") == "confirmed":
        return intake.claims.exclude(state="confirmed", decided_at=intake.committed_at)
    return intake.claims.exclude(state="proposed")


def _inside(checked: Checked, zone_name: str) -> set[str]:
    """Return the codes of the firms that are in the zone."""
    places = [(firm.key, firm.place) for firm in checked.new_firms.values()]
    places += checked.places.items()
    places += [(key, row.values.get("place") or "") for row in checked.good if (key := row.firms.get("firm"))]
    inside = {key for key, place in places if zone_name and zone_name in place}
    inside |= {firm.key for firm in checked.new_firms.values() if firm.party}
    for row in checked.good:
        key, said = row.firms.get("firm"), row.values.get("in_zone")
        if key and said is not None:
            (inside.add if said else inside.discard)(key)
    return inside


def _make_firms(
    intake: SheetIntake, checked: Checked, inside: set[str], made: dict[str, Any]
) -> dict[str, Enterprise]:
    """Return the sheet's firms by code; those not known yet are made."""
    new, rows = checked.new_firms.values(), checked.good
    fresh = Enterprise.objects.bulk_create(
        Enterprise(
            zone=intake.zone, key=firm.key, name=firm.name, party=firm.party, source=intake.source,
            is_demo="演示" in firm.name,
        )
        for firm in new
    )  # fmt: skip
    made["firms"] = [firm.pk for firm in fresh]
    made["parties"] = {str(firm.pk): firm.party_id for firm in fresh if firm.party_id}
    places = {firm.key: firm.place for firm in new}
    first = Site.objects.bulk_create(
        Site(enterprise=firm, place=places[firm.key] or "园区", in_zone=firm.key in inside)
        for firm in fresh
        if places[firm.key] or firm.key in inside
    )
    made["first_sites"] = [site.pk for site in first]
    keys = {key for row in rows for key in row.firms.values() if key}
    return {firm.key: firm for firm in Enterprise.objects.filter(zone=intake.zone, key__in=keys)}


def _describe_firms(
    rows: Sequence[Good], firms: Mapping[str, Enterprise], inside: set[str], made: dict[str, Any]
) -> None:
    """Write what a sheet of firms says of them: only what it does say; what was there before is kept."""
    touched = []
    for row in rows:
        firm = firms[row.firms["firm"] or ""]
        before: dict[str, list[Any]] = {}
        for name, field in _FIRM_FIELDS.items():
            said = row.values.get(name)
            if said is not None and said != getattr(firm, field):
                before[field] = [getattr(firm, field), said]
                setattr(firm, field, said)
        if before:
            touched.append(firm)
            made["changed"][str(firm.pk)] = before
    Enterprise.objects.bulk_update(touched, list(_FIRM_FIELDS.values()), batch_size=500)
    _place_firms(rows, firms, inside, made)


def _place_firms(
    rows: Sequence[Good], firms: Mapping[str, Enterprise], inside: set[str], made: dict[str, Any]
) -> None:
    """Add the places of the sheet that are not known of their firms yet.

    A place that is known is in the zone from now on if the sheet says so and the firm was not here.
    """
    known: dict[int, dict[str, Site]] = {}
    here: set[int] = set()
    for site in Site.objects.filter(enterprise__in=firms.values()):
        known.setdefault(site.enterprise_id, {})[site.place] = site
        if site.in_zone and site.closed_on is None:
            here.add(site.enterprise_id)
    fresh, moved_in = [], []
    for row in rows:
        key = row.firms["firm"] or ""
        firm, is_inside = firms[key], key in inside
        place = row.values.get("place") or ("园区" if is_inside and firm.pk not in here else "")
        stands = known.get(firm.pk, {}).get(place)
        if place and stands is None:
            fresh.append(Site(enterprise=firm, place=place, in_zone=is_inside))
        elif stands and is_inside and firm.pk not in here and not stands.in_zone:
            moved_in.append(stands.pk)
    Site.objects.filter(pk__in=moved_in).update(in_zone=True)
    made["moved_in"] = moved_in
    made["sites"] = [site.pk for site in Site.objects.bulk_create(fresh)]


def _make_claims(
    intake: SheetIntake,
    rows: Sequence[Good],
    firms: Mapping[str, Enterprise],
    names: Mapping[str, ProductName],
    said: Mapping[str, Any],
) -> None:
    fields = _FIELDS[intake.sort]
    claims = (
        Claim(
            zone=intake.zone, intake=intake, source=row.values.get("source") or intake.source,
            row=row.number, name=names.get(normal(row.values.get("product") or "")),
            output=names.get(normal(row.values.get("output") or "")), **fields(row, firms), **said,
        )
        for row in rows
    )  # fmt: skip
    Claim.objects.bulk_create(claims, batch_size=2_000)


def _place_known(
    places: Mapping[str, str], firms: Mapping[str, Enterprise], inside: set[str], made: dict[str, Any]
) -> None:
    """Write where firms on record are of which no place was known."""
    sites = Site.objects.bulk_create(
        Site(enterprise=firms[key], place=place, in_zone=key in inside) for key, place in places.items()
    )
    made["sites"] = [site.pk for site in sites]


def _names(zone: str, rows: Sequence[Good], made: dict[str, Any]) -> dict[str, ProductName]:
    """Return the names of a sheet by their spelling-free form; those never written before are opened."""
    written: dict[str, str] = {}
    for row in rows:
        for product in filter(None, (row.values.get("product"), row.values.get("output"))):
            written.setdefault(normal(product), product)
    known = ProductName.objects.filter(zone=zone, normal__in=written)
    names = {name.normal: name for name in known}
    fresh = ProductName.objects.bulk_create(
        ProductName(zone=zone, name=name, normal=key) for key, name in written.items() if key not in names
    )
    made["names"] = [name.pk for name in fresh]
    return names | {name.normal: name for name in fresh}


def _makes(row: Good, firms: Mapping[str, Enterprise]) -> dict[str, Any]:
    return {
        "says": "makes", "firm": firms[row.firms["firm"] or ""], "amount_fen": row.values.get("capacity"),
        "kind": "statement", "confidence": STATEMENT_CONFIDENCE,
    }  # fmt: skip


def _stated(row: Good, firms: Mapping[str, Enterprise]) -> dict[str, Any]:
    values, seller = row.values, row.firms["seller"]
    begins, ends = values.get("period") or (None, None)
    return {
        "says": "supplies", "firm": firms[seller] if seller else None,
        "buyer": firms[row.firms["buyer"] or ""], "use": values.get("use") or "",
        "amount_fen": values.get("amount"), "begins": begins, "ends": ends,
        "imported": values.get("imported"), "kind": "statement", "confidence": STATEMENT_CONFIDENCE,
    }  # fmt: skip


def _input(row: Good, _firms: Mapping[str, Enterprise]) -> dict[str, Any]:
    levels = {name: row.values.get(name) for name in ("criticality", "substitutability")}
    return {
        "says": "input_of", "use": row.values["use"], "kind": "expert", "confidence": EXPERT_CONFIDENCE,
        **levels,
    }  # fmt: skip


def _paper(row: Good, firms: Mapping[str, Enterprise]) -> dict[str, Any]:
    return _stated(row, firms) | {
        "kind": row.values.get("kind") or "invoice", "paper": row.values.get("paper") or "",
        "confidence": PAPER_CONFIDENCE,
    }  # fmt: skip


_FIELDS: Final = {"products": _makes, "suppliers": _stated, "input_of": _input, "invoices": _paper}

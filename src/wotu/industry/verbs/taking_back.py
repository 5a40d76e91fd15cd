"""Taking back what a sheet brought besides its claims, as far as nothing later rests on it."""

from typing import Any

from django.db.models import QuerySet

from wotu.industry.models import Enterprise, ProductName, SheetIntake, Site
from wotu.industry.verbs.sheet_figures import take_back_figures
from wotu.refusal import CannotDo


def refuse_if_built_upon(intake: SheetIntake) -> None:
    """Refuse where a later sheet changed the same of a firm: its value would be lost or come back wrongly.

    Raises:
        CannotDo: there is such a sheet, which is named.
    """
    ours = _said_of_firms(intake)
    for later in _later(intake).order_by("-committed_at", "-pk") if ours else ():
        if ours & _said_of_firms(later):
            raise CannotDo(
                f"之后登记的《{later.name}》改了同一家企业的同一项，请先撤销那一份。",
                f"“{later.name}”, recorded since, changed the same of a firm. Undo that sheet first.",
            )


def _said_of_firms(intake: SheetIntake) -> set[tuple[str, str]]:
    """Return of which firm a sheet changed what: fields, and years of income."""
    said = (intake.made.get(part, {}) for part in ("changed", "figures"))
    return {(pk, name) for firms in said for pk, names in firms.items() for name in names}


def take_back(intake: SheetIntake) -> None:
    """Bring back what was said of firms before, and remove firms and names nothing else speaks of."""
    made = intake.made
    for pk, fields in made.get("changed", {}).items():
        for field, (before, after) in fields.items():
            Enterprise.objects.filter(pk=pk, **{field: after}).update(**{field: before})
    take_back_figures(made)
    Site.objects.filter(pk__in=made.get("moved_in", [])).update(in_zone=False)
    Site.objects.filter(pk__in=made.get("sites", []), signed_in=None).delete()
    _unused_firms(intake, made).delete()
    names = ProductName.objects.filter(pk__in=made.get("names", []), state="open", claims=None, made_of=None)
    names.delete()


def _unused_firms(intake: SheetIntake, made: dict[str, Any]) -> "QuerySet[Enterprise]":
    """Return the firms the sheet made that nobody has claimed, described, placed or linked since."""
    firms: list[int] = made.get("firms", [])
    placed = Site.objects.filter(enterprise__in=firms).exclude(pk__in=made.get("first_sites", []))
    described = {int(pk) for later in _later(intake) for pk in later.made.get("changed", {})}
    used = {*placed.values_list("enterprise", flat=True), *described}
    parties: dict[str, int] = made.get("parties", {})
    for pk, party in Enterprise.objects.filter(pk__in=firms).values_list("pk", "party"):
        if party != parties.get(str(pk)):
            used.add(pk)
    return Enterprise.objects.filter(
        pk__in={*firms} - used, said_of=None, buys=None, leads=None, leads_chains=None, figures=None
    )


def _later(intake: SheetIntake) -> "QuerySet[SheetIntake]":
    """Return the sheets recorded since that stand."""
    found = SheetIntake.objects.filter(zone=intake.zone, undone_at=None)
    return found.filter(committed_at__gt=intake.committed_at) if intake.committed_at else found.none()

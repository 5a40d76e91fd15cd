"""Where a measure is filed for from a list of measures, or where the case is that there is already."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

from wotu.access.actor import VISITOR, Actor
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case
from wotu.cases.reads import by_subject, cases_about, cases_of
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.rules.text import Text

register = template.Library()
FILE, FOLLOW, CONFIRM = Text("申报", "File"), Text("看办件", "See the case"), Text("去确认", "Confirm")


@dataclass(frozen=True)
class CaseLink:
    """A link beside a measure: what it says and where it leads; `is_new` where there is no case yet."""

    label: Text
    address: str
    is_new: bool


@register.simple_tag(takes_context=True)
def case_link(context: Context, party: Party, measure: str, subject: str) -> CaseLink | None:
    """Return the link for a measure and a subject; None for who may not file, or where nothing is filed."""
    asking: Actor = context.get("actor") or VISITOR
    is_person = party.kind == "person"
    mine = asking.members.get(party.pk) == "owner" if is_person else asking.may_for("claim_own", party)
    service = _service(party, measure)
    if not mine or not service or kind_of(service) is None:
        return None
    space = "own_cases" if is_person else "cases"
    case = _cases(context, party).get((measure, subject))
    if case is not None:
        label = CONFIRM if case.state == "offered" else FOLLOW
        return CaseLink(label, reverse(f"portal:{space}:case", args=[party.slug, case.pk]), is_new=False)
    own = _own_page(service, party) if not is_person else None
    filing = own or reverse(f"portal:{space}:file", args=[party.slug, measure, subject])
    return CaseLink(FILE, filing, is_new=True)


def _own_page(service: str, party: Party) -> str | None:
    """Return the first page of a kind that asks for more than facts; None for one that has none."""
    try:
        return reverse(f"portal:{service}:home", args=[party.slug])
    except NoReverseMatch:
        return None


def _service(party: Party, measure: str) -> str:
    where = zone(party.zone)
    found = where.packs.measures.get(measure) if where else None
    return found.service if found else ""


def _cases(context: Context, party: Party) -> dict[tuple[str, str], Case]:
    """Return the cases that stand and that the party's pages show, read once for a page.

    They are kept with the request: what a template renders with is new in every template it includes.
    """
    kept: dict[int, dict[tuple[str, str], Case]] = context["request"].__dict__.setdefault("_cases_shown", {})
    if party.pk not in kept:
        kept[party.pk] = by_subject(cases_about(party) if party.kind == "person" else cases_of(party))
    return kept[party.pk]

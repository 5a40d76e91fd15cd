"""Reading tags, saved filters and lists of firms."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, F, OrderBy, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from wotu.filing.models import SavedFilter, Tag, TagChange, Tagging
from wotu.parties.models import Party

Order = str | OrderBy
ORDERS: Mapping[str, tuple[Order, ...]] = {
    "name": ("name", "pk"),
    "-name": ("-name", "pk"),
    "certain": (F("glance__certain").asc(nulls_last=True), "pk"),
    "-certain": (F("glance__certain").desc(nulls_last=True), "pk"),
    "questions": (F("glance__questions").asc(nulls_last=True), "pk"),
    "-questions": (F("glance__questions").desc(nulls_last=True), "pk"),
}
"""How a list of firms may be sorted; a minus turns it round."""


def firms(
    zone: str,
    *,
    words: str = "",
    section: str = "",
    size_class: str = "",
    tag: int | None = None,
    least: int | None = None,
    questions: bool | None = None,
    order: str = "name",
) -> QuerySet[Party]:
    """Return a zone's enterprises with their glance.

    Args:
        zone: the zone's id.
        words: part of a name, a credit code or pinyin initials.
        section: the letter of an industry section; `?` for firms whose industry is unknown.
        size_class: large, medium, small, micro; `?` for unknown.
        tag: the id of a tag they have.
        least: the money, in fen, that is certain at least.
        questions: whether questions are open.
        order: a key of `ORDERS`.
    """
    found = Party.objects.filter(kind="enterprise", zone=zone).select_related("glance")
    if words.strip():
        found = found.matching(words)
    for column, wanted in (("glance__section", section), ("glance__size_class", size_class)):
        if wanted:
            unknown = Q(**{column: ""}) | Q(glance=None)
            found = found.filter(unknown if wanted == "?" else Q(**{column: wanted}))
    if tag is not None:
        found = found.filter(taggings__tag=tag)
    if least is not None:
        found = found.filter(glance__certain__gte=least)
    if questions is not None:
        found = found.filter(glance__questions__gt=0) if questions else found.filter(glance__questions=0)
    return found.order_by(*ORDERS.get(order, ORDERS["name"]))


def by_section(firms: QuerySet[Party]) -> list[tuple[str, int]]:
    """Return how many of some firms each industry section has, the most first; `""` is unknown."""
    counted = firms.order_by().values_list(Coalesce("glance__section", Value(""))).annotate(n=Count("pk"))
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def tags_of_zone(zone: str) -> list[Tag]:
    """Return a zone's tags that are in use, with how many firms have each (`used`)."""
    return list(Tag.objects.filter(zone=zone).annotate(used=Count("taggings")).filter(used__gt=0))


def tags_of(parties: Iterable[Party]) -> Mapping[int, list[Tag]]:
    """Return the tags of firms, by the firm's key."""
    found: dict[int, list[Tag]] = {}
    for tagging in (
        Tagging.objects.filter(party__in=list(parties)).select_related("tag").order_by("tag__name")
    ):
        found.setdefault(tagging.party_id, []).append(tagging.tag)
    return found


def last_tag_change(zone: str, by: str) -> TagChange | None:
    """Return what an official last did with tags, unless it was taken back."""
    last = TagChange.objects.filter(zone=zone, by=by).select_related("tag").first()
    return last if last is not None and last.undone_at is None else None


def tag_changes_of(party: Party, limit: int) -> list[TagChange]:
    """Return the changes of a firm's tags that still stand, the last first."""
    changes = TagChange.objects.filter(zone=party.zone, parties__contains=[party.pk], undone_at=None)
    return list(changes.select_related("tag")[:limit])


def saved_filters(user_id: int, zone: str, section: str) -> list[SavedFilter]:
    """Return an official's filters of a section."""
    return list(SavedFilter.objects.filter(user=user_id, zone=zone, section=section))

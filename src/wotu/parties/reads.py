"""Reading parties."""

from collections.abc import Iterable, Mapping

from django.db.models import Count

from wotu.parties.models import Membership, Party

MOST_SHOWN = 30


def enterprise(slug: str) -> Party | None:
    """Return the enterprise of this public name."""
    return Party.objects.enterprises().filter(slug=slug).first()


def enterprises_of(zone: str) -> list[Party]:
    """Return a zone's enterprises."""
    return list(Party.objects.enterprises().filter(zone=zone))


def members_of(enterprises: Iterable[Party]) -> list[Party]:
    """Return the people, projects and sites of these enterprises."""
    return list(Party.objects.filter(owner__in=list(enterprises)).order_by("kind", "slug"))


def search(words: str, zone: str = "", limit: int = MOST_SHOWN, *, demo_only: bool = False) -> list[Party]:
    """Return enterprises by name, credit code or pinyin initials; without words, the first ones."""
    found = Party.objects.enterprises()
    if demo_only:
        found = found.filter(is_demo=True)
    if zone:
        found = found.filter(zone=zone)
    if words.strip():
        found = found.matching(words)
    return list(found[:limit])


def enterprise_counts() -> Mapping[str, int]:
    """Return how many enterprises each zone has."""
    rows = Party.objects.enterprises().order_by().values("zone").annotate(number=Count("pk"))
    return {row["zone"]: row["number"] for row in rows}


def memberships_of(party: Party) -> list[Membership]:
    """Return everybody who acts or acted for a party, whoever began last first."""
    return list(Membership.objects.filter(party=party).select_related("user").order_by("-since", "-pk"))

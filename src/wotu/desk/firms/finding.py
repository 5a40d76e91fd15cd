"""Finding firms: by name, credit code or pinyin initials."""

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse

from wotu.access.actor import Actor
from wotu.desk.search.hits import BEGINS, EXACT, INITIALS, INSIDE, Hit
from wotu.filing.reads import firms
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def find(actor: Actor, zone: Zone, words: str, limit: int) -> list[Hit]:  # noqa: ARG001  # as every source
    """Return the zone's firms that fit, ranked by the database: there may be very many."""
    compact = words.replace(" ", "").lower()
    rank = Case(
        When(name__iexact=words, then=Value(EXACT)),
        When(credit_code__iexact=compact, then=Value(EXACT)),
        When(name__istartswith=words, then=Value(BEGINS)),
        When(credit_code__istartswith=compact, then=Value(BEGINS)),
        When(initials__startswith=compact, then=Value(INITIALS)),
        default=Value(INSIDE), output_field=IntegerField(),
    )  # fmt: skip
    found = firms(zone.id, words=words).annotate(fit=rank).order_by("fit", "name", "pk")[:limit]
    return [
        Hit(
            _same(firm.name), _same(firm.credit_code) if firm.credit_code else None,
            reverse("desk:firms:record", args=[zone.id, firm.slug]), firm.fit,
        )
        for firm in found
    ]  # fmt: skip


def _same(word: str) -> Text:
    """Return a word that is the same in both languages."""
    return Text(word, word)

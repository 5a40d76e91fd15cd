"""Writing parties."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from wotu.audit.verbs import note
from wotu.match.credit_code import checked
from wotu.parties.models import Party
from wotu.rules.vocabulary import About

_KEPT = ("kind", "zone", "name", "initials", "credit_code", "owner_id", "is_demo")


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as it is registered; `owner` is the slug of its enterprise."""

    slug: str
    kind: About
    zone: str
    name: str
    credit_code: str = ""
    owner: str = ""
    is_demo: bool = False


def register_parties(
    *, parties: Sequence[NewParty], about: str, by: str, now: dt.datetime
) -> Mapping[str, Party]:
    """Register parties, or bring those already known up to date; return them by slug.

    Enterprises come before what belongs to them. Repeating it changes nothing.

    Raises:
        WrongCreditCode: a credit code is wrong.
        KeyError: an owner is not among the parties registered or known.
    """
    with transaction.atomic():
        wanted = {party.slug for party in parties} | {party.owner for party in parties if party.owner}
        known = {party.slug: party for party in Party.objects.filter(slug__in=wanted)}
        created = changed = 0
        for kinds in (("enterprise",), ("person", "project", "site")):
            fresh, stale = [], []
            for new in (party for party in parties if party.kind in kinds):
                record = _record(new, known)
                old = known.get(new.slug)
                if old is None:
                    fresh.append(record)
                elif any(getattr(old, name) != getattr(record, name) for name in _KEPT):
                    record.pk = old.pk
                    stale.append(record)
            known |= {party.slug: party for party in Party.objects.bulk_create(fresh, batch_size=1_000)}
            Party.objects.bulk_update(stale, _KEPT_FIELDS, batch_size=1_000)
            known |= {party.slug: party for party in stale}
            created, changed = created + len(fresh), changed + len(stale)
        if created or changed:
            note(verb="register_parties", about=about, by=by, now=now, created=created, changed=changed)
    return {party.slug: known[party.slug] for party in parties}


_KEPT_FIELDS = ["owner" if name == "owner_id" else name for name in _KEPT]


def _record(new: NewParty, known: Mapping[str, Party]) -> Party:
    return Party(
        slug=new.slug, kind=new.kind, zone=new.zone, name=new.name, initials=initials(new.name),
        credit_code=checked(new.credit_code) if new.credit_code else "",
        owner=known[new.owner] if new.owner else None, is_demo=new.is_demo,
    )  # fmt: skip


def initials(name: str) -> str:
    """Return the pinyin initials of a name, so that 沃土科技 is found by wtkj."""
    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default"))
    return "".join(letter for letter in letters.lower() if letter.isalnum() and letter.isascii())[:200]

"""Saying which firm of the chain is which enterprise of this platform, so that its measures are at hand."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.industry.models import Enterprise
from wotu.industry.verbs.revision import changed
from wotu.parties.models import Party
from wotu.refusal import CannotDo


def link_party(*, enterprise: Enterprise, party: Party, by: str, now: dt.datetime) -> Enterprise:
    """Say that a firm of the chain is this enterprise of the platform.

    Raises:
        CannotDo: the enterprise is of another zone, or is another firm of the chain already.
    """
    if party.kind != "enterprise" or party.zone != enterprise.zone:
        raise CannotDo("只能关联本园区的企业。", "Only an enterprise of this zone can be linked.")
    with transaction.atomic():
        changed(enterprise.zone)
        taken = Enterprise.objects.filter(party=party).exclude(pk=enterprise.pk).first()
        if taken is not None:
            raise CannotDo(
                f"{party.name}已关联到产业链中的{taken.name}；请先解除那里的关联。",
                f"{party.name} is linked to {taken.name} already; unlink it there first.",
            )
        enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        enterprise.party = party
        enterprise.save(update_fields=["party"])
        note(
            verb="link_party", about=f"{enterprise.zone}/{enterprise.key}", by=by, now=now,
            zone=enterprise.zone, party=party.slug,
        )  # fmt: skip
    return enterprise


def unlink_party(*, enterprise: Enterprise, by: str, now: dt.datetime) -> Enterprise:
    """Take back that a firm of the chain is an enterprise of the platform.

    Raises:
        CannotDo: it is not linked.
    """
    with transaction.atomic():
        changed(enterprise.zone)
        enterprise = (
            Enterprise.objects.select_for_update(of=("self",)).select_related("party").get(pk=enterprise.pk)
        )
        if enterprise.party is None:
            raise CannotDo("它没有关联平台企业。", "It is not linked to an enterprise.")
        slug, enterprise.party = enterprise.party.slug, None
        enterprise.save(update_fields=["party"])
        note(
            verb="unlink_party", about=f"{enterprise.zone}/{enterprise.key}", by=by, now=now,
            zone=enterprise.zone, party=slug,
        )  # fmt: skip
    return enterprise

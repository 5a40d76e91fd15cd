"""Signing (签约): what came of a lead, and taking it back on the same day."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.industry.models import OPEN_LEADS, Claim, Lead, Signing, Site
from wotu.industry.reads import names_of, product_of_lead
from wotu.industry.verbs.leads import (
    PAGE,
    about,
    followed_already,
    locked,
    refuse_second,
    required,
    state_of_open,
)
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo


def sign_lead(
    *, lead: Lead, title: str, signed_on: dt.date, investment_fen: int, words: str, place: str, user: User,
    now: dt.datetime, today: dt.date,
) -> Signing:  # fmt: skip
    """Record that the firm of a lead signed (签约); with a `place` it produces in the zone from now on.

    A firm that comes to the zone makes the product there: where no claim says so yet, one of the signing
    does. So the link is no longer missing.

    Args:
        words: anything more, may be empty.
        place: where in the zone; empty if it is not settled that the firm comes.

    Raises:
        CannotDo: something is missing or wrong, the lead is over, the firm has that place already, or no
            name means the product.
    """
    title = required(title, 200, "请填写项目名称。", "The project needs its name.")
    if signed_on > today:
        raise CannotDo("签约日期不能晚于今天。", "What is not signed yet cannot be recorded as signed.")
    if investment_fen <= 0:
        raise CannotDo("投资额要大于零。", "The investment is above zero.")
    if len(words) > PAGE:
        raise CannotDo(f"说明最多{PAGE}字。", f"The note has {PAGE} characters at most.")
    place = place.strip()
    with transaction.atomic():
        if place:
            changed(lead.zone)  # first: nobody else says meanwhile what the firm makes
        lead = locked(lead, *OPEN_LEADS)
        site = _settle(lead, place) if place else None
        claim = _claim(lead, title, user, now) if site else None
        signing = Signing.objects.create(
            lead=lead, title=title, signed_on=signed_on, investment_fen=investment_fen, note=words.strip(),
            site=site, claim=claim, at=now, by=user,
        )  # fmt: skip
        lead.state, lead.closed_at = "signed", now
        lead.save(update_fields=["state", "closed_at"])
        note(
            verb="sign_lead", about=about(lead), by=user.email, now=now, zone=lead.zone, title=title,
            firm=lead.enterprise.key, product=lead.product.slug, signed_on=signed_on.isoformat(),
            investment_fen=investment_fen, place=place, claim=claim.pk if claim else None,
        )  # fmt: skip
    return signing


def take_back_signing(*, lead: Lead, user: User, now: dt.datetime, today: dt.date) -> Lead:
    """Take a signing back (撤回签约) on the day it was recorded: everything is as it was before.

    Raises:
        CannotDo: it was recorded by somebody else or on another day, is not signed, or the firm was taken up
            for the product again meanwhile.
    """
    try:
        with transaction.atomic():
            if Signing.objects.filter(lead=lead, site__isnull=False).exists():
                changed(lead.zone)  # first, as in signing: two who wait for each other would both be refused
            lead = locked(lead, "signed")
            signing = Signing.objects.select_related("site", "claim").get(lead=lead)
            if not may_take_back(signing, user, today):
                raise CannotDo(
                    "签约只能由登记人在登记当天撤回。",
                    "Only who recorded a signing takes it back, on that day.",
                )
            refuse_second(product_of_lead(lead), lead.enterprise)
            site, claim = signing.site, signing.claim
            signing.delete()
            for said in (claim, site):
                if said is not None:
                    said.delete()
            lead.state, lead.closed_at = state_of_open(lead), None
            lead.save(update_fields=["state", "closed_at"])
            note(
                verb="take_back_signing", about=about(lead), by=user.email, now=now, zone=lead.zone,
                title=signing.title, investment_fen=signing.investment_fen,
                signed_on=signing.signed_on.isoformat(), place=site.place if site else "",
            )  # fmt: skip
    except IntegrityError as refused:
        raise followed_already(refused, product_of_lead(lead), lead.enterprise) from refused
    return lead


def may_take_back(signing: Signing, user: User | None, today: dt.date) -> bool:
    """Tell whether somebody may still take a signing back."""
    return user is not None and signing.by_id == user.pk and timezone.localtime(signing.at).date() == today


def _settle(lead: Lead, place: str) -> Site:
    if len(place) > 200:
        raise CannotDo("生产地最多200字。", "A place has 200 characters at most.")
    if Site.objects.filter(enterprise=lead.enterprise, place=place).exists():
        raise CannotDo(
            f"{lead.enterprise.name}已登记生产地“{place}”。请写明园区内的具体地块或厂房。",
            f"{lead.enterprise.name} has the site “{place}” already. Name the plot or building in the zone.",
        )
    return Site.objects.create(enterprise=lead.enterprise, place=place, in_zone=True)


def _claim(lead: Lead, title: str, user: User, now: dt.datetime) -> Claim | None:
    """Say that the firm makes the product, where nobody said so."""
    product = product_of_lead(lead)
    names = names_of(product)
    said = Claim.objects.filter(says="makes", firm=lead.enterprise, name__in=names).standing()
    if said.exclude(kind="inferred").exists():
        return None
    name = names.first()
    if name is None:
        raise CannotDo(
            f"没有名称指“{product.zh}”这个产品，记不下企业生产什么。请先在“名称”里确认一个，或先不填生产地。",
            f"No name means {product.en}, so what the firm makes cannot be said. Confirm one among the"
            " names first, or leave out the place.",
        )
    return Claim.objects.create(
        zone=lead.zone, says="makes", firm=lead.enterprise, name=name,
        kind="statement", source=f"签约项目：{title}", confidence=80, state="confirmed", made_at=now,
        made_by=user.email, decided_at=now, decided_by=user,
    )  # fmt: skip

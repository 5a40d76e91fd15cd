"""Following a lead (招商线索): taking it up, talking, handing it over, dropping it and taking it up again."""

import datetime as dt

from django.db import IntegrityError, transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.inbox.verbs import Line, tell
from wotu.industry.atlas import atlas
from wotu.industry.leading import reasons, search
from wotu.industry.models import CONTACT_WAYS, LEAD_STATES, OPEN_LEADS, Contact, Enterprise, Lead, Product
from wotu.industry.reads import leads_for, product_of_lead
from wotu.parties.models import Appointment, held_on
from wotu.refusal import CannotDo
from wotu.rules.text import Text

LINE, PAGE = 300, 2000
"""The longest next step, the longest account of a talk."""


def take_up_lead(
    *, zone: str, product: Product, firm: str, next_step: str, next_on: dt.date | None, user: User,
    now: dt.datetime, today: dt.date,
) -> Lead:  # fmt: skip
    """Take up a firm as a lead for a product (认领线索), with the reasons as they are now.

    Raises:
        CannotDo: it is no lead (any more), the leads are still being found, somebody follows it already, or
            the next step is not complete.
    """
    found = atlas(zone)
    known = search(found, product.slug).leads
    if known is None:
        raise CannotDo("线索还在计算，请稍候再认领。", "The leads are still being found; take it up then.")
    lead = next((one for one in known if one.firm == firm), None)
    if lead is None:
        raise CannotDo(
            "这家企业现在不在线索里：可能已在区内、同属区内集团、已注销，或不再被认为生产这个产品。",
            "The firm is no lead now: it may be inside, of a group inside, dissolved, or no likely maker.",
        )
    step = _next(next_step, next_on, today)
    enterprise = Enterprise.objects.get(zone=zone, key=firm)
    try:
        with transaction.atomic():
            refuse_second(product, enterprise)
            made = Lead.objects.create(
                zone=zone, product=product, enterprise=enterprise, owner=user, taken_up_at=now,
                reasons=reasons(found, product.slug, lead), next_step=step, next_on=next_on,
            )  # fmt: skip
            note(
                verb="take_up_lead", about=about(made), by=user.email, now=now, zone=zone, firm=firm,
                product=product.slug, rank=lead.rank, next_step=step, next_on=_day(next_on),
            )  # fmt: skip
    except IntegrityError as refused:
        raise followed_already(refused, product, enterprise) from refused
    return made


def add_contact(
    *, lead: Lead, on: dt.date, way: str, with_whom: str, said: str, next_step: str, next_on: dt.date | None,
    user: User, now: dt.datetime, today: dt.date,
) -> Contact:  # fmt: skip
    """Write down a talk with the firm (对接记录) and what comes next; the lead is being talked about now.

    Raises:
        CannotDo: something is missing, the day lies ahead, or the lead is over.
    """
    if way not in dict(CONTACT_WAYS):
        raise CannotDo("请选择对接方式。", "Choose how you talked.")
    if on > today:
        raise CannotDo("对接日期不能晚于今天。", "A talk is written down once it was held, not before.")
    with_whom = required(with_whom, 200, "请写明与谁谈。", "Say with whom you talked.")
    said = required(said, PAGE, "请写明谈了什么。", "Write what was said.")
    step = _next(next_step, next_on, today)
    with transaction.atomic():
        lead = locked(lead, *OPEN_LEADS)
        made = Contact.objects.create(
            lead=lead, on=on, way=way, with_whom=with_whom, said=said, at=now, by=user
        )
        lead.state, lead.next_step, lead.next_on = "talking", step, next_on
        lead.save(update_fields=["state", "next_step", "next_on"])
        note(
            verb="add_contact", about=about(lead), by=user.email, now=now, zone=lead.zone, on=_day(on),
            way=way, next_step=step, next_on=_day(next_on),
        )  # fmt: skip
    return made


def plan_lead(
    *, lead: Lead, next_step: str, next_on: dt.date | None, user: User, now: dt.datetime, today: dt.date
) -> Lead:
    """Set another next step, or another day for it (改期).

    Raises:
        CannotDo: step or day is missing, the day is over, or the lead is over.
    """
    step = _next(next_step, next_on, today)
    with transaction.atomic():
        lead = locked(lead, *OPEN_LEADS)
        before = _day(lead.next_on)
        lead.next_step, lead.next_on = step, next_on
        lead.save(update_fields=["next_step", "next_on"])
        note(
            verb="plan_lead", about=about(lead), by=user.email, now=now, zone=lead.zone, before=before,
            next_step=step, next_on=_day(next_on),
        )  # fmt: skip
    return lead


def hand_over_lead(
    *, lead: Lead, to: User, why: str, link: str, user: User, now: dt.datetime, today: dt.date
) -> Lead:
    """Hand a lead over to a colleague (移交), who is told; `link` is the page the message leads to.

    Raises:
        CannotDo: no reason is given, it is theirs already, they hold no office in the zone, or it is over.
    """
    why = required(why, 500, "请写明移交的理由。", "Say why the lead is handed over.")
    with transaction.atomic():
        lead = locked(lead, *OPEN_LEADS)
        held = Appointment.objects.filter(held_on(today), user=to, department__zone=lead.zone)
        if lead.owner_id == to.pk or not held.exists():
            raise CannotDo("请选择本园区的另一位同事。", "Choose another colleague of this zone.")
        before, lead.owner = lead.owner.email, to
        lead.save(update_fields=["owner"])
        note(
            verb="hand_over_lead", about=about(lead), by=user.email, now=now, zone=lead.zone, before=before,
            to=to.email, why=why,
        )  # fmt: skip
        what = f"{lead.enterprise.name}（{product_of_lead(lead).zh}）"
        tell(
            users=[to.pk], key=f"lead:{lead.pk}:to:{to.pk}:{now.isoformat()}", whom=lead.zone, link=link,
            title=Text(f"招商线索移交给您：{what}", f"A lead was handed over to you: {what}"),
            lines=[Line(Text(why, why), link)], about=about(lead), by=user.email, now=now,
        )  # fmt: skip
    return lead


def drop_lead(*, lead: Lead, why: str, user: User, now: dt.datetime) -> Lead:
    """Give a lead up (放弃线索), with the reason; it can be taken up again.

    Raises:
        CannotDo: no reason is given, or the lead is over.
    """
    why = required(why, 500, "请写明放弃的原因。", "Say why the lead is given up.")
    with transaction.atomic():
        lead = locked(lead, *OPEN_LEADS)
        lead.state, lead.why_dropped, lead.closed_at = "dropped", why, now
        lead.save(update_fields=["state", "why_dropped", "closed_at"])
        note(verb="drop_lead", about=about(lead), by=user.email, now=now, zone=lead.zone, why=why)
    return lead


def reopen_lead(*, lead: Lead, user: User, now: dt.datetime) -> Lead:
    """Take a dropped lead up again (恢复跟进): it stands where it stood, with its owner and next step.

    Raises:
        CannotDo: it was not dropped, or somebody took the firm up for the product meanwhile.
    """
    try:
        with transaction.atomic():
            lead = locked(lead, "dropped")
            refuse_second(product_of_lead(lead), lead.enterprise)
            why, lead.why_dropped, lead.closed_at = lead.why_dropped, "", None
            lead.state = state_of_open(lead)
            lead.save(update_fields=["state", "why_dropped", "closed_at"])
            note(
                verb="reopen_lead", about=about(lead), by=user.email, now=now, zone=lead.zone, was_dropped=why
            )
    except IntegrityError as refused:
        raise followed_already(refused, product_of_lead(lead), lead.enterprise) from refused
    return lead


def about(lead: Lead) -> str:
    """Return what the audit trail calls a lead."""
    return f"{lead.zone}:lead:{lead.pk}"


def locked(lead: Lead, *states: str) -> Lead:
    """Return the lead, locked until the transaction ends.

    Raises:
        CannotDo: it is in none of these states; another may have changed it meanwhile.
    """
    found = Lead.objects.select_for_update(of=("self",)).select_related("product", "enterprise", "owner")
    lead = found.get(pk=lead.pk)
    if lead.state not in states:
        zh, en = dict(LEAD_STATES)[lead.state].split(" ", 1)
        raise CannotDo(
            f"这条线索现在是“{zh}”，不能这样做。请刷新页面。",
            f"The lead is “{en.lower()}” now, and this cannot be done. Reload the page.",
        )
    return lead


def state_of_open(lead: Lead) -> str:
    """Return where a lead stands that is not over: talking once there was a talk."""
    return "talking" if lead.contacts.exists() else "taken_up"


def required(text: str, longest: int, zh: str, en: str) -> str:
    """Return a text without the blanks around it.

    Raises:
        CannotDo: it is empty, in these words, or too long.
    """
    text = text.strip()
    if not text:
        raise CannotDo(zh, en)
    if len(text) > longest:
        raise CannotDo(
            f"内容太长：最多{longest}字，现在{len(text)}字。",
            f"Too long: {longest} characters at most, these are {len(text)}.",
        )
    return text


def refuse_second(product: Product, enterprise: Enterprise) -> None:
    """Refuse a second lead on one firm and product, mergers followed.

    Raises:
        CannotDo: somebody follows the firm for the product, or for one that was merged into it.
    """
    held = leads_for(product.zone, product.slug).filter(enterprise=enterprise, state__in=OPEN_LEADS)
    other = held.select_related("owner").first()
    if other is not None:
        raise _follows_already(other)


def followed_already(refused: IntegrityError, product: Product, enterprise: Enterprise) -> CannotDo:
    """Return the refusal for a lead somebody else took up meanwhile; any other mistake is raised again."""
    if "lead_once" not in str(refused):
        raise refused
    held = leads_for(product.zone, product.slug).filter(enterprise=enterprise, state__in=OPEN_LEADS)
    return _follows_already(held.select_related("owner").first())


def _follows_already(other: Lead | None) -> CannotDo:
    who = other.owner.name or other.owner.email if other else ""
    return CannotDo(
        f"{who or '已有同事'}已在跟进这条线索，请与其联系。",
        f"{who or 'A colleague'} follows this lead already; talk to them.",
    )


def _next(step: str, on: dt.date | None, today: dt.date) -> str:
    """Return the next step, complete with its day, or nothing at all."""
    step = step.strip()
    if bool(step) != (on is not None):
        raise CannotDo(
            "下一步和日期要一起填，或者都不填。", "Give the next step together with its day, or neither."
        )
    if len(step) > LINE:
        raise CannotDo(f"下一步最多{LINE}字。", f"The next step has {LINE} characters at most.")
    if on is not None and on < today:
        raise CannotDo("下一步的日期已经过了。", "The day of the next step is over.")
    return step


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

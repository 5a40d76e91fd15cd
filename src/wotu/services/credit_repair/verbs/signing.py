"""What the firm signs: the credit promise, and its consent to being acted for."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.services.credit_repair.models import Consent, CreditEntry, CreditPromise
from wotu.services.credit_repair.verbs.facts import speak

PROMISE: Final = (
    "本企业郑重承诺：所提供的材料真实、合法、有效；对决定书所列的违法失信行为已经改正，"
    "今后严格遵守法律法规，诚信经营；如违背承诺，愿意依法承担相应责任。"
)
"""The words of the promise. The measures ask for a promise but were not compared word for word."""
PROMISE_EN: Final = (
    "The firm promises: what it hands in is true, lawful and valid; the faults named in the decisions are "
    "corrected; it will keep the law and deal honestly; should it break this promise it answers for it."
)
CONSENT: Final = (
    "本企业委托园区“一件事”专窗就所列失信信息帮办代办信用修复：代为收集材料、提出申请、接收通知。"
    "信用承诺仍由本企业自己签署；委托可以随时撤回。"
)
CONSENT_EN: Final = (
    "The firm lets the zone’s window act for it in the repair of the entries listed: gather papers, file the "
    "application, receive notices. The promise is still signed by the firm itself; the consent may be "
    "revoked at any time."
)
LONGEST_DAYS: Final = 180
"""A consent ends after half a year at the latest."""


def sign_promise(
    *, party: Party, entries: Sequence[CreditEntry], name: str, user: User, now: dt.datetime, today: dt.date
) -> CreditPromise:
    """Sign the credit promise (信用承诺) for some entries, with one's name.

    Raises:
        CannotDo: nothing is chosen, or no name is given.
    """
    if not entries:
        raise CannotDo("请选择承诺针对哪些信息。", "Choose the entries the promise is about.")
    if not name.strip():
        raise CannotDo("请签署姓名。", "Sign with your name.")
    with transaction.atomic():
        made = CreditPromise.objects.create(
            party=party, text=PROMISE, name=name.strip()[:100], signed_by=user, signed_at=now
        )
        made.entries.set(entries)
        ids = [entry.pk for entry in entries]
        CreditEntry.objects.filter(pk__in=ids, party=party).update(promised_at=now)
        note(verb="sign_credit_promise", about=party.slug, by=user.email, now=now, entries=ids)
        speak(party=party, by=user.email, now=now, today=today)
    return made


def give_consent(
    *, party: Party, entries: Sequence[CreditEntry], until: dt.date, user: User, now: dt.datetime,
    today: dt.date,
) -> Consent:  # fmt: skip
    """Let the window act for the firm (帮办代办) about some entries until a day.

    Raises:
        CannotDo: nothing is chosen, or the day has passed or lies too far.
    """
    if not entries:
        raise CannotDo("请选择委托办理哪些信息。", "Choose the entries the window acts on.")
    last = today + dt.timedelta(days=LONGEST_DAYS)
    if not today <= until <= last:
        raise CannotDo(f"委托截止日期要在今天到{last}之间。", f"The consent ends between today and {last}.")
    with transaction.atomic():
        made = Consent.objects.create(party=party, text=CONSENT, given_by=user, given_at=now, until=until)
        made.entries.set(entries)
        note(
            verb="give_repair_consent", about=party.slug, by=user.email, now=now, until=str(until),
            entries=[entry.pk for entry in entries],
        )  # fmt: skip
    return made


def revoke_consent(*, consent: Consent, user: User, now: dt.datetime) -> Consent:
    """Revoke a consent; what was filed under it goes on, and the firm may withdraw that itself.

    Raises:
        CannotDo: it is revoked already.
    """
    with transaction.atomic():
        found = Consent.objects.select_for_update(of=("self",)).select_related("party").get(pk=consent.pk)
        if found.revoked_at is not None:
            raise CannotDo("委托已经撤回。", "The consent is revoked already.")
        found.revoked_at, found.revoked_by = now, user.email
        found.save()
        note(verb="revoke_repair_consent", about=found.party.slug, by=user.email, now=now, consent=found.pk)
    return found

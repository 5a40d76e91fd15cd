"""Disputes: a firm holds an entry to be wrong, and the desk answers."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.facts.models import Dispute, Evidence, FactEntry
from wotu.facts.verbs import NO_REASON, FactNotReadable, NotAllowed, decide_fact
from wotu.inbox.tasks import after_telling
from wotu.inbox.verbs import Line, tell
from wotu.match.cells import parse_cell
from wotu.parties.models import Membership, Party, held_on
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary


def dispute_fact(
    *,
    party: Party,
    entry: FactEntry,
    reason: str,
    value: str,
    vocabulary: Vocabulary,
    by: str,
    now: dt.datetime,
    evidence: Evidence | None = None,
) -> Dispute:
    """Say that an entry is wrong, and what it should say if that is known.

    Raises:
        NotAllowed: no reason is given, or the entry is disputed already.
        FactNotReadable: the value cannot be read.
    """
    if not reason.strip():
        raise NotAllowed(NO_REASON)
    if value:
        _check(entry, value, vocabulary)
    try:
        with transaction.atomic():
            dispute = Dispute.objects.create(
                party=party, entry=entry, reason=reason.strip(), value=value, evidence=evidence,
                opened_at=now, opened_by=by,
            )  # fmt: skip
            note(verb="dispute_fact", about=party.slug, by=by, now=now, entry=entry.pk, dispute=dispute.pk)
    except IntegrityError:
        raise NotAllowed(
            Text("这一条已经提出异议，正在处理。", "This entry is disputed already and waits for an answer.")
        ) from None
    return dispute


def take_dispute_back(*, dispute: Dispute, by: str, now: dt.datetime) -> None:
    """Drop a dispute before it is answered.

    Raises:
        NotAllowed: it is answered already.
    """
    with transaction.atomic():
        waiting = _waiting(dispute)
        waiting.state, waiting.answered_at, waiting.answered_by = "taken_back", now, by
        waiting.save()
        note(verb="take_dispute_back", about=dispute.party.slug, by=by, now=now, dispute=dispute.pk)


def accept_dispute(
    *, dispute: Dispute, value: str, answer: str, vocabulary: Vocabulary, by: str, now: dt.datetime
) -> FactEntry:
    """Agree with the firm: what holds from now on is recorded as a decision.

    Raises:
        NotAllowed: it is answered already, or no reason is given.
        FactNotReadable: the value cannot be read.
    """
    with transaction.atomic():
        waiting = _waiting(dispute)
        decision = decide_fact(
            entry=waiting.entry, value=value, reason=answer, vocabulary=vocabulary, by=by, now=now,
            evidence=waiting.evidence,
        )  # fmt: skip
        _answer(waiting, "accepted", answer, by, now, decision)
        note(verb="accept_dispute", about=dispute.party.slug, by=by, now=now, dispute=dispute.pk)
    return decision


def reject_dispute(*, dispute: Dispute, answer: str, by: str, now: dt.datetime) -> None:
    """Keep the entry, and say why.

    Raises:
        NotAllowed: it is answered already, or no reason is given.
    """
    if not answer.strip():
        raise NotAllowed(NO_REASON)
    with transaction.atomic():
        _answer(_waiting(dispute), "rejected", answer, by, now, None)
        note(verb="reject_dispute", about=dispute.party.slug, by=by, now=now, dispute=dispute.pk)


def _waiting(dispute: Dispute) -> Dispute:
    """Return the dispute, kept from anybody else's answer meanwhile."""
    found = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if found.state != "open":
        raise NotAllowed(Text("这条异议已经答复。", "This dispute is answered already."))
    return found


def _answer(  # noqa: PLR0917
    dispute: Dispute, state: str, answer: str, by: str, now: dt.datetime, correction: FactEntry | None
) -> None:
    dispute.state, dispute.answer, dispute.correction = state, answer.strip(), correction
    dispute.answered_at, dispute.answered_by = now, by
    dispute.save()
    _tell_firm(dispute, by, now)


def _tell_firm(dispute: Dispute, by: str, now: dt.datetime) -> None:
    """Tell the firm how its dispute was answered; e-mail follows after the commit."""
    firm = dispute.party.owner or dispute.party
    members = Membership.objects.filter(held_on(timezone.localdate(now)), party=firm)
    agreed = dispute.state == "accepted"
    said = Text("已更正", "corrected") if agreed else Text("维持原记录", "the entry stays")
    link = reverse("portal:facts:home", args=[firm.slug])
    told = tell(
        users=set(members.values_list("user", flat=True)), key=f"dispute:{dispute.pk}", whom=firm.name,
        title=Text(f"事实异议已答复：{said.zh}", f"Your dispute of a fact is answered: {said.en}"),
        link=link, lines=[Line(Text(dispute.answer, dispute.answer), link)] if dispute.answer else [],
        about=firm.slug, by=by, now=now,
    )  # fmt: skip
    if told:
        after_telling()


def _check(entry: FactEntry, value: str, vocabulary: Vocabulary) -> None:
    try:
        parse_cell(vocabulary[entry.fact], value)
    except (KeyError, ValueError) as error:
        raise FactNotReadable(f"{entry.fact}: {error}") from None

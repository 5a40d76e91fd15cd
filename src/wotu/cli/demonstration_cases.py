"""Cases for the demonstration zones, each left in another state: neither desk nor portal is empty."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.impartial import REVIEWS
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case, offer_case, payee_of, state_payee
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.saying import comment
from wotu.cases.verbs.window import accept_case, ask_correction
from wotu.facts.reads import household_of
from wotu.ledger.opening import budget_of
from wotu.ledger.reads import open_account_for
from wotu.ledger.verbs import open_account
from wotu.match.checkup import Finding
from wotu.measures.zones import Zone, checker
from wotu.parties.models import Appointment, Membership, Party
from wotu.parties.reads import subject_of
from wotu.refusal import CannotDo
from wotu.services.table import KINDS

BY: Final = "wotu run"
BUDGET: Final = 10**11
LITTLE: Final = 50_0000_00
"""What is awarded where the rule leaves the amount open, in fen."""
OF_EACH: Final = 2
"""For how much each firm files beside the owner's."""
REASONS: Final = ("营业执照副本不清晰，请重新上传", "缺上年度从业人员名册")
REFUSED: Final = "演示：按规则核对后，部分材料与登记的事实不一致。"


@dataclass(frozen=True)
class Players:
    """The demonstration accounts of a zone: who files, and who sits at the desk."""

    firm: Party
    owner: User
    clerk: User
    reviewer: User
    approver: User


def load_cases(*, zone: Zone, now: dt.datetime) -> int:
    """File cases of the zone's demonstration firms and leave each in another state; return how many.

    The owner's own firm comes first; what states are left over go to other firms, for which an official
    files. Repeating it changes nothing.
    """
    players = _players(zone)
    ours = Case.objects.filter(zone=zone.id, enterprise__is_demo=True)
    if players is None or ours.exclude(service__in=[kind.id for kind in KINDS if kind.portal_urls]).exists():
        return 0
    made, waiting = 0, list(_MADE)
    for firm, finding in _open_in(zone, players.firm, now):
        if not waiting:
            break
        days, leave = waiting[0]
        try:
            with transaction.atomic():
                _prepare(zone, firm, finding, now)
                leave(_Filing(zone, players, firm, finding, now - dt.timedelta(days=days)))
        except CannotDo:
            continue  # this one cannot be filed here; the next may
        made += 1
        waiting.pop(0)
    return made


@dataclass(frozen=True)
class _Filing:
    """A case about to be made, as of a day."""

    zone: Zone
    players: Players
    firm: Party
    finding: Finding
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localtime(self.at).date()

    @property
    def subject(self) -> Party:
        return subject_of(self.firm, self.finding.subject.id) or self.firm

    @property
    def user(self) -> User:
        """Who files: the owner for the owner's firm, the window for any other."""
        return self.players.owner if self.firm == self.players.firm else self.players.clerk


def _filed(filing: _Filing) -> Case:
    return file_case(
        zone=filing.zone, enterprise=filing.firm, subject=filing.subject,
        measure=filing.finding.line.measure.id, user=filing.user, now=filing.at, today=filing.today,
        data={"consent": filing.user.email}, handled=filing.user == filing.players.clerk,
    )  # fmt: skip


def _sent_back(filing: _Filing) -> Case:
    case = _filed(filing)
    at = filing.at + dt.timedelta(hours=4)
    ask_correction(case=case, reasons=REASONS, user=filing.players.clerk, now=at, today=filing.today)
    comment(case=case, text="名册请加盖公章，扫描即可。", user=filing.players.clerk, side="desk", now=at)
    return case


def _accepted(filing: _Filing) -> Case:
    case, at = _filed(filing), filing.at + dt.timedelta(hours=4)
    row = case.steps.filter(does="accept", done_at=None).first()
    if row is None:
        return case
    return accept_case(case=case, step=row.step, user=filing.players.clerk, now=at, today=filing.today)


def _reviewed(filing: _Filing) -> Case:
    case, at = _accepted(filing), filing.at + dt.timedelta(hours=8)
    while row := case.steps.filter(does__in=REVIEWS, done_at=None).first():
        give_opinion(
            case=case, step=row.step, opinion="agreed", text="材料与事实一致。", user=filing.players.reviewer,
            now=at, today=filing.today,
        )  # fmt: skip
    return case


def _decided(filing: _Filing, *, refused: bool) -> Case:
    case, at = _reviewed(filing), filing.at + dt.timedelta(hours=12)
    row = case.steps.filter(does="decide", done_at=None).first()
    if row is None:
        return case
    return decide_case(
        case=case, step=row.step, outcome="refused" if refused else "approved",
        amount=None if refused else _award(case), text=REFUSED if refused else "",
        user=filing.players.approver, now=at, today=filing.today,
    )  # fmt: skip


def _award(case: Case) -> int | None:
    """Return how much is awarded: None where the rule says it, else little, so that budgets last."""
    if case.low is not None and case.low == case.high:
        return None
    return max(case.low or 0, min(LITTLE, case.high or LITTLE))


def _approved(filing: _Filing) -> Case:
    return _decided(filing, refused=False)


def _refused(filing: _Filing) -> Case:
    return _decided(filing, refused=True)


def _offered(filing: _Filing) -> Case:
    return offer_case(
        zone=filing.zone, enterprise=filing.firm, subject=filing.subject,
        measure=filing.finding.line.measure.id, by=BY, now=filing.at, today=filing.today,
    )  # fmt: skip


_MADE: Final[tuple[tuple[int, Callable[[_Filing], Case]], ...]] = (
    (0, _filed), (3, _sent_back), (5, _approved), (9, _accepted), (12, _filed), (2, _reviewed),
    (20, _refused), (1, _offered),
)  # fmt: skip
"""How many days ago, and how far each case came: one waits since too long, one is new, one is decided …"""


def _open_in(zone: Zone, own: Party, now: dt.datetime) -> Iterator[tuple[Party, Finding]]:
    """Yield what may be filed for: everything of the owner's firm, then a little of each of some others."""
    for finding in _open_to(zone, own, now):
        yield own, finding
    services = {measure.service for measure in zone.measures}
    if not any(kind.id in services for kind in KINDS if not kind.portal_urls):
        return
    others = Party.objects.filter(zone=zone.id, kind="enterprise", is_demo=True).exclude(pk=own.pk)
    for firm in others.order_by("slug").iterator():
        for finding in islice(_open_to(zone, firm, now), OF_EACH):
            yield firm, finding


def _open_to(zone: Zone, firm: Party, now: dt.datetime) -> Iterator[Finding]:
    """Yield what the firm may file for, what is certain first."""
    today = timezone.localtime(now).date()
    rules = checker(zone, today)
    found = rules.check(household_of(firm, zone.packs.vocabulary, today))
    order = {"entitled": 0, "unknown": 1}
    seen = set[tuple[str, str]]()
    for one in sorted((f for f in found if f.status in order), key=lambda f: order[f.status]):
        kind, key = kind_of(one.line.measure.service), (one.line.measure.id, one.subject.id)
        if kind is not None and not kind.portal_urls and key not in seen and not one.taken_away:
            seen.add(key)
            yield one


def _prepare(zone: Zone, firm: Party, finding: Finding, now: dt.datetime) -> None:
    """State where a firm is paid, and give a measure of money a budget where none is open: invented ones."""
    if payee_of(firm, firm) is None:
        state_payee(
            party=firm,
            name=firm.name,
            bank="演示银行",
            number=f"6222000011{firm.pk % 10**6:06}",
            by=BY,
            now=now,
        )
    measure, today = finding.line.measure, timezone.localtime(now).date()
    is_money = finding.line.version.benefit.type == "money"
    if is_money and open_account_for(zone.id, measure.id, today) is None:
        new = budget_of(zone=zone.id, measure=measure, year=today.year, document=f"演示〔{today.year}〕1号")
        open_account(account=new, limit=BUDGET, by=BY, now=now)


def _players(zone: Zone) -> Players | None:
    """Return the demonstration accounts; None where one is missing."""
    owners = Membership.objects.filter(user__is_demo=True, party__zone=zone.id, party__is_demo=True)
    owner = owners.filter(party__kind="enterprise").select_related("user", "party").order_by("id").first()
    desk = Appointment.objects.filter(user__is_demo=True, department__zone=zone.id).select_related("user")
    held = {one.role: one.user for one in desk}
    roles = [held.get(role) for role in ("clerk", "reviewer", "approver")]
    if owner is None or None in roles:
        return None
    clerk, reviewer, approver = (user for user in roles if user is not None)
    return Players(owner.party, owner.user, clerk, reviewer, approver)

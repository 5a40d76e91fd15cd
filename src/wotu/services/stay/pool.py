"""The pool of nights: how many beds of a kind a site has on each night, kept in the ledger.

A pool is the rooms of one site that are given alike: the same kind, for the same guests. Each of its nights
is an account in bed-nights; its limit is the number of beds not under repair. A stay holds all its nights
with one hold over all their accounts, and the year's account of the measure beside them.

What is here runs inside the caller's transaction. The order of locks is the same everywhere: the case, the
sites by id, transfers by id, accounts by id.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from wotu.cases.asking import version_of
from wotu.ledger import moves
from wotu.ledger.models import Account, Transfer
from wotu.ledger.moves import Claim
from wotu.refusal import CannotDo
from wotu.services.stay.models import Site, Stay

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pool:
    """Rooms of a site that are given alike."""

    site: Site
    kind: str
    guests: str

    @property
    def family(self) -> str:
        """What the ledger calls its nights together."""
        return f"{self.site.zone}.stay/{self.site.slug}/{self.kind}-{self.guests}"

    def code(self, night: dt.date) -> str:
        """What the ledger calls one of its nights."""
        return f"{self.family}/{night}"


def pool_of(stay: Stay) -> Pool:
    """Return the pool in which a stay's nights are held."""
    if stay.site is None:
        raise ValueError(f"stay {stay.pk} holds no nights")
    return Pool(stay.site, stay.kind, stay.guests)


def nights(starts: dt.date, ends: dt.date) -> list[dt.date]:
    """Return the nights from a day to before another."""
    return [starts + n * DAY for n in range((ends - starts).days)]


def left(pools: Iterable[Pool], starts: dt.date, ends: dt.date) -> dict[str, dict[dt.date, int]]:
    """Return how many beds of each pool are left on each night, by family; one query."""
    families = {pool.family: pool.site.zone for pool in pools}
    rows = (
        Account.objects.filter(
            zone__in=set(families.values()), family__in=list(families), starts__gte=starts, starts__lt=ends
        )
        .annotate(beds=F("limit") - F("reserved") - F("held") - F("posted"))
        .values_list("family", "starts", "beds")
    )
    found: dict[str, dict[dt.date, int]] = {family: {} for family in families}
    for family, night, beds in rows:
        if night is not None:
            found[family][night] = beds
    return found


def claims(stay: Stay, pool: Pool, starts: dt.date, ends: dt.date) -> list[Claim]:
    """Return what nights of a stay draw on: each night's account, and the measure's account of the year.

    Raises:
        CannotDo: a night is not open yet: it is too far ahead.
    """
    wanted = nights(starts, ends)
    accounts = dict(
        Account.objects.filter(
            zone=stay.zone, family=pool.family, starts__gte=starts, starts__lt=ends
        ).values_list("starts", "pk")
    )
    if len(accounts) < len(wanted):
        raise CannotDo(
            "有些晚上还没有开放预订，请把日期改近一些。",
            "Some of these nights are not open for booking yet; choose earlier days.",
        )
    yearly = [Claim(account, beds) for account, beds in _yearly(stay, wanted).items()]
    return [*(Claim(accounts[night], stay.beds) for night in wanted), *yearly]


def hold(
    stay: Stay, pool: Pool, starts: dt.date, ends: dt.date, *, verb: str, by: str, now: dt.datetime
) -> None:
    """Hold nights of a stay beside what it holds already: all of them, or none.

    Raises:
        Short: a night has no bed left; nothing is held.
        CannotDo: a night is not open yet.
    """
    about = stay.case.about
    number = Transfer.objects.filter(case=about).count() + 1
    moves.hold(
        key=f"{about}/stay/{number}", claims=claims(stay, pool, starts, ends), case=about, verb=verb, by=by,
        now=now,
    )  # fmt: skip


def hold_instead(
    stay: Stay, pool: Pool, starts: dt.date, ends: dt.date, *, verb: str, by: str, now: dt.datetime
) -> None:
    """Let go what a stay holds and hold other nights instead, in one step nobody can come between.

    Raises:
        Short: a night has no bed left. The caller's transaction is to be undone.
        CannotDo: a night is not open yet.
    """
    held = _held(stay)
    wanted = claims(stay, pool, starts, ends)
    moves.lock(transfers=held, accounts=[claim.account_id for claim in wanted])
    for transfer in held:
        moves.void(transfer=transfer, by=by, now=now, code="release", verb=verb)
    hold(stay, pool, starts, ends, verb=verb, by=by, now=now)


def let_go(stay: Stay, *, verb: str, by: str, now: dt.datetime) -> None:
    """Give back every night a stay still holds."""
    held = _held(stay)
    moves.lock(transfers=held)
    for transfer in held:
        moves.void(transfer=transfer, by=by, now=now, verb=verb)


def use(stay: Stay, until: dt.date, *, verb: str, by: str, now: dt.datetime) -> int:
    """Use the nights slept before a day (核销) that are not used yet; return how many that were."""
    since = stay.slept_until or stay.starts
    until = min(until, stay.ends)
    if until <= since:
        return 0
    slept = set(nights(since, until))
    held = _held(stay)
    moves.lock(transfers=held)
    for transfer in held:
        parts = _parts(stay, transfer, slept)
        if parts:
            moves.post(
                transfer=transfer, amount=parts, key=f"{transfer.key}/slept/{until}", by=by, now=now,
                keep_rest=True, verb=verb,
            )  # fmt: skip
    stay.slept_until = until
    return len(slept)


def _held(stay: Stay) -> list[Transfer]:
    return list(Transfer.objects.filter(case=stay.case.about, state="held").order_by("pk"))


def _parts(stay: Stay, transfer: Transfer, slept: set[dt.date]) -> Mapping[int, int]:
    """Return what the nights slept come to in each account of a transfer."""
    lines = list(transfer.lines.select_related("account"))
    mine = [line for line in lines if _night_of(line.account) in slept and line.held]
    by_year = Counter(line.account.starts.year for line in mine if line.account.starts)
    years = {
        line.account_id: by_year[line.account.starts.year] * stay.beds
        for line in lines
        if _night_of(line.account) is None and line.account.starts and by_year[line.account.starts.year]
    }
    return {**{line.account_id: stay.beds for line in mine}, **years}


def _night_of(account: Account) -> dt.date | None:
    """Return the night an account is of; None for an account of a year."""
    return account.starts if account.starts and account.ends == account.starts + DAY else None


def _yearly(stay: Stay, wanted: Sequence[dt.date]) -> dict[int, int]:
    """Return the beds and nights that count against the measure's account of each year, where it has one."""
    capacity = version_of(stay.case).capacity
    if capacity is None:
        return {}
    years = Counter(night.year for night in wanted)
    found = Account.objects.filter(
        zone=stay.zone, family=capacity.account, starts__in=[dt.date(year, 1, 1) for year in years]
    )
    return {account.pk: years[account.starts.year] * stay.beds for account in found if account.starts}

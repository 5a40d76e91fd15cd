"""Every measure of money in every pack goes from filing to the account, or is named with why it cannot."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.house.files import ROOT
from tests.payments.desk import sheet
from wotu.accounts.models import User
from wotu.cases.asking import ask
from wotu.cases.models import Case, Notice
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import confirm_case, file_case, offer_case, state_payee
from wotu.cases.verbs.notices import end_notice
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.ledger.models import WaitingClaim
from wotu.ledger.opening import budget_of, open_from_pack
from wotu.ledger.rounds import draw, open_round
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone, zone
from wotu.parties.models import Party
from wotu.parties.offices import register_department
from wotu.parties.verbs import NewParty, register_parties
from wotu.payments.bank_file import yuan
from wotu.payments.models import Instalment, Order
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.asking import ask_case
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import import_receipts, keep_receipts
from wotu.refusal import CannotDo
from wotu.rules.load import as_list, yaml_files
from wotu.rules.model import Measure, Version
from wotu.rules.windows import window_on
from wotu.rules.yamlio import Item, read_yaml

ZONES = ("changchun", "guangzhou", "mengsu", "nanchang", "showcase", "wangcheng", "xian")
OTHER_SERVICES = {
    "nanchang.missing_link": "advice",
    "showcase.per_area_month": "lease",
}
"""Measures of money whose service is no grant: another kind of service takes their cases."""
CANNOT = {
    "showcase.percentile_bands": "核定数额为零",  # ranked: the band depends on all the others
}
"""Measures whose award a single case cannot know, and what the decider is told."""
LATER = {"project_sales": "2亿元", "project_progress": "100%"}
"""What later stages wait for."""
DAY = dt.timedelta(days=1)


@dataclass
class Walk:
    """One measure on its way; `now` moves on."""

    zone: Zone
    measure: Measure
    people: dict[str, User]
    now: dt.datetime
    number: int

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def when(self) -> dict[str, Any]:
        return {"now": self.now, "today": self.today}

    def paid(self, facts: Mapping[str, Item], on: dt.date) -> None:
        """Go the whole way; raise what stops it."""
        firm, subject = self._parties()
        self._record(subject, facts, on)
        asked = ask(self.zone, firm, subject, self.measure.id, self.today)
        assert asked is not None
        self._budgets(asked.version)
        case = self._filed(firm, subject, asked.version)
        self._decided(case)
        self._fund_waiting(case)
        for _ in range(24):
            if not self._pay(case):
                break
        case.refresh_from_db()
        assert case.state == "delivered", [(i.stage, i.state, i.why_zh) for i in case.instalments.all()]

    def _parties(self) -> tuple[Party, Party]:
        slug = f"{self.zone.id}-w{self.number}"
        parties = register_parties(
            parties=[NewParty(slug, "enterprise", self.zone.id, f"演示·第{self.number}家")], about="tests",
            by="tests", now=self.now,
        )  # fmt: skip
        firm = subject = parties[slug]
        if self.measure.about != "enterprise":
            new = NewParty(f"{slug}-s", self.measure.about, self.zone.id, "演示对象", owner=slug)
            subject = register_parties(parties=[new], about="tests", by="tests", now=self.now)[f"{slug}-s"]
        state_payee(
            party=firm, name=firm.name, bank="演示银行", number="62220000111122", by="tests", now=self.now
        )
        return firm, subject

    def _record(self, subject: Party, facts: Mapping[str, Item], on: dt.date) -> None:
        vocabulary = self.zone.packs.vocabulary
        new = [
            NewFact(subject, name, one.pop("value"), "worked example", **one)
            for name, item in facts.items()
            for one in _said(vocabulary[name].period, item, on)
        ]
        record_facts(facts=new, vocabulary=vocabulary, about="tests", by="tests", now=self.now)

    def _budgets(self, version: Version) -> None:
        if version.capacity:
            open_from_pack(
                pack=self.zone.pack,
                years=range(self.today.year, self.today.year + 2),
                by="tests",
                now=self.now,
            )
            return
        for year in range(self.today.year, self.today.year + 2):
            new = budget_of(zone=self.zone.id, measure=self.measure, year=year, document="演示")
            open_account(account=new, limit=10**15, by="tests", now=self.now)

    def _filed(self, firm: Party, subject: Party, version: Version) -> Case:
        given: dict[str, Any] = {
            "zone": self.zone, "enterprise": firm, "subject": subject, "measure": self.measure.id,
        }  # fmt: skip
        if version.process.mode == "confirm":
            case = offer_case(**given, by="tests", **self.when)
            return confirm_case(case=case, user=self.people["alice"], **self.when)
        return file_case(**given, user=self.people["alice"], **self.when)

    def _decided(self, case: Case) -> None:
        for _ in range(20):
            case.refresh_from_db()
            step = case.steps.filter(done_at=None).first()
            if case.state == "approved" and step is not None and step.does == "notice":
                notice = Notice.objects.get(case=case)
                self.now = dt.datetime.combine(notice.until + DAY, self.now.timetz())
                assert end_notice(notice=notice, **self.when)
            elif case.state == "approved" or step is None:
                return
            else:
                self._step(case, step.step, step.does)

    def _step(self, case: Case, step: str, does: str) -> None:
        at: dict[str, Any] = {"case": case, "step": step, **self.when}
        if does == "accept":
            accept_case(**at, user=self.people["cleo"])
        elif does == "decide":
            amount = (
                None if case.low is not None and case.low == case.high else case.low or case.high or 10**6
            )
            decide_case(**at, outcome="approved", amount=amount, text="", user=self.people["anna"])
        else:
            give_opinion(**at, opinion="agreed", text="", user=self.people["dan"])

    def _fund_waiting(self, case: Case) -> None:
        claim = WaitingClaim.objects.filter(case=case.about).select_related("account").first()
        if claim is None:
            return
        round_ = open_round(
            account=claim.account, since=self.now - DAY, until=self.now + DAY, rule="by_score",
            key=case.about, by="tests", now=self.now,
        )  # fmt: skip
        self.now += 2 * DAY
        draw(round_=round_, by="tests", now=self.now)

    def _pay(self, case: Case) -> bool:
        """Pay what is due; where nothing is, wait for what the next part waits for."""
        ask_case(case=case, **self.when)
        due = list(Instalment.objects.filter(case=case, state="due"))
        if not due:
            return self._wait(case)
        keys = [one.pk for one in due]
        made = make_batch(zone=self.zone.id, instalments=keys, user=self.people["finn"], **self.when)
        batch = check_batch(batch=made.batch, user=self.people["anna"], **self.when)
        self.now += DAY
        rows: list[tuple[object, ...]] = [
            (order.reference, "已支付", yuan(order.amount), self.today, f"S{order.pk}", "")
            for order in Order.objects.filter(batch=batch)
        ]
        file = keep_receipts(
            zone=self.zone.id, name="r.csv", content=sheet(rows), user=self.people["finn"], now=self.now
        )
        done = import_receipts(file=file, user=self.people["finn"], **self.when)
        assert not done.reading.wrong
        return True

    def _wait(self, case: Case) -> bool:
        waiting = Instalment.objects.filter(case=case, state="waiting").order_by("position").first()
        if waiting is None:
            return False
        if waiting.not_before is not None and waiting.not_before > self.today:
            self.now = dt.datetime.combine(waiting.not_before, self.now.timetz())
            return True
        vocabulary = self.zone.packs.vocabulary
        known = [
            NewFact(case.subject, name, value, "later") for name, value in LATER.items() if name in vocabulary
        ]
        return bool(record_facts(facts=known, vocabulary=vocabulary, about="tests", by="tests", now=self.now))


def _said(period: str, item: Any, on: dt.date) -> Iterator[dict[str, Any]]:
    """Yield what a worked example says of a fact, as it would be recorded."""
    raw = item.value if isinstance(item, Item) else item
    reference = {"year": str(on.year - 1)}.get(period, "")
    if isinstance(raw, list):
        for one in raw:
            yield from _said(period, one, on)
    elif isinstance(raw, Mapping):
        parts = {str(getattr(key, "value", key)): getattr(part, "value", part) for key, part in raw.items()}
        if parts.keys() & {"value", "since", "until", "at"}:
            dates = {k: dt.date.fromisoformat(str(v)) for k, v in parts.items() if k != "value"}
            yield {"value": _text(parts.get("value", True)), **dates}
        else:
            for key, part in parts.items():
                yield {"value": _text(part), **_when(period, key)}
    elif raw is not None:
        yield {"value": _text(raw), "period": reference}


def _when(period: str, key: str) -> dict[str, Any]:
    if period in ("year", "quarter"):
        return {"period": key}
    return {"since" if period == "since" else "at": dt.date.fromisoformat(key)}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _examples(found: Zone) -> Iterator[tuple[str, dt.date, Mapping[str, Item]]]:
    """Yield the worked examples that are entitled: measure, day, facts."""
    for path in yaml_files(found.pack.folder / "examples"):
        for item in as_list(read_yaml(path)):
            raw: Any = item.value
            if "measure" not in raw:
                continue
            on = dt.date.fromisoformat(str(raw["on"].value))
            for one in as_list(raw["rows"]) if "rows" in raw else [item]:
                row: Any = one.value
                expect = row["expect"].value
                said = expect.get("status")
                if said is not None and said.value == "entitled":
                    facts = row["facts"].value if "facts" in row else {}
                    yield str(raw["measure"].value), on, facts


@pytest.mark.django_db
@pytest.mark.parametrize("id_", ZONES)
def test_every_measure_of_money_is_paid(id_: str, settings: Settings) -> None:
    settings.WOTU_PACKS = ROOT / "packs"
    found = zone(id_)
    assert found is not None
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    people = {
        name: User.objects.create_user(f"{name}@example.org", name=name)
        for name in ("alice", "cleo", "dan", "anna", "finn")
    }
    register_department(zone=id_, slug="window", name_zh="窗口", name_en="Window", by="tests", now=start)
    money = [one for one in found.measures if any(v.benefit.type == "money" for v in one.versions)]

    stopped: dict[str, list[str]] = {}
    tried = list(_examples(found))
    for number, measure in enumerate(money):
        stopped[measure.id] = []
        for turn, (_, on, facts) in enumerate(one for one in tried if one[0] == measure.id):
            said = _walk(found, measure, on, facts, people, number * 100 + turn)
            if not said:
                del stopped[measure.id]
                break
            stopped[measure.id].append(said)

    others = {one.id: one.service for one in money if one.service != "grant"}
    ours = {one: said for one, said in stopped.items() if one not in others}
    assert {one: said for one, said in ours.items() if one not in CANNOT} == {}
    assert all(CANNOT[one] in said[0] for one, said in ours.items())
    assert others == {one: service for one, service in OTHER_SERVICES.items() if one.startswith(f"{id_}.")}
    books = reconcile(id_)
    assert books.adds_up, books.differences


def _walk(  # noqa: PLR0917
    found: Zone,
    measure: Measure,
    on: dt.date,
    facts: Mapping[str, Item],
    people: dict[str, User],
    number: int,
) -> str:
    version = next((v for v in measure.versions if v.in_force(on)), measure.versions[-1])
    window = window_on(version.window, on)
    day = on if window.is_open else window.opens or on
    walk = Walk(found, measure, people, dt.datetime.combine(day, dt.time(2), dt.UTC), number)
    try:
        walk.paid(facts, on)
    except (CannotDo, AssertionError) as error:
        reasons = getattr(error, "reasons", ())
        return f"{error} {[one.zh for one in reasons]}"
    return ""

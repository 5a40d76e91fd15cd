"""The people and the zone of the tests of cases, and the steps they take most often."""

import datetime as dt
from dataclasses import dataclass

from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case, state_payee
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.offices import register_department

NOW = dt.datetime(2025, 9, 26, 9, 0, tzinfo=dt.UTC)
FRIDAY = dt.date(2025, 9, 26)
"""Sunday the 28th is a make-up day; the National Day holiday begins on Wednesday the 1st of October."""
DAY = dt.timedelta(days=1)


@dataclass
class Desk:
    """Alice owns the firm; cleo is at the window, dan reviews, anna approves, zoe administers."""

    zone: Zone
    firm: Party
    alice: User
    cleo: User
    dan: User
    anna: User
    zoe: User

    def filed(self, measure: str = "small.staff") -> Case:
        """Return a case the firm has filed."""
        return file_case(
            zone=self.zone, enterprise=self.firm, subject=self.firm, measure=measure, user=self.alice,
            now=NOW, today=FRIDAY,
        )  # fmt: skip

    def accepted(self, measure: str = "small.staff") -> Case:
        """Return a case accepted at the window on the day it was filed."""
        return accept_case(case=self.filed(measure), step="accept", user=self.cleo, now=NOW, today=FRIDAY)

    def reviewed(self, measure: str = "small.staff") -> Case:
        """Return a case the department agrees to."""
        return give_opinion(
            case=self.accepted(measure), step="review", opinion="agreed", text="", user=self.dan, now=NOW,
            today=FRIDAY,
        )  # fmt: skip

    def approved(self, measure: str = "small.staff", amount: int | None = None) -> Case:
        """Return a case that is approved."""
        return self._approve(self.reviewed(measure), amount)

    def accept_again(self, measure: str) -> Case:
        """Approve a case that was reviewed before and could not be approved then."""
        case = Case.objects.get(measure=measure, state="open")
        return self._approve(case, None)

    def approved_for(self, slug: str, measure: str) -> Case:
        """Return an approved case of another firm of the zone."""
        firm = Party.objects.get(slug=slug)
        state_payee(
            party=firm, name=firm.name, bank="演示银行", number="6222000033334444", by="tests", now=NOW
        )
        mine, self.firm = self.firm, firm
        try:
            return self.approved(measure)
        finally:
            self.firm = mine

    def _approve(self, case: Case, amount: int | None) -> Case:
        return decide_case(
            case=case, step="decide", outcome="approved", amount=amount, text="", user=self.anna, now=NOW,
            today=FRIDAY,
        )  # fmt: skip


def assemble_desk(zone: Zone) -> Desk:
    """Bring the people into the books, and the firm's bank account."""
    names = ("alice", "cleo", "dan", "anna", "zoe")
    people = [User.objects.create_user(f"{name}@example.org", name=name.capitalize()) for name in names]
    register_department(
        zone=zone.id, slug="research", name_zh="科技局", name_en="Science office", by="tests", now=NOW
    )
    register_department(
        zone=zone.id, slug="finance", name_zh="财政局", name_en="Finance office", by="tests", now=NOW
    )
    firm = Party.objects.get(slug="small-f1")
    state_payee(
        party=firm, name="演示·晨光软件有限公司", bank="演示银行", number="6222 0000 1111 2222",
        by="alice@example.org", now=NOW,
    )  # fmt: skip
    return Desk(zone, firm, *people)


def appropriate_budgets(zone: Zone, limit: int = 10**11) -> None:
    """Give every measure of money a budget of the year, so that awards can be held."""
    for measure in zone.measures:
        if measure.versions[0].benefit.type == "money":
            new = budget_of(zone=zone.id, measure=measure, year=FRIDAY.year, document="演示〔2025〕1号")
            open_account(account=new, limit=limit, by="tests", now=NOW)

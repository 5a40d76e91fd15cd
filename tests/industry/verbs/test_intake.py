"""Sheets of the chain: recorded as a whole or its good rows, and undone as a whole."""

import datetime as dt
from typing import Any

import pytest

from tests.desk.official import official
from tests.industry.small import NOW, ZONE, firm, name, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.facts.imports.sheet import Cells, read_sheet
from wotu.industry.atlas import atlas
from wotu.industry.models import Claim, Enterprise, ProductName, SheetIntake, Site, YearFigure
from wotu.industry.sheets.checking import check_sheet
from wotu.industry.verbs.claims import reject_claims, undo_decision
from wotu.industry.verbs.figures import record_income
from wotu.industry.verbs.intake import commit_intake, open_intake, undo_intake
from wotu.industry.verbs.linking import link_party
from wotu.industry.verbs.sites import record_site
from wotu.parties.models import Party
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

CHENGUANG, GANJIANG = "914403001922038216", "91360106MA35HGQC7G"
INVOICES = f"""采购方代码,采购方名称,供应商代码,供应商名称,供应商所在地,品名,用途,金额（万元）,期间,号码,进口
{CHENGUANG},晨光光电,{GANJIANG},赣江衬底,江西九江,蓝宝石衬底片,材料,12.50005,2025-03,A1,否
{CHENGUANG},晨光光电,688012.SH,中微,上海,MOCVD设备,设备,3000,2025Q2,A2,否
"""
SUPPLIERS = (
    f"采购方代码,采购方名称,供应商代码,供应商名称,产品名称\n{CHENGUANG},晨光光电,{GANJIANG},赣江衬底,衬底\n"
)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def dan() -> User:
    return official("dan", "reviewer")


def upload(sort: str, content: str, name: str = "表.csv") -> SheetIntake:
    return open_intake(
        zone=ZONE, sort=sort, name=name, content=content.encode(), source="税务局", by="dan", now=NOW
    ).intake


def record(intake: SheetIntake, user: User, **more: Any) -> int:
    given = {"only_good": False, "verified": False, "zone_name": "南昌高新区", "now": NOW, **more}
    return commit_intake(intake=intake, user=user, **given)


def test_invoices_become_confirmed_purchases_exact_to_the_fen(dan: User) -> None:
    intake = upload("invoices", INVOICES)

    assert record(intake, dan) == 2
    claim = Claim.objects.get(paper="A1")
    assert (claim.amount_fen, claim.use, claim.kind, claim.state) == (
        12_500_050,
        "material",
        "invoice",
        "confirmed",
    )
    assert (claim.begins, claim.ends) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert (claim.row, claim.source, claim.decided_by, claim.imported) == (2, "税务局", dan, False)
    assert claim.name is not None
    assert claim.name.state == "open"
    maker = Enterprise.objects.get(key="688012.SH")
    assert (maker.name, maker.sites.get().place, maker.sites.get().in_zone) == ("中微", "上海", False)
    assert AuditEntry.objects.get(verb="commit_chain_intake").detail["firms"] == 3


def test_what_firms_state_is_proposed_unless_an_official_checked_it(dan: User) -> None:
    record(upload("suppliers", SUPPLIERS), dan)
    assert Claim.objects.get().state == "proposed"

    record(upload("suppliers", SUPPLIERS.replace(",衬底\n", ",抛光片\n")), dan, verified=True)
    assert Claim.objects.latest("pk").state == "confirmed"
    assert set(Claim.objects.values_list("kind", flat=True)) == {"statement"}


def test_a_sheet_with_a_bad_row_is_recorded_as_a_whole_or_its_good_rows(dan: User) -> None:
    intake = upload("invoices", INVOICES + f"{CHENGUANG},,,,,衬底,,x,2025,A3,\n")

    with pytest.raises(CannotDo, match="1行有问题"):
        record(intake, dan)
    assert not Claim.objects.exists()
    assert not Enterprise.objects.exists()

    assert record(intake, dan, only_good=True) == 2


def test_the_same_file_is_not_recorded_twice(dan: User) -> None:
    first = upload("invoices", INVOICES)
    record(first, dan)

    again = open_intake(
        zone=ZONE, sort="invoices", name="copy.csv", content=INVOICES.encode(), source="", by="dan", now=NOW
    )

    assert (again.is_new, again.intake) == (False, first)
    with pytest.raises(CannotDo, match="已经登记"):
        record(first, dan)


def test_the_same_purchases_in_another_file_are_refused_with_the_sheet_and_row_they_stand_in(
    dan: User,
) -> None:
    heads = "采购方代码,采购方名称,供应商代码,供应商名称,产品名称,用途,金额（元）,期间\n"
    row = f"{CHENGUANG},晨光光电,{GANJIANG},赣江衬底,%s,材料,%s,2025\n"
    means = product("substrate", zh="蓝宝石衬底")
    name("衬底", means)
    for sort in ("suppliers", "invoices"):
        record(upload(sort, heads + row % ("衬底", "125000"), name="甲.csv"), dan)

        again = heads + row % ("蓝宝石衬底", "125000") + row % ("衬底", "125001")
        checked = check_sheet(sort, read_sheet("乙.csv", again.encode()), ZONE, 2026)

        assert [one.number for one in checked.good] == [3], "another amount is another purchase"
        (problem,) = checked.problems
        assert (problem.row, problem.column) == (2, "采购方代码")
        assert "《甲.csv》第2行" in problem.problem.zh


def test_undoing_takes_back_everything_the_sheet_brought(dan: User) -> None:
    firm(CHENGUANG, name="晨光光电")
    intake = upload("invoices", INVOICES)
    record(intake, dan)

    assert undo_intake(intake=intake, by="dan", now=LATER) == 2

    assert not Claim.objects.exists()
    assert [one.key for one in Enterprise.objects.all()] == [CHENGUANG]
    assert not ProductName.objects.exists()
    intake.refresh_from_db()
    assert intake.undone_at == LATER
    assert intake.sheet["rows"], "the sheet stays on record"
    assert record(upload("invoices", INVOICES), dan) == 2


def test_undoing_leaves_firms_and_names_another_sheet_speaks_of(dan: User) -> None:
    intake = upload("invoices", INVOICES)
    record(intake, dan)
    record(upload("suppliers", SUPPLIERS.replace(",衬底\n", ",蓝宝石衬底片\n")), dan)

    undo_intake(intake=intake, by="dan", now=LATER)

    assert {one.key for one in Enterprise.objects.all()} == {CHENGUANG, GANJIANG}
    assert [one.name for one in ProductName.objects.all()] == ["蓝宝石衬底片"]


def test_a_sheet_whose_claim_was_decided_on_since_is_undone_after_that(dan: User) -> None:
    intake = upload("invoices", INVOICES)
    record(intake, dan)
    claim = Claim.objects.get(paper="A1").pk
    decision = reject_claims(zone=ZONE, claims=[claim], reason="作废发票", user=dan, now=LATER)

    with pytest.raises(CannotDo, match="1条作了认定"):
        undo_intake(intake=intake, by="dan", now=LATER)

    undo_decision(decision=decision, by="dan", now=LATER)
    assert undo_intake(intake=intake, by="dan", now=LATER) == 2
    with pytest.raises(CannotDo, match="已经撤销"):
        undo_intake(intake=intake, by="dan", now=LATER)


def test_a_sheet_of_firms_adds_and_describes_them_and_undoing_gives_back_what_was_there(dan: User) -> None:
    known = firm(GANJIANG, name="赣江衬底", industry="衬底")
    intake = upload(
        "firms",
        "统一社会信用代码,企业名称,所在地,是否在本园区,行业,年营业收入（万元）\n"
        f"{CHENGUANG},晨光光电,江西南昌,是,外延,95000\n{GANJIANG},赣江衬底,江西九江,否,蓝宝石,\n",
    )

    record(intake, dan)

    known.refresh_from_db()
    assert (known.industry, known.size_fen, known.sites.get().place) == ("蓝宝石", None, "江西九江")
    made = Enterprise.objects.get(key=CHENGUANG)
    assert (made.size_fen, made.sites.get().in_zone) == (95_000_000_000, True)
    undo_intake(intake=intake, by="dan", now=LATER)
    known.refresh_from_db()
    assert (known.industry, known.sites.count()) == ("衬底", 0)
    assert not Enterprise.objects.filter(key=CHENGUANG).exists()


HEADS = "统一社会信用代码,企业名称,所在地,是否在本园区,产业门类\n"


def test_a_known_place_is_in_the_zone_once_a_sheet_says_so_and_no_longer_when_it_is_undone(dan: User) -> None:
    known = firm(GANJIANG, name="赣江衬底", place="艾溪湖")
    intake = upload("firms", HEADS + f"{GANJIANG},赣江衬底,艾溪湖,是,\n")

    record(intake, dan)

    assert known.sites.get().in_zone
    undo_intake(intake=intake, by="dan", now=LATER)
    assert not known.sites.get().in_zone


def test_a_firm_on_record_in_the_zone_that_a_sheet_says_is_not_is_a_warning() -> None:
    firm(GANJIANG, name="赣江衬底", inside=True)
    sheet = HEADS + f"{GANJIANG},赣江衬底,,否,\n{CHENGUANG},晨光,,否,\n"

    checked = check_sheet("firms", read_sheet("表.csv", sheet.encode()), ZONE, 2026)

    assert [(one.row, one.column) for one in checked.warnings] == [(2, "是否在本园区")]
    assert not checked.problems


def test_a_firm_that_was_placed_counted_linked_or_described_since_stays_when_its_sheet_is_undone(
    dan: User,
) -> None:
    codes = [GANJIANG, "TAX-0001", "TAX-0002", "TAX-0003", "TAX-0004"]
    intake = upload("firms", HEADS + "".join(f"{code},企业{code},上海,,\n" for code in codes))
    record(intake, dan)
    firms = {one.key: one for one in Enterprise.objects.all()}
    party = Party.objects.create(
        slug="ganjiang", kind="enterprise", zone=ZONE, name="赣江衬底", credit_code=GANJIANG
    )
    link_party(enterprise=firms[GANJIANG], party=party, by="dan", now=LATER)
    record_site(enterprise=firms["TAX-0001"], place="苏州", in_zone=False, by="dan", now=LATER)
    record_income(enterprise=firms["TAX-0002"], year=2025, income_fen=1, source="年报", by="dan", now=LATER)
    other = upload("firms", HEADS + "TAX-0003,企业TAX-0003,,,新材料\n")
    record(other, dan, now=LATER)

    undo_intake(intake=intake, by="dan", now=LATER)

    assert {one.key for one in Enterprise.objects.all()} == set(codes) - {"TAX-0004"}
    assert YearFigure.objects.exists()


def test_a_sheet_is_not_undone_while_a_later_one_changed_the_same_of_a_firm(dan: User) -> None:
    known = firm(GANJIANG, name="赣江衬底", sector="一")
    first = upload("firms", HEADS + f"{GANJIANG},赣江衬底,,,二\n", name="甲.csv")
    record(first, dan)
    second = upload("firms", HEADS + f"{GANJIANG},赣江衬底,,,三\n", name="乙.csv")
    record(second, dan, now=LATER)

    with pytest.raises(CannotDo, match="《乙"):
        undo_intake(intake=first, by="dan", now=LATER)

    undo_intake(intake=second, by="dan", now=LATER)
    undo_intake(intake=first, by="dan", now=LATER)
    known.refresh_from_db()
    assert known.sector == "一"


def test_an_enterprise_registered_in_the_zone_is_inside_and_keeps_its_name(dan: User) -> None:
    party = Party.objects.create(
        slug="chenguang", kind="enterprise", zone=ZONE, name="晨光光电股份有限公司", credit_code=CHENGUANG
    )

    record(
        upload(
            "products", f"统一社会信用代码,企业名称,产品名称,年产能（万元）\n{CHENGUANG},晨光,外延片,30000\n"
        ),
        dan,
    )

    made = Enterprise.objects.get(key=CHENGUANG)
    assert (made.party, made.name) == (party, "晨光光电股份有限公司")
    assert Site.objects.get(enterprise=made).in_zone
    assert Claim.objects.get().amount_fen == 30_000_000_000
    assert atlas(ZONE).firms[CHENGUANG]["zone"] == ZONE


def test_a_firm_whose_place_names_the_zone_is_inside(dan: User) -> None:
    sheet = SUPPLIERS.replace("产品名称\n", "产品名称,供应商所在地\n").replace(
        ",衬底\n", ",衬底,南昌高新区艾溪湖\n"
    )

    record(upload("suppliers", sheet), dan)

    assert Site.objects.get(enterprise__key=GANJIANG).in_zone


def test_the_same_file_taken_in_by_two_at_once_is_one_intake(monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[SheetIntake] = []

    def meanwhile(name: str, content: bytes) -> Cells:
        monkeypatch.undo()
        first.append(upload("invoices", INVOICES))
        return read_sheet(name, content)

    monkeypatch.setattr("wotu.industry.verbs.intake.read_sheet", meanwhile)

    opened = open_intake(
        zone=ZONE, sort="invoices", name="表.csv", content=INVOICES.encode(), source="", by="bob", now=NOW
    )

    assert (opened.is_new, [opened.intake]) == (False, first)
    assert AuditEntry.objects.filter(verb="open_chain_intake").count() == 1


def test_what_goes_into_what_is_recorded_in_the_experts_words_and_undone(dan: User) -> None:
    product("wafer", zh="外延片")
    before = ProductName.objects.count()
    intake = upload(
        "input_of",
        "产品,投入品,类别,关键程度,可替代程度,依据\n外延片,衬底,材料,3,1,工艺手册\n外延片,石墨盘,部件,,,\n",
    )

    record(intake, dan, verified=True)

    claim = Claim.objects.get(name__name="衬底")
    assert claim.output is not None
    assert (claim.says, claim.kind, claim.state, claim.output.name) == (
        "input_of",
        "expert",
        "confirmed",
        "外延片",
    )
    assert (claim.use, claim.criticality, claim.substitutability, claim.source) == (
        "material",
        3,
        1,
        "工艺手册",
    )
    assert Claim.objects.get(name__name="石墨盘").source == "税务局"
    assert len(atlas(ZONE).arrows) == 2
    undo_intake(intake=intake, by="dan", now=LATER)
    assert not Claim.objects.exists()
    assert ProductName.objects.count() == before
    assert atlas(ZONE).arrows == ()


def test_incomes_by_year_are_recorded_and_what_stood_before_comes_back(dan: User) -> None:
    known = firm(CHENGUANG, name="晨光光电")
    record_income(enterprise=known, year=2023, income_fen=5, source="年报", by="dan", now=NOW)
    heads = "企业代码,名称,2023年营业收入（万元）,2024年营业收入（万元）"
    intake = upload("firms", f"{heads}\n{CHENGUANG},晨光光电,3,4\n{GANJIANG},赣江衬底,,2\n")

    record(intake, dan)

    assert _incomes() == [
        (CHENGUANG, 2023, 3_000_000),
        (CHENGUANG, 2024, 4_000_000),
        (GANJIANG, 2024, 2_000_000),
    ]
    later = upload("firms", f"企业代码,名称,2023年营业收入（万元）\n{CHENGUANG},晨光光电,9\n", "新.csv")
    record(later, dan, now=LATER)
    with pytest.raises(CannotDo, match="请先撤销那一份"):
        undo_intake(intake=intake, by="dan", now=LATER)
    undo_intake(intake=later, by="dan", now=LATER)
    undo_intake(intake=intake, by="dan", now=LATER)
    assert _incomes() == [(CHENGUANG, 2023, 5)]
    assert YearFigure.objects.get().source == "年报"
    assert not Enterprise.objects.filter(key=GANJIANG).exists()


def test_an_income_of_a_year_to_come_is_refused(dan: User) -> None:
    intake = upload("firms", f"企业代码,名称,2062年营业收入（万元）\n{CHENGUANG},晨光光电,3\n")

    with pytest.raises(CannotDo, match="没有可以登记的行"):
        record(intake, dan)


def test_a_year_begins_when_it_begins_in_china(dan: User) -> None:
    new_year = dt.datetime(2026, 12, 31, 17, tzinfo=dt.UTC)
    intake = upload("firms", f"企业代码,名称,2027年营业收入（万元）\n{CHENGUANG},晨光光电,3\n")

    assert record(intake, dan, now=new_year) == 1
    record_income(
        enterprise=Enterprise.objects.get(), year=2027, income_fen=4, source="快报", by="dan", now=new_year
    )
    assert _incomes() == [(CHENGUANG, 2027, 4)]


def _incomes() -> list[tuple[str, int, int]]:
    found = YearFigure.objects.order_by("enterprise__key", "year")
    return sorted(
        found.values_list("enterprise__key", "year", "income_fen"), key=lambda one: (one[0] != CHENGUANG, one)
    )

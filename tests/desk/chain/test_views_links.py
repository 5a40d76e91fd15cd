"""From page to page of the chain: every firm, product and claim named on a page leads to its own."""

from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.chain.test_map_views import soup
from tests.desk.chain.world import World, small_world
from tests.desk.official import official, signed_in
from tests.industry.small import NOW, claim, firm, goes_into, makes, supplies
from wotu.accounts.models import User
from wotu.industry.models import Claim, SheetIntake
from wotu.industry.verbs.leaders import confirm_leader
from wotu.industry.verbs.leads import take_up_lead
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
CHAIN = "/desk/small/chain/"


@pytest.fixture
def dan(small_zone: Zone) -> User:
    """Dan, a reviewer of the small zone."""
    return official("dan", "reviewer", small_zone.id)


@pytest.fixture
def world(dan: User) -> World:
    return small_world()


def _links(desk: Client, path: str) -> set[str]:
    """Return where the words of a page lead, below the chain's address."""
    answer = desk.get(f"{CHAIN}{path}")
    assert answer.status_code == HTTPStatus.OK
    found = {str(one["href"]) for one in soup(answer).select("main a[href]")}
    return {one.removeprefix(CHAIN) for one in found}


PAGES = {
    "gaps/": "缺环", "gaps/mocvd/": "缺环", "leads/": "线索", "signed/": "线索", "leaders/": "链主",
    "ratio/": "本地配套", "ratio/claims/": "本地配套", "risk/": "风险", "risk/stop/?firm=ANA": "风险",
    "clusters/": "集群", "clusters/chain/led/": "集群", "chains/led/": "图谱", "products/mocvd/": "图谱",
    "firms/ANA/": "图谱", "names/": "名称与数据", "names/products/": "名称与数据",
    "products/mocvd/names/": "名称与数据", "names/rulings/": "名称与数据", "claims/": "名称与数据",
    "sheets/": "名称与数据", "passages/": "名称与数据",
}  # fmt: skip


@pytest.mark.parametrize(("path", "tab"), PAGES.items(), ids=PAGES)
def test_every_page_begins_at_the_chain_and_stands_beneath_its_tab(
    desk: Client, world: World, path: str, tab: str
) -> None:
    page = soup(desk.get(f"{CHAIN}{path}"))

    crumbs = page.select(".crumbs a, .crumbs span")
    assert crumbs[0]["href"] == CHAIN
    assert crumbs[-1].get("aria-current") == "page"
    assert [one.text for one in page.select("nav.tabs")[0].select("[aria-current]")] == [tab]


def test_a_claim_leads_to_the_firms_and_products_it_speaks_of(desk: Client, world: World) -> None:
    supply = f"claims/{world.purchase.pk}/"
    assert {"firms/FAR/", "firms/ANA/", "products/mocvd/"} <= _links(desk, supply)

    needed = goes_into(world.gas, world.chip, state="proposed")
    assert {"products/gas/", "products/chip/"} <= _links(desk, f"claims/{needed.pk}/")

    serves = claim("serves", firm=world.ana, words="汽车厂")
    page = soup(desk.get(f"{CHAIN}claims/{serves.pk}/"))
    assert "服务对象" in page.text
    assert "汽车厂" in page.select("main dl")[0].text


def test_pages_that_rest_on_claims_lead_to_each(desk: Client, world: World) -> None:
    one = f"claims/{world.purchase.pk}/"

    for path in ("products/mocvd/", "firms/ANA/", "chains/led/?link=mocvd", "gaps/mocvd/"):
        assert one in _links(desk, path), path
    assert one in _links(desk, "ratio/claims/?sort=equipment&period=2025")
    assert one in _links(desk, "risk/stop/?firm=FAR")


def test_what_follows_a_stop_leads_to_firms_products_and_the_path(desk: Client, world: World) -> None:
    assert {"firms/FAR/", "firms/ANA/", "firms/BOLT/", "products/mocvd/"} <= _links(
        desk, "risk/stop/?firm=FAR"
    )


def test_a_firm_leads_to_what_is_asked_of_it(desk: Client, world: World, dan: User) -> None:
    confirm_leader(chain=world.chain, enterprise=world.ana, reasons={}, user=dan, now=NOW)
    leader = world.chain.leaders.get()
    assert {"risk/stop/?firm=ANA", "ratio/?buyer=ANA", f"leaders/{leader.pk}/"} <= _links(desk, "firms/ANA/")

    now = timezone.now()
    lead = take_up_lead(
        zone="small", product=world.mocvd, firm="FAR", next_step="", next_on=None, user=dan, now=now,
        today=now.date(),
    )  # fmt: skip
    outside = _links(desk, "firms/FAR/")
    assert f"leads/{lead.pk}/" in outside
    assert "ratio/?buyer=FAR" not in outside, "the zone's ratio knows buyers inside alone"


def test_a_product_and_its_names_lead_to_one_another(desk: Client, world: World) -> None:
    strange = f"names/{world.strange.pk}/"

    assert "products/mocvd/names/" in _links(desk, "products/mocvd/")
    assert "products/mocvd/" in _links(desk, "products/mocvd/names/")
    assert strange in _links(desk, f"products/name:{world.strange.pk}/")
    assert f"products/name:{world.strange.pk}/" in _links(desk, strange)
    meant = world.mocvd.names.get(name="MOCVD 外延炉")
    assert "products/mocvd/" in _links(desk, f"names/{meant.pk}/")


def test_the_first_page_leads_to_the_missing_link_and_the_panel_up_and_down(
    desk: Client, world: World
) -> None:
    assert "gaps/mocvd/" in _links(desk, "")
    assert {"products/mocvd/", "products/chip/"} <= _links(desk, "chains/led/?link=wafer")


def test_a_number_of_a_firm_and_a_sector_may_hold_a_slash(desk: Client, world: World) -> None:
    foreign = firm(
        "HRB123/45", name="外国设备商", inside=True, zone="small", sector="光电/半导体", size_fen=1
    )
    makes(foreign, world.gas, zone="small")
    supplies(foreign, world.ana, world.gas, zone="small", amount_fen=100)

    assert "firms/HRB123/45/" in _links(desk, "products/gas/")
    assert "外国设备商" in desk.get(f"{CHAIN}firms/HRB123/45/").content.decode()
    sector = f"clusters/sector/{quote('光电/半导体')}/"
    assert sector in _links(desk, "clusters/")
    assert "firms/HRB123/45/" in _links(desk, sector)
    assert desk.get(f"{CHAIN}{sector}cluster.csv").status_code == HTTPStatus.OK


def test_all_the_claims_of_a_sheet_are_seen_whatever_became_of_them(desk: Client, world: World) -> None:
    sheet = SheetIntake.objects.create(
        zone="small", sort="suppliers", name="供应商.csv", digest="1", sheet={}, source="test", opened_at=NOW,
        opened_by="tests", committed_at=NOW,
    )  # fmt: skip
    mine = Claim.objects.filter(zone="small")[:3]
    for at, (one, state) in enumerate(zip(mine, ("proposed", "confirmed", "rejected"), strict=True)):
        Claim.objects.filter(pk=one.pk).update(intake=sheet, row=at + 2, state=state)

    answer = desk.get(f"{CHAIN}claims/", {"intake": str(sheet.pk), "state": "all"})

    assert {row.claim.pk for row in answer.context["rows"]} == {one.pk for one in mine}
    assert "供应商.csv" in answer.content.decode()
    assert "否定所选" not in answer.content.decode(), "in several states, nothing is decided at once"
    assert desk.get(f"{CHAIN}claims/", {"intake": "x", "state": "all"}).status_code == HTTPStatus.OK


def test_who_only_sees_the_chain_is_not_led_to_what_is_for_keepers(world: World) -> None:
    audrey = signed_in(official("audrey", "auditor"))

    for path in ("", "names/", "names/products/", "claims/"):
        assert "sheets/" not in _links(audrey, path), path

"""The list of firms: found, filtered, sorted, turned over, taken along."""

import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tests.desk.official import NOW, official, signed_in
from wotu.accounts.models import User
from wotu.filing.models import Glance
from wotu.filing.verbs import tag_firms
from wotu.parties.models import Party
from wotu.parties.verbs import initials

pytestmark = pytest.mark.django_db

HERE = "/desk/small/firms/"


def firm(slug: str, name: str, **glance: object) -> Party:
    """Register a firm of the small zone, looked at already."""
    made = Party.objects.create(
        slug=slug, kind="enterprise", zone="small", name=name, initials=initials(name)
    )
    values: dict[str, object] = {
        "entitled": 1, "unknown": 2, "not_entitled": 3, "questions": 0, "certain": 0, "possible": 0,
        "seen_to": 0, "section": "C", "size_class": "small",
    }  # fmt: skip
    Glance.objects.create(party=made, zone="small", on=NOW.date(), **(values | glance))
    return made


@pytest.fixture
def firms(dan: User) -> None:
    """Three firms besides the two demonstrations, which nobody looked at yet."""
    firm("qinghe", "青禾机械有限公司", certain=80_000_000, questions=4, size_class="large")
    firm("baiyun", "白云软件有限公司", certain=20_000_000, section="I")
    firm("chitu", "赤土商贸有限公司", section="", size_class="")


def _names(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{HERE}?{query}")
    assert answer.status_code == HTTPStatus.OK
    page = BeautifulSoup(answer.content, "html.parser")
    return [link.get_text() for link in page.select("tbody th a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=青禾", ["青禾机械有限公司"]),
        ("q=byrj", ["白云软件有限公司"]),
        ("q=914403001922038216", ["演示·晨光软件有限公司"]),
        ("section=I", ["白云软件有限公司"]),
        ("size=large", ["青禾机械有限公司"]),
        ("questions=yes", ["青禾机械有限公司"]),
        ("least=50", ["青禾机械有限公司"]),
        ("least=20万元&sort=-certain", ["青禾机械有限公司", "白云软件有限公司"]),
        ("size=?&q=赤土", ["赤土商贸有限公司"]),
        ("section=C&size=large&q=qh", ["青禾机械有限公司"]),
        ("q=没有这家", []),
    ],
)
def test_conditions_narrow_the_list(desk: Client, firms: None, query: str, found: list[str]) -> None:
    assert _names(desk, query) == found


def test_the_most_money_first_and_the_unknown_last(desk: Client, firms: None) -> None:
    names = _names(desk, "sort=-certain")

    assert names[:2] == ["青禾机械有限公司", "白云软件有限公司"]
    assert {name[:2] for name in names[3:]} == {"演示"}


def test_nonsense_in_the_address_is_left_out(desk: Client, firms: None) -> None:
    assert len(_names(desk, "section=ZZ&size=huge&tag=x&sort=price&page=nine&questions=perhaps")) == 5


def test_a_figure_that_cannot_be_read_is_explained(desk: Client, firms: None) -> None:
    answer = desk.get(f"{HERE}?least=很多")
    page = BeautifulSoup(answer.content, "html.parser")

    field = page.select_one("#least")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == ("很多", "true")
    assert "请填数字" in page.get_text()


def test_each_condition_can_be_taken_away(desk: Client, firms: None) -> None:
    page = BeautifulSoup(desk.get(f"{HERE}?q=云&section=I").content, "html.parser")
    chips = {str(chip.contents[0]): chip["href"] for chip in page.select(".chips .chip")}

    assert chips["“云”"] == f"{HERE}?section=I"
    assert len(chips) == 2


def test_a_neighbours_firm_is_not_listed(desk: Client, firms: None) -> None:
    Party.objects.create(slug="far", kind="enterprise", zone="other", name="邻居有限公司")

    assert "邻居有限公司" not in _names(desk)


def test_an_official_of_another_zone_finds_nothing_here(firms: None) -> None:
    otto = signed_in(official("otto", "zone_admin", zone="other"))

    assert otto.get(HERE).status_code == HTTPStatus.FORBIDDEN
    assert otto.get(f"{HERE}qinghe/").status_code == HTTPStatus.FORBIDDEN


def test_whatever_somebody_wrote_stays_words(desk: Client, dan: User) -> None:
    wild = '"><script>alert(1)</script>'
    made = firm("wild", f"企业{wild}")
    tag_firms(zone="small", name=wild, firms=[made], by=dan.email, now=timezone.now())
    desk.post(f"{HERE}filters/keep", {"name": wild, "query": "q=企业"})

    for address in (HERE, f"{HERE}?q={wild}&least={wild}", f"{HERE}wild/", f"/desk/small/search/?q={wild}"):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "&lt;script&gt;alert" in page, address


def test_fifty_to_a_page(desk: Client, dan: User) -> None:
    Party.objects.bulk_create(
        Party(slug=f"f{n}", kind="enterprise", zone="small", name=f"企业{n:03}") for n in range(60)
    )

    assert len(_names(desk)) == 50
    assert len(_names(desk, "page=2")) == 12
    assert len(_names(desk, "page=99")) == 12


def test_the_industries_are_drawn_with_their_numbers_behind(desk: Client, firms: None) -> None:
    page = BeautifulSoup(desk.get(HERE).content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select(".chart tbody tr")]

    assert rows == ["未知 3", "制造业 1", "信息传输、软件和信息技术 1"]
    assert page.select_one(".chart svg[aria-hidden=true]") is not None
    assert not BeautifulSoup(desk.get(f"{HERE}?section=I").content, "html.parser").select(".chart")


def test_a_tag_is_a_condition_too(desk: Client, dan: User, firms: None) -> None:
    change = tag_firms(
        zone="small", name="重点联系", firms=[Party.objects.get(slug="chitu")], by=dan.email, now=NOW
    )
    assert change is not None

    assert _names(desk, f"tag={change.tag_id}") == ["赤土商贸有限公司"]


def test_the_whole_list_goes_along_as_a_workbook(desk: Client, dan: User, firms: None) -> None:
    firm("sly", "=HYPERLINK(1)", certain=999_99)
    chosen = [Party.objects.get(slug="sly")]
    tag_firms(zone="small", name="+cmd", firms=chosen, by=dan.email, now=NOW)
    answer = desk.get(f"{HERE}export.xlsx?sort=-certain&section=C")
    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)

    assert "small-firms-" in answer["Content-Disposition"]
    assert rows[0][:2] == ("企业", "统一社会信用代码")
    assert [row[0] for row in rows[1:]] == ["青禾机械有限公司", "'=HYPERLINK(1)"]
    assert rows[1][2:9] == ("制造业", "大型", 1, 2, 800_000, 0, 4)
    assert rows[2][9] == "'+cmd"


def test_the_list_asks_the_database_a_fixed_number_of_times(
    desk: Client, firms: None, django_assert_num_queries: object
) -> None:
    for number in range(60):
        firm(f"n{number}", f"甲{number:02}有限公司")
    with django_assert_num_queries(15):  # type: ignore[operator]
        desk.get(f"{HERE}?sort=-certain&page=2")

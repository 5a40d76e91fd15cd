"""Review, approval, publication and withdrawal on the desk's pages."""

import datetime as dt
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.desk.measures.cast import signed_in
from wotu.measures import reads, verbs
from wotu.measures.models import Edition
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

ERIN = "erin@zone.example"
FILE = "measures/all.yaml"


@pytest.fixture(autouse=True)
def _served(small_zone: Zone, settings: Settings, tmp_path: Path) -> None:
    settings.WOTU_EDITIONS = tmp_path
    cache.clear()


@pytest.fixture
def edition() -> Edition:
    """An edition in legal review."""
    now, today = timezone.now(), timezone.localdate()
    made = verbs.begin_edition(zone="small", title="提高上限", by=ERIN, now=now)
    text = reads.whole_of(made)[FILE].replace(
        "limit: 10万元, zh: 最高10万元", "limit: 15万元, zh: 最高15万元"
    )
    verbs.save_edition(zone="small", number=made.number, revision=1, path=FILE, text=text, by=ERIN, now=now)
    verbs.submit_edition(zone="small", number=made.number, by=ERIN, now=now, today=today)
    made.refresh_from_db()
    return made


def _at(edition: Edition, step: str = "") -> str:
    return f"/desk/small/measures/editions/{edition.number}/{step}"


def _answer_all(lena: Client, edition: Edition) -> None:
    for one in reads.reviewed(edition, reads.trial_of(edition, timezone.localdate())):
        given = {"finding": one.remark.identity, "answer": "accepted", "reason": "已核对"}
        assert lena.post(_at(edition, "answer/"), given).status_code == HTTPStatus.FOUND


def _published(edition: Edition, since: dt.date) -> Client:
    alan = signed_in("alan")
    _answer_all(signed_in("lena"), edition)
    alan.post(_at(edition, "approve/"))
    alan.post(_at(edition, "publish/"), {"since": since.isoformat()})
    edition.refresh_from_db()
    assert edition.state == "published"
    return alan


def test_the_reason_of_an_answer_that_is_refused_is_not_lost(edition: Edition) -> None:
    finding = reads.trial_of(edition, timezone.localdate()).asked[0].identity
    given = {"finding": finding, "answer": "none", "reason": "上位法第十条"}

    page = signed_in("lena").post(_at(edition, "answer/"), given)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "上位法第十条" in page.content.decode()
    assert "请选择一种答复" in page.content.decode()


def test_an_approval_with_open_findings_is_refused(edition: Edition) -> None:
    page = signed_in("alan").post(_at(edition, "approve/"))

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有了结" in page.content.decode()


def test_a_published_edition_shows_on_the_firms_check_up_in_the_next_request(
    client: Client, edition: Edition
) -> None:
    assert "最高15万元" not in client.get("/measures/small.staff/").content.decode()

    _published(edition, timezone.localdate())

    assert "最高15万元" in client.get("/measures/small.staff/").content.decode()


def test_one_published_for_tomorrow_does_not_show_today(client: Client, edition: Edition) -> None:
    alan = _published(edition, timezone.localdate() + dt.timedelta(days=1))

    assert "最高15万元" not in client.get("/measures/small.staff/").content.decode()
    assert "待生效" in alan.get("/desk/small/measures/").content.decode()


def test_a_withdrawal_brings_the_old_text_back(client: Client, edition: Edition) -> None:
    alan = _published(edition, timezone.localdate())

    alan.post(_at(edition, "withdraw/"), {"reason": "上级文件暂缓"})

    assert "最高15万元" not in client.get("/measures/small.staff/").content.decode()
    assert "上级文件暂缓" in alan.get(_at(edition)).content.decode()


@pytest.mark.parametrize(
    ("since", "said"), [("2026-13-45", "不是日期"), ("2020-01-01", "早于今天"), ("", "生效日期")]
)
def test_a_wrong_date_is_explained_and_stays_in_its_field(edition: Edition, since: str, said: str) -> None:
    alan = signed_in("alan")
    _answer_all(signed_in("lena"), edition)
    alan.post(_at(edition, "approve/"))

    page = alan.post(_at(edition, "publish/"), {"since": since})

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.content.decode()
    assert f'value="{since}"' in page.content.decode()


def test_an_edition_sent_back_says_why(edition: Edition) -> None:
    signed_in("lena").post(_at(edition, "return/"), {"reason": "第三条须补充依据"})
    edition.refresh_from_db()

    assert edition.state == "draft"
    assert "第三条须补充依据" in signed_in("erin").get(_at(edition)).content.decode()


@pytest.mark.parametrize(
    ("who", "steps"),
    [("erin", ["answer", "approve", "publish", "withdraw"]), ("lena", ["approve", "publish", "withdraw"]),
     ("alan", ["answer"]), ("carol", ["answer", "approve", "publish", "withdraw", "return"])],
)  # fmt: skip
def test_each_step_is_for_whoever_has_its_right(edition: Edition, who: str, steps: list[str]) -> None:
    client = signed_in(who)

    for step in steps:
        answer = client.post(_at(edition, f"{step}/"), {"reason": "x", "since": "2030-01-01"})
        assert answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}, step
    edition.refresh_from_db()
    assert edition.state == "review"


def test_every_official_may_read_it(edition: Edition) -> None:
    carol = signed_in("carol")

    for path in ("/desk/small/measures/", _at(edition), "/desk/small/measures/m/small.staff/"):
        assert carol.get(path).status_code == HTTPStatus.OK


def test_the_reach_says_who_wins_and_what_it_costs(edition: Edition) -> None:
    page = signed_in("alan").get(_at(edition, "reach/")).content.decode()

    assert "270万元 → 275万元" in page
    assert "演示·晨光软件有限公司" in page
    assert "data:image/svg+xml;base64," in page

"""The editor: what is typed is checked, kept, and never lost."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.desk.measures.cast import signed_in
from wotu.measures.blocks import block_of
from wotu.measures.models import Edition
from wotu.measures.reads import whole_of
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

DESK = "/desk/small/measures/"
FILE = "measures/all.yaml"


@pytest.fixture(autouse=True)
def _served(small_zone: Zone, settings: Settings, tmp_path: Path) -> None:
    settings.WOTU_EDITIONS = tmp_path
    cache.clear()


@pytest.fixture
def erin() -> Client:
    return signed_in("erin")


@pytest.fixture
def editor(erin: Client) -> str:
    """Begin a draft; return the address of its editor."""
    begun = erin.post(f"{DESK}begin/", {"title": "提高上限", "measure": "small.staff"})
    assert begun.status_code == HTTPStatus.FOUND
    return begun.headers["Location"]


def _draft() -> Edition:
    return Edition.objects.of("small").get()


def _block(measure: str = "small.staff") -> str:
    found = block_of(whole_of(_draft()), measure)
    assert found is not None
    return found.text


def test_only_the_measures_own_lines_are_shown_and_put_back(erin: Client, editor: str) -> None:
    page = erin.get(editor).content.decode()
    assert "small.staff" in page
    assert "measure: small.hightech" not in page

    erin.post(editor, {"text": _block().replace("limit: 10万元", "limit: 15万元"), "revision": "1"})

    text = whole_of(_draft())[FILE]
    assert "limit: 15万元" in text
    assert text.count("- measure: ") == 9


def test_the_check_names_line_and_column_and_shows_no_path_of_the_server(
    erin: Client, editor: str, small_packs: Path
) -> None:
    typed = _block().replace("* staff", "* staf")

    said = erin.post(editor.replace("/edit/", "/check/"), {"text": typed}).content.decode()

    assert "第39行第24列" in said
    assert "是不是想写 staff？" in said
    assert str(small_packs) not in said
    assert "/tmp" not in said  # noqa: S108 - where drafts are tried
    assert _draft().revision == 1


def test_a_sound_rule_is_read_back_in_words(erin: Client, editor: str) -> None:
    typed = _block().replace("staff >= 10", "staff >= 20")

    said = erin.post(editor.replace("/edit/", "/check/"), {"text": typed}).content.decode()

    assert "≥ 10人 → “从业人员不少于10人”：上年度从业人员 ≥ 20人" in said
    assert "读懂了" in said


def test_checking_without_script_keeps_what_was_typed(erin: Client, editor: str) -> None:
    page = erin.post(editor, {"text": "- measure: [", "revision": "1", "check": "1"})

    assert "- measure: [" in page.content.decode()
    assert "YAML写法有误" in page.content.decode()
    assert _draft().revision == 1


EXAMPLE = """\
- measure: small.staff
  case: {zh: 三十人, en: thirty}
  on: 2026-03-01
  facts: {staff: 30人, dishonest: false}
  expect: {status: entitled, amount: 10万元}
"""


def test_an_example_that_does_not_hold_is_told_while_one_types(erin: Client, editor: str) -> None:
    erin.post(editor.replace("small.staff", "examples/staff.yaml"), {"revision": "1", "text": EXAMPLE})
    check = editor.replace("/edit/", "/check/")

    assert "算例：1个全部成立" in erin.post(check, {"text": _block()}).content.decode()
    said = erin.post(check, {"text": _block().replace("limit: 10万元", "limit: 15万元")}).content.decode()
    assert "算例：1个不成立" in said
    assert "应为 10万元，实为 15万元" in said


def test_a_draft_with_mistakes_is_kept(erin: Client, editor: str) -> None:
    erin.post(editor, {"text": _block().replace("when: dishonest", "when: dishonst"), "revision": "1"})

    assert "dishonst" in _draft().files[FILE]
    assert "没有&#x27;dishonst&#x27;这个名字" in erin.get(editor).content.decode()


def test_whoever_saves_second_sees_both_texts(erin: Client, editor: str) -> None:
    erin.post(editor, {"text": _block().replace("最高10万元", "最高12万元"), "revision": "1"})

    mine = _block().replace("最高12万元", "最高9万元")
    page = signed_in("edgar").post(editor, {"text": mine, "revision": "1"})

    said = page.content.decode()
    assert page.status_code == HTTPStatus.CONFLICT
    assert "erin@zone.example" in said
    assert "最高9万元" in said
    assert "最高12万元" in said
    assert 'name="revision" value="2"' in said


def test_what_cannot_be_kept_is_refused_and_stays_in_the_editor(erin: Client, editor: str) -> None:
    typed = "x" * 300_000

    page = erin.post(editor, {"text": typed, "revision": "1"})

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert typed[:1000] in page.content.decode()
    assert _draft().revision == 1


def test_a_file_is_edited_as_a_whole(erin: Client, editor: str) -> None:
    address = editor.replace("small.staff", "sources.yaml")
    text = whole_of(_draft())["sources.yaml"].replace("试验办法", "试验办法（修订）")

    erin.post(address, {"text": text, "revision": "1"})

    assert "试验办法（修订）" in _draft().files["sources.yaml"]


def test_a_new_measure_from_the_template_is_sound(erin: Client, editor: str) -> None:
    add = editor.partition("edit/")[0] + "add/"
    given = {
        "name": "growth_award",
        "zh": "成长“奖励”: 一",
        "en": "Growth",
        "area": "market",
        "source": "paper",
    }

    made = erin.post(add, given)

    page = erin.get(made.headers["Location"]).content.decode()
    assert "读懂了" in page
    assert "算例：2个全部成立" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Bad Name"}, "代号用小写字母"),
        ({"zh": " "}, "请写中英文名称"),
        ({"area": "none"}, "请选择领域"),
    ],
)
def test_a_new_measure_wrongly_given_is_explained_and_not_lost(
    erin: Client, editor: str, wrong: dict[str, str], said: str
) -> None:
    given = {"name": "award", "zh": "某奖励", "en": "An award", "area": "market", "source": "paper"} | wrong

    page = erin.post(editor.partition("edit/")[0] + "add/", given)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.content.decode()
    assert 'value="An award"' in page.content.decode()


def test_a_discarded_draft_is_restored(erin: Client, editor: str) -> None:
    steps = editor.partition("edit/")[0] + "step/"
    erin.post(f"{steps}discard/")
    assert _draft().state == "discarded"

    erin.post(f"{steps}restore/")
    assert _draft().state == "draft"


def test_a_draft_needs_a_title(erin: Client) -> None:
    erin.post(f"{DESK}begin/", {"title": "  ", "measure": "small.staff"})

    assert not Edition.objects.exists()


@pytest.mark.parametrize("who", ["lena", "alan", "carol"])
def test_nobody_else_edits(editor: str, who: str) -> None:
    other = signed_in(who)

    for answer in (other.get(editor), other.post(editor, {"text": "", "revision": "1"})):
        assert answer.status_code == HTTPStatus.FORBIDDEN
    assert _draft().revision == 1


def test_an_editor_of_another_zone_does_not_learn_of_it(editor: str) -> None:
    other = signed_in("edgar", zone="elsewhere")

    assert other.get(editor).status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


def test_hostile_numbers_and_names_are_not_found(erin: Client, editor: str) -> None:
    for path in ("editions/999999/", "editions/1/edit/small.none", "m/small.none/"):
        assert erin.get(f"{DESK}{path}").status_code == HTTPStatus.NOT_FOUND


PROCESS = """\
processes:
  quick:
    zh: 快办
    en: Quick
    published: false
    assumption: {zh: 假设, en: Assumed}
    steps: [{does: accept, within: 1}, {does: decide, within: 1}, {does: pay}]
"""


def test_a_process_is_begun_beside_a_measure_and_read_back(erin: Client, editor: str) -> None:
    assert "processes.yaml" in erin.get(editor).content.decode()
    check = editor.replace("/edit/", "/check/")
    typed = f"{_block().rstrip()}\n  process: {{use: quick}}\n"

    assert "没有“quick”" in erin.post(check, {"text": typed}).content.decode()
    erin.post(editor.replace("small.staff", "processes.yaml"), {"revision": "1", "text": PROCESS})
    said = erin.post(check, {"text": typed}).content.decode()
    assert "窗口受理 → 作出决定 → 资金兑付" in said
    assert "读懂了" in said

"""The talent code: good for a while, sealed, with nothing in it."""

import datetime as dt

import pytest
from pytest_django.fixtures import Settings

from wotu.services.stay.code import MINUTES, code_for, person_id_of, picture_of

NOW = dt.datetime(2026, 3, 2, 2, 0, 30, tzinfo=dt.UTC)


def test_a_code_leads_back_to_the_record_until_it_is_over() -> None:
    code = code_for(4711, NOW)

    assert len(code) == 29
    assert person_id_of(code, NOW) == 4711
    assert person_id_of(code, NOW + dt.timedelta(minutes=MINUTES)) == 4711
    assert person_id_of(code, NOW + dt.timedelta(minutes=MINUTES + 1)) is None


def test_it_may_be_typed_in_small_letters_with_spaces_or_none() -> None:
    code = code_for(4711, NOW)

    assert person_id_of(code.lower().replace("-", " "), NOW) == 4711
    assert person_id_of(code.replace("-", ""), NOW) == 4711


def test_every_letter_is_under_the_seal() -> None:
    code = code_for(4711, NOW).replace("-", "")
    changed = [code[:i] + ("A" if code[i] != "A" else "B") + code[i + 1 :] for i in range(len(code))]

    assert [person_id_of(one, NOW) for one in changed] == [None] * len(changed)


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB", "中" * 24, "A" * 24, "!" * 24, "A" * 500])
def test_what_is_made_up_opens_nothing(typed: str) -> None:
    assert person_id_of(typed, NOW) is None


def test_another_site_cannot_make_one(settings: Settings) -> None:
    code = code_for(4711, NOW)

    settings.SECRET_KEY = "another"  # noqa: S105

    assert person_id_of(code, NOW) is None


def test_the_picture_has_no_style_or_script_of_its_own() -> None:
    drawn = picture_of(code_for(4711, NOW))

    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "script" not in drawn

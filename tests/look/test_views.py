"""The shell: the first page, the two languages, the two appearances, the pages for mistakes."""

from http import HTTPStatus

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from wotu.look.views import broken

pytestmark = pytest.mark.django_db


def test_the_first_page_is_chinese_and_names_its_language(client: Client) -> None:
    page = client.get("/").content.decode()

    assert '<html lang="zh-CN"' in page
    assert "政策体检" in page


@pytest.mark.parametrize(("chosen", "words"), [("en", "Four answers"), ("zh-hans", "四种答案")])
def test_a_reader_chooses_a_language_once(client: Client, chosen: str, words: str) -> None:
    answer = client.post(reverse("set_language"), {"language": chosen, "next": "/"})

    assert answer["Location"] == "/"
    assert words in client.get("/").content.decode()


def test_a_browser_that_asks_for_english_gets_it(client: Client) -> None:
    assert "Four answers" in client.get("/", headers={"Accept-Language": "en-GB"}).content.decode()


@pytest.mark.parametrize(("chosen", "sheet"), [("light", False), ("dark", True)])
def test_a_reader_chooses_an_appearance(client: Client, chosen: str, sheet: bool) -> None:
    client.post(reverse("look:appearance"), {"appearance": chosen, "next": "/"})
    page = client.get("/").content.decode()

    assert f'data-appearance="{chosen}"' in page
    assert ("dark.css" in page) is sheet


def test_auto_forgets_the_choice(client: Client) -> None:
    client.post(reverse("look:appearance"), {"appearance": "dark"})
    client.post(reverse("look:appearance"), {"appearance": "auto"})

    assert 'data-appearance="auto"' in client.get("/").content.decode()


def test_an_unknown_appearance_is_refused(client: Client) -> None:
    answer = client.post(reverse("look:appearance"), {"appearance": "neon"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_a_form_never_sends_the_reader_elsewhere(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("look:appearance"), {"appearance": "dark", "next": elsewhere})

    assert answer["Location"] == "/"


def test_a_page_that_does_not_exist_says_so(client: Client) -> None:
    answer = client.get("/no-such-page")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这个页面" in answer.content.decode()


def test_a_fault_of_ours_says_so(rf: RequestFactory) -> None:
    answer = broken(rf.get("/"))

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "我们这边出错了" in answer.content.decode()


def test_a_page_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy

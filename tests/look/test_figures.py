"""Figures as people read them."""

from django.template import Context, Template
from django.utils.translation import override


def _made(source: str, language: str = "zh-hans", **values: object) -> str:
    with override(language):
        return " ".join(Template("{% load figures %}" + source).render(Context(values)).split())


def test_money_is_short_to_read_and_exact_to_point_at() -> None:
    assert _made("{{ fen|money }}", fen=123_456_789) == "123.456789万元"
    assert _made("{{ fen|money }}", "en", fen=123_456_789) == "CNY 1,234,567.89"
    assert _made("{{ fen|money }}", fen=20_000_000_000) == "2亿元"
    assert _made("{{ fen|yuan }} {{ fen|in_full }}", fen=123_456_789) == "1234567.89 ¥1,234,567.89"

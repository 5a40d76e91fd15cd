"""Charts: bare drawings, coloured by the tokens."""

from wotu.look.charts import Bar, bars


def test_a_chart_has_no_script_no_style_and_no_markup_of_its_labels() -> None:
    drawn = bars([Bar("制造业 <script>", 12), Bar("软件", 7.5)], name="企业")

    for forbidden in ("<script", "<style", "style=", 'id="'):
        assert forbidden not in drawn
    assert "制造业 &lt;script&gt;" in drawn
    assert "7.5" in drawn
    assert drawn.count("<rect") >= 2


def test_nothing_to_draw_is_still_a_drawing() -> None:
    assert bars([], name="企业").startswith("<svg")

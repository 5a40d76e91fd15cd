"""Hostile packs are turned away quickly, with file and line, or do no harm."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from tests.rules.tiny import MEASURE, PACK, VOCABULARY, load, write
from wotu.rules.load import load_packs
from wotu.rules.problems import PackError

ENOUGH = 1_000_000
"""Calls that reading a hostile pack may cost: under a second, and no more than an honest pack costs."""


@contextmanager
def bounded() -> Iterator[None]:
    """Count the calls made inside, and fail if there are too many."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert calls < ENOUGH


def refused(folder: Path, **files: str | bytes) -> list[str]:
    """Return why a pack is refused, having made sure that it cost little."""
    root = write(folder, **files)
    with bounded(), pytest.raises(PackError) as caught:
        load_packs([root])
    return [str(problem).replace(f"{root}/", "") for problem in caught.value.problems]


def when(expression: str) -> str:
    """Return the measure with another condition."""
    return MEASURE.replace("when: flag", f"when: {json.dumps(expression, ensure_ascii=False)}")


def benefit(value: object) -> str:
    """Return the measure with another benefit."""
    return MEASURE.replace("{amount: 10万元}", json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(" * 500 + "flag" + ")" * 500, "nested deeper than 30 levels"),
        ("(" * 3_900 + "flag" + ")" * 3_900, "the expression has 7801 words, more than 1500"),
        ("NOT " * 400 + "flag", "nested deeper than 30 levels"),
        ("NOT " * 1_900 + "flag", "words, more than 1500"),
        ("- " * 400 + "rd > '1元'", "nested deeper than 30 levels"),
        ("CASE WHEN flag THEN " * 40 + "flag" + " ELSE flag END" * 40, "nested deeper than 30 levels"),
        ("CASE " + "WHEN flag THEN flag " * 250 + "ELSE flag END", "nested too deeply"),
        ("floor(" * 40 + "staff" + ")" * 40 + " > 5", "nested deeper than 30 levels"),
        ("+".join(["staff"] * 1_000) + " > 5", "the expression has 2001 words, more than 1500"),
        ("+".join(["staff"] * 700) + " > 5", "nested too deeply"),
        ("staff" + " * staff" * 740 + " > 5", "nested too deeply"),
        (" > ".join(["staff"] * 700), "nested too deeply"),
        (" = ".join(["flag"] * 700), "nested too deeply"),
        (" OR ".join(["flag AND NOT flag"] * 500), "characters, more than 8000"),
        ("staff > " + "9" * 7_000, "is not a number"),
        ("staff > 1e999999999", "1e999999999 is not a number"),
        ("staff > 1e-999999999", "is not a number"),
        ("staff > '1e999999999人'", "is not person"),
        ("staff > '" + "9" * 4_000 + "人'", "is not person"),
    ],
)
def test_what_is_large_or_deep_is_refused(tmp_path: Path, expression: str, reason: str) -> None:
    [problem] = refused(tmp_path, measures__grant=when(expression))
    assert problem.startswith("measures/grant.yaml:7:")
    assert reason in problem
    assert len(problem) < 400


@pytest.mark.parametrize(
    "expression",
    [
        "industry IN (" + ", ".join(f"'C{i}'" for i in range(200)) + ")",
        "(" * 30 + "flag" + ")" * 30,
        "NOT " * 30 + "flag",
        " AND ".join(["flag"] * 200),
        "+".join(["staff"] * 90) + " > 5",
    ],
)
def test_what_is_long_and_within_bounds_costs_little(tmp_path: Path, expression: str) -> None:
    root = write(tmp_path, measures__grant=when(expression))
    with bounded():
        assert load_packs([root]).measures


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("read_csv('/etc/passwd') = 'x'", "unknown function 'read_csv'"),
        ("pg_read_file('/etc/passwd') = 'x'", "unknown function 'pg_read_file'"),
        ("eval('1') = 'x'", "unknown function 'eval'"),
        ("__import__('os') = 'x'", "unknown function '__import__'"),
        ("now() > as_of", "unknown function 'now'"),
        ("current_date > as_of", "unknown name 'current_date'"),
        ("current_timestamp > as_of", "unknown name 'current_timestamp'"),
        ("localtime > as_of", "unknown name 'localtime'"),
        ("current_user = industry", "unknown name 'current_user'"),
        ("random() > 0.5", "unknown function 'random'"),
        ("count(*) > 5", "unknown function 'count'"),
        ("sum(staff) OVER () > 5", "WINDOW is not in the language"),
        ("(SELECT 1)", "a query is not an expression"),
        ("EXISTS (SELECT 1)", "EXISTS is not in the language"),
        ("industry IN (SELECT industry FROM x)", "IN needs a list of literals"),
        ("staff > ALL (SELECT 1)", "ALL is not in the language"),
        ("flag UNION SELECT 1", "a query is not an expression"),
        ("WITH a AS (SELECT 1) SELECT * FROM a", "a query is not an expression"),
        ("flag; DROP TABLE x", "one expression is allowed"),
        ("INSERT INTO x VALUES (1)", "INSERT is not in the language"),
        ("COPY x TO 'y'", "COPY is not in the language"),
        ("PRAGMA x", "PRAGMA is not in the language"),
        ("SET x = 1", "SET is not in the language"),
        ("CALL x()", "COMMAND is not in the language"),
        ("flag /* hidden */", "comments are not allowed"),
        ("flag -- hidden", "comments are not allowed"),
        ("industry::int > 5", "casts are not needed"),
        ("industry REGEXP '(a+)+$'", "REGEXPLIKE is not in the language"),
        ("industry SIMILAR TO 'a'", "SIMILARTO is not in the language"),
        ("industry ILIKE 'a%'", "ILIKE is not in the language"),
        ("industry || 'x' = 'y'", "DPIPE is not in the language"),
        ("staff[1] > 5", "BRACKET is not in the language"),
        ("staff << 62 > 5", "BITWISELEFTSHIFT is not in the language"),
        ("staff % 2 = 0", "% is not an operator here"),
        ("staff BETWEEN SYMMETRIC 9 AND 1", "SYMMETRIC is not in the language"),
        ("demo.flag", "names have no dots or stars"),
        ("*", "STAR is not in the language"),
        ("@x", "PARAMETER is not in the language"),
        ("$1", "unknown name '$1'"),
        ("{{ flag }}", "STRUCT is not in the language"),
        ("previous(rd, 999999999) > '1元'", "the number of periods must be 1 to 12"),
        ("", "the expression is empty"),
    ],
)
def test_nothing_but_the_language_gets_through(tmp_path: Path, expression: str, reason: str) -> None:
    [problem] = refused(tmp_path, measures__grant=when(expression))
    assert problem.startswith("measures/grant.yaml:7:")
    assert reason in problem


def doubling(first: str, body: str, last: int) -> str:
    """Return definitions d0 to `last`, each made of the one before (`{}`) in the way `body` says."""
    bodies = [first, *(body.replace("{}", f"d{i}") for i in range(last))]
    lines = [f"  d{i}: {{zh: 甲, en: A, versions: {{2020-01-01: {b}}}}}" for i, b in enumerate(bodies)]
    return "\n".join(["definitions:", *lines, ""])


@pytest.mark.parametrize(
    ("first", "body"),
    [
        ("rd", "{} + {}"),
        ("rd", "'{}', 2021-01-01: '{}', 2022-01-01: '{}'"),
        ("flag", "'{} = {}'"),
        ("flag", "'NOT {} AND {}'"),
        ("flag", "CASE WHEN {} THEN {} ELSE {} END"),
    ],
)
def test_definitions_that_double_are_refused(tmp_path: Path, first: str, body: str) -> None:
    problems = refused(tmp_path, definitions=doubling(first, body, 60))
    assert any("definitions.yaml:" in p and "written out, the expression is too large" in p for p in problems)


def test_a_long_chain_of_definitions_is_refused(tmp_path: Path) -> None:
    problems = refused(tmp_path, definitions=doubling("rd", "{}", 150))
    assert any("nested too deeply" in problem for problem in problems)


def test_many_measures_of_large_definitions_are_refused(tmp_path: Path) -> None:
    """Each expression is within bounds; together they are not."""
    one = when("d9 > '1元'").replace("\n", "\n  ")
    measures = "".join(f"- {one.replace('demo.grant', f'demo.g{i}').rstrip()}\n" for i in range(300))
    problems = refused(tmp_path, definitions=doubling("rd", "{} + {}", 9), measures__grant=measures)
    assert any("expressions of this pack are too large" in problem for problem in problems)


def _steps(count: int) -> list[dict[str, str]]:
    return [{"from": f"{i}元", "amount": f"{i}元"} for i in range(1, count)]


@pytest.mark.parametrize(
    "value",
    [
        {"tiers": {"of": "rd", "steps": _steps(2_000)}},
        {
            "tiers": {
                "of": "rd",
                "marginal": "true",
                "steps": [{"from": f"{i}元", "rate": "1%"} for i in range(1, 900)],
            }
        },
        {"schedule": {"from": "as_of", "each": "12月", "of": "rd", "shares": ["1%"] * 3_000}},
    ],
)
def test_thousands_of_steps_are_refused(tmp_path: Path, value: object) -> None:
    [problem] = refused(tmp_path, measures__grant=benefit(value))
    assert problem.startswith("measures/grant.yaml:8:10: the benefit has too many steps")


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("kind: &a x\n", ":9:7: anchors and aliases are not allowed"),
        ("kind: *a\n", ":9:7: anchors and aliases are not allowed"),
        ("kind: !!python/object/apply:os.system ['true']\n", ":9:7: tag tag:yaml.org,2002:python"),
        ("kind: !!str x\n", ":9:7: tag"),
        ("kind: !local x\n", ":9:7: tag !local is not allowed"),
        ("area: research\n", ":9:1: key 'area' stands twice"),
        ("<<: {kind: x}\n", ":9:5: unknown key `<<`"),
        ("? [a, b]\n: x\n", ":9:3: a key must be one word"),
        ("? {a: b}\n: x\n", ":9:3: a key must be one word"),
        ("---\nmeasure: demo.other\n", ":9:1: not YAML"),
        ("kind: " + "[" * 5_000 + "]" * 5_000 + "\n", "nested deeper than 12 levels"),
        ("kind: " + "{a: " * 5_000 + "x" + "}" * 5_000 + "\n", "nested deeper than 12 levels"),
        ("".join(f"k{i}: x\n" for i in range(60_000)), "file has more than 30000 values"),
        ('kind: "a\\u202eb"\n', ":9:7: the character U+202E cannot be seen"),
        ("kind: 'a\u202eb'\n", ":9:7: the character U+202E cannot be seen"),
        ('"a\\0b": x\n', ":9:1: the character U+0000 cannot be seen"),
        ("kind: '<script>'\n", "`kind` is not a name"),
        ("tags: ['<script>']\n", "`tags` lists names"),
        ("ranking: {by: rd, top: ²}\n", "`top` must be a whole number"),
        ("ranking: {by: rd, top: 99999999999}\n", "`top` must be a whole number"),
        ("versions:\n  - {id: '<b>', valid: {from: 2020-01-01}}\n", "`id` is not a name"),
        ('params: {"a\'; DROP": {zh: 率, en: Rate, value: 1%}}\n', "cannot be the name of a parameter"),
    ],
)
def test_hostile_yaml_is_refused(tmp_path: Path, extra: str, reason: str) -> None:
    problems = refused(tmp_path, measures__grant=MEASURE + extra)
    assert any("measures/grant.yaml" in problem and reason in problem for problem in problems)


def test_a_bomb_of_aliases_never_goes_off(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n"
        for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    assert refused(tmp_path, measures__grant=bomb) == [
        "measures/grant.yaml:1:4: anchors and aliases are not allowed (write the value out)"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (MEASURE.encode("gbk"), "measures/grant.yaml: file is not UTF-8"),
        (MEASURE.encode("utf-16"), "measures/grant.yaml: file is not UTF-8"),
        (MEASURE.encode() + b"\x00", "measures/grant.yaml: not YAML"),
        (MEASURE + "# " + "x" * (2 << 20), "measures/grant.yaml: file is larger than 1 MiB"),
        ("\t" + MEASURE, "measures/grant.yaml:1:1: not YAML"),
        ("[[1]]", "measures/grant.yaml:1:2: expected `key: value` lines here"),
        ("x", "measures/grant.yaml:1:1: expected `key: value` lines here"),
        ("", "measures/grant.yaml:1:1: `measure` is missing"),
    ],
)
def test_what_is_not_a_file_of_rules_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    assert any(problem.startswith(reason) for problem in refused(tmp_path, measures__grant=content))


def test_a_vocabulary_of_a_million_bytes_of_nothing_is_refused(tmp_path: Path) -> None:
    words = "facts:\n" + "".join(f"  k{i}: x\n" for i in range(60_000))
    assert any(
        "file has more than 30000 values" in problem for problem in refused(tmp_path, vocabulary=words)
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("补助", "<script>alert(1)</script>", "plain words only, no < or >"),
        ("Grant", "<img src=x onerror=alert(1)>", "plain words only, no < or >"),
        ("id: flag", "id: '<script>'", "`id` is not a name"),
        ("id: flag", 'id: "\'; DROP TABLE x; --"', "`id` is not a name"),
        ("demo.grant", "demo.<b>", "must be named demo.<name>"),
        ("demo.grant", "demo.../../etc/passwd", "must be named demo.<name>"),
        ("demo.grant", "demo.", "must be named demo.<name>"),
        ("demo.grant", "demo." + "a" * 200, "must be named demo.<name>"),
        ("demo.grant", "other.grant", "must be named demo.<name>"),
    ],
)
def test_names_are_names_and_labels_are_words(tmp_path: Path, old: str, new: str, reason: str) -> None:
    problems = refused(tmp_path, measures__grant=MEASURE.replace(old, new))
    assert any("measures/grant.yaml" in problem and reason in problem for problem in problems)


@pytest.mark.parametrize(
    "mark", [*"\u202a\u202b\u202d\u202e\u2066\u2069\u200b\u200e\u200f\u061c\ufeff", "\x1b", "\x7f"]
)
@pytest.mark.parametrize("written", ["raw", "escaped"])
def test_a_label_reads_as_it_is_written(tmp_path: Path, mark: str, written: str) -> None:
    inside = mark if written == "raw" else f"\\u{ord(mark):04x}"
    label = f'"补{inside}助"' if written == "escaped" else f"'补{inside}助'"
    problems = refused(tmp_path, measures__grant=MEASURE.replace("zh: 补助", f"zh: {label}"))
    assert all(problem.startswith("measures/grant.yaml") for problem in problems)


def test_a_label_that_looks_like_code_stays_a_label(tmp_path: Path) -> None:
    label = "'); DROP TABLE facts; --"
    packs = load(tmp_path, measures__grant=MEASURE.replace("zh: 补助", f'zh: "{label}"'))
    assert packs.measures["demo.grant"].title.zh == label


@pytest.mark.parametrize("base", ["../../etc", "/etc", "..", "demo/../x", "a\\b", "ａ", "a" * 1_900, "''"])
def test_a_pack_builds_on_packs_beside_it_only(tmp_path: Path, base: str) -> None:
    [problem] = refused(tmp_path, pack=PACK + f"builds_on: [{base}]\n")
    assert "is not the name of a pack" in problem
    assert problem.startswith("pack.yaml:1:1")


@pytest.mark.parametrize(
    "name", ["vocabulary.yaml", "sources.yaml", "definitions.yaml", "stacking.yaml", "processes.yaml"]
)
def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: value\n", encoding="utf-8")
    root = write(tmp_path)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(outside)
    with pytest.raises(PackError, match="a pack's files are files, not links") as caught:
        load_packs([root])
    assert "secret" not in str(caught.value)


def test_measures_behind_a_link_are_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "x.yaml").write_text("secret: value\n", encoding="utf-8")
    root = write(tmp_path)
    (root / "measures" / "link.yaml").symlink_to(outside / "x.yaml")
    assert list(load_packs([root]).measures) == ["demo.grant"]
    (root / "measures" / "link.yaml").unlink()
    (root / "measures" / "grant.yaml").unlink()
    (root / "measures").rmdir()
    (root / "measures").symlink_to(outside)
    assert not load_packs([root]).measures


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = write(tmp_path)
    os.mkfifo(root / "stacking.yaml")
    assert load_packs([root]).measures


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (
            "big: {zh: 大, en: Big, type: number, unit: 人, decimals: 999999999}",
            "at most 9 decimals are kept",
        ),
        ('"a\'; DROP": {zh: 大, en: Big, type: boolean}', "cannot be the name of a fact"),
        ("as_of: {zh: 大, en: Big, type: date}", "cannot be the name of a fact"),
        ("../x: {zh: 大, en: Big, type: boolean}", "cannot be the name of a fact"),
        ("big: {zh: 大, en: Big, type: number, unit: '" + "元/" * 900 + "元'}", "vocabulary.yaml"),
    ],
)
def test_hostile_facts_are_refused_or_harmless(tmp_path: Path, fact: str, reason: str) -> None:
    root = write(tmp_path, vocabulary=VOCABULARY + f"  {fact}\n")
    with bounded():
        try:
            load_packs([root])
        except PackError as error:
            assert reason in str(error)  # noqa: PT017
        else:
            assert reason == "vocabulary.yaml"


@pytest.mark.parametrize("name", ["<b>", "../x", "ｒd", "a-b"])
def test_hostile_definitions_are_refused(tmp_path: Path, name: str) -> None:
    text = f"definitions:\n  '{name}': {{zh: 甲, en: A, versions: {{2020-01-01: rd}}}}\n"
    [problem] = refused(tmp_path, definitions=text)
    assert "cannot be the name of a definition" in problem


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example", "data:text/html,x"]
)
def test_an_address_is_a_web_address(tmp_path: Path, address: str) -> None:
    text = f"sources:\n  a: {{zh: 甲, en: A, address: '{address}'}}\n"
    [problem] = refused(tmp_path, sources=text)
    assert problem.startswith("sources.yaml:2:6: an address begins with https:// or http://")


def test_thousands_of_dated_values_are_refused(tmp_path: Path) -> None:
    days = ", ".join(f"{1900 + i // 12}-{i % 12 + 1:02d}-01: 10%" for i in range(1_200))
    params = f"params: {{rate: {{zh: 率, en: Rate, values: {{{days}}}}}}}\n"
    assert any("more than 100 dated values" in p for p in refused(tmp_path, measures__grant=MEASURE + params))

"""A store is built whole or not at all, goes on where it stopped, and refuses what nobody can know."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chain.country.invented import Relations, country, write
from wotu.chain.country.build import build
from wotu.chain.country.source import CountryMistakes, read_source
from wotu.chain.country.steps import STEPS
from wotu.chain.country.store import Store
from wotu.rules.text import Text


class Stopped(Exception):
    """Somebody pulled the plug."""


def _stop_at(step: int) -> Callable[[Text, int, int], None]:
    def tell(title: Text, number: int, steps: int) -> None:
        if number == step:
            raise Stopped(title.en)

    return tell


def test_a_build_that_was_stopped_goes_on_and_leaves_nothing_beside_the_layouts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(country(6), tmp_path / "source")
    source, store = read_source(tmp_path / "source"), tmp_path / "store"

    with pytest.raises(Stopped):
        build(source, store, tell=_stop_at(9))
    assert not store.exists()
    made = (tmp_path / "store.partial" / "deliveries" / "0000.parquet").stat().st_mtime_ns

    build(source, store)
    assert (store / "deliveries" / "0000.parquet").stat().st_mtime_ns == made
    kept = {step.name for step in STEPS if step.kept}
    assert {path.name for path in store.iterdir()} == {*kept, "store.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"source", "store"}


@pytest.mark.parametrize("step", [len(STEPS), 11], ids=["the last", "after tables were freed"])
def test_a_build_goes_on_after_tables_were_freed_or_half_freed(step: int, tmp_path: Path) -> None:
    write(country(6), tmp_path / "source")
    source, store = read_source(tmp_path / "source"), tmp_path / "store"
    with pytest.raises(Stopped):
        build(source, store, tell=_stop_at(step))
    for table in {table for before in STEPS[: step - 1] for table in before.frees}:
        (tmp_path / "store.partial" / "work" / table).mkdir()

    build(source, store)

    with Store(store) as found:
        assert found.ask("SELECT count(*) AS makers FROM makers")[0]["makers"] > 0


def test_folders_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "全国 [1]*{2}?"
    folder.mkdir()
    write(country(6), folder / "source")

    build(read_source(folder / "source"), folder / "store")

    with Store(folder / "store") as found:
        assert found.zones


def test_after_another_file_came_it_begins_anew(tmp_path: Path) -> None:
    relations = country(6)
    write(relations, tmp_path / "source")
    with pytest.raises(Stopped):
        build(read_source(tmp_path / "source"), tmp_path / "store", tell=_stop_at(9))
    (tmp_path / "source").rename(tmp_path / "old")
    write({**relations, "zones": []}, tmp_path / "source")

    with pytest.raises(Stopped):
        build(read_source(tmp_path / "source"), tmp_path / "store", tell=_stop_at(2))

    assert not (tmp_path / "store.partial" / "deliveries").exists()


def _firm_twice(relations: Relations) -> None:
    relations["firms"].append(relations["firms"][0])


def _nobody_buys(relations: Relations) -> None:
    relations["supplies"].append({"id": "x", "buyer": "nobody"})


def _nobody_sells(relations: Relations) -> None:
    relations["supplies"] += [{"id": one, "buyer": "f000", "seller": "nobody"} for one in "xy"]


def _unknown_kind(relations: Relations) -> None:
    relations["supplies"].append({"id": "x", "buyer": "f000", "kind": "rumour"})


def _nobody_makes(relations: Relations) -> None:
    relations["makes"].append({"firm": "nobody", "product": "p00"})


def _no_such_input(relations: Relations) -> None:
    relations["input_of"].append({"input": "robots", "output": "p00"})


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_firm_twice, "numbers of firms: id f000 stands twice or is empty (2×)"),
        (_nobody_buys, "supplies, by the buyer’s zone: buyer nobody is not known (1×)"),
        (_nobody_sells, "supplies, by the buyer’s zone: seller nobody is not known (2×)"),
        (_unknown_kind, "supplies, by the buyer’s zone: kind rumour is not known (1×)"),
        (_nobody_makes, "who is said to make what: firm nobody is not known (1×)"),
        (_no_such_input, "inputs: product robots is not known (1×)"),
    ],
)
def test_what_nobody_can_know_is_named_and_nothing_is_built(
    tmp_path: Path, spoil: Callable[[Relations], None], says: str
) -> None:
    relations = country(7, firms=12, products=6)
    spoil(relations)
    write(relations, tmp_path / "source")

    with pytest.raises(CountryMistakes) as refused:
        build(read_source(tmp_path / "source"), tmp_path / "store")

    assert [mistake.en for mistake in refused.value.mistakes] == [f"{says}; mend it and run it again"]
    assert not (tmp_path / "store").exists()

"""One machine asks DuckDB, and says plainly where it gives up."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wotu.cluster.engine import NotReady
from wotu.cluster.local import Local
from wotu.cluster.seals import write_sealed


def test_what_duckdb_gives_up_over_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "part-0.parquet").write_bytes(b"PAR1 and no more")

    with pytest.raises(NotReady, match=r"DuckDB gave up: .*part-0\.parquet") as gave_up:
        Local().rows("SELECT * FROM asked", {"asked": tmp_path / "asked"})

    assert "\n" not in str(gave_up.value)
    assert "run it again" in gave_up.value.hint


def test_nothing_is_written_where_the_command_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write_sealed(tmp_path / "work" / "asked" / "part-0.parquet", pa.table({"part": [0, 1, 1]}), "")

    Local().spread(
        "SELECT part, count(*) OVER (PARTITION BY part) AS rows, current_setting('temp_directory') AS spill"
        " FROM asked",
        {"asked": tmp_path / "work" / "asked"},
        tmp_path / "work" / "told",
    )

    assert {path.name for path in (tmp_path / "work" / "told").iterdir()} == {"part=0", "part=1"}
    [spill] = set(pq.read_table(tmp_path / "work" / "told")["spill"].to_pylist())
    assert spill == str(tmp_path / "work" / "spill")

"""What a part is told by the others, so that it settles its own claims as if it saw all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wotu.cluster.job import Job
from wotu.cluster.parts import Part
from wotu.cluster.seals import seal_of, seal_of_rows
from wotu.match.across import Contest, Draw, Standing
from wotu.match.ballot import Ballot, Change
from wotu.match.settle import settle_households
from wotu.match.table import Bools

PLACED, AWAY, SETTLED, CUT, SHARED = "placed", "away", "settled", "cut", "shared"
ORDERS = {
    PLACED: ["claim"], AWAY: ["owner"], SETTLED: ["claim", "turn"], CUT: ["account", "claim"],
    SHARED: ["account", "claim"],
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """The answers to a part's questions: places in rankings, claims settled elsewhere, and cuts."""

    tables: dict[str, pa.Table]

    @classmethod
    def of(cls, job: Job, part: Part) -> "Told":
        """Read everything a part was told so far."""
        found = {name: job.told_to(part, name) for name in ORDERS}
        return cls(
            {
                name: table.sort_by([(column, "ascending") for column in ORDERS[name]]).select(
                    _columns(table)
                )
                for name, table in found.items()
                if table is not None
            }
        )

    def seal(self) -> str:
        """Return a hash over all of it."""
        return seal_of(*(f"{name} {seal_of_rows(table)}" for name, table in sorted(self.tables.items())))

    def standings(self, contest: Contest) -> Iterator[Standing]:
        """Yield where each claim of a contest came out among those of all parts."""
        table = self.tables.get(PLACED)
        if table is None or not len(contest.claims):
            return
        claims, better, total = (table.column(name).to_numpy() for name in ("claim", "better", "total"))
        if not np.isin(contest.claims, claims).all():
            raise LookupError(
                "the places in a ranking are not those of this part; remove work/ and run again"
            )
        places = np.searchsorted(claims, contest.claims)
        for claim, place in zip(contest.claims.tolist(), places.tolist(), strict=True):
            yield Standing(claim, int(better[place]), int(total[place]))

    def households(self, ballot: Ballot) -> None:
        """Settle the enterprises of the part, but for those that were settled with others elsewhere."""
        away = self.away(ballot) & ballot.alive
        ballot.alive[away] = False
        settle_households(ballot)
        ballot.alive[away] = True
        if SETTLED in self.tables:
            _take_over(ballot, self.tables[SETTLED])

    def away(self, ballot: Ballot) -> Bools:
        """Return the claims of enterprises that share a product or a standard with another enterprise."""
        if AWAY not in self.tables:
            return np.zeros(len(ballot), np.bool_)
        owners = set(self.tables[AWAY].column("owner").to_pylist())
        codes = [code for code, owner in enumerate(owners_of(ballot)) if owner in owners]
        return np.isin(ballot.owners, codes)

    def shares(self, draw: Draw, ballot: Ballot) -> Iterator[tuple[int, int]]:
        """Yield the claims of the part an account cuts."""
        del ballot
        table = self.tables.get(SHARED if draw.account.in_proportion else CUT)
        if table is not None:
            mine = table.filter(pc.equal(table.column("account"), draw.account.name))
            yield from zip(mine.column("claim").to_pylist(), mine.column("given").to_pylist(), strict=True)


def owners_of(ballot: Ballot) -> list[str]:
    """Return the enterprises behind the claims, in the order of their codes."""
    names: dict[int, str] = {}
    for claim in np.unique(ballot.owners, return_index=True)[1].tolist():
        table = ballot.table_of(claim)
        names[int(ballot.owners[claim])] = str(table.owner_ids()[int(ballot.rows[claim])])
    return [names.get(code, "") for code in range(max(names, default=-1) + 1)]


def _columns(table: pa.Table) -> list[str]:
    """Return the columns in one order, whichever engine wrote them."""
    return sorted(name for name in table.column_names if name != "part")


def _take_over(ballot: Ballot, table: pa.Table) -> None:
    for row in table.to_pylist():
        claim = row["claim"]
        ballot.changes.append(Change(claim, row["rule"], row["before"], row["after"]))
        ballot.low[claim], ballot.high[claim] = row["low"], row["high"]
        ballot.known[claim], ballot.alive[claim] = row["known"], row["alive"]

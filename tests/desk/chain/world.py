"""The demonstration chain of Nanchang with its officials, for the desk's tests."""

import datetime as dt
from pathlib import Path

from tests.house.files import ROOT
from wotu.industry.verbs.loading import load_chains
from wotu.parties.verbs import NewParty, register_parties

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ZONE = "nanchang"
PACK: Path = ROOT / "packs" / ZONE
LEADER = "DEMO-LED-08"
"""The firm the demonstration's chain turns on."""


def demonstration() -> None:
    """Load the chain; the enterprise behind its leader is on the platform, and linked."""
    register_parties(
        parties=[NewParty(f"{ZONE}-nc41", "enterprise", ZONE, "示范·紫阳显示模组（演示）有限公司")],
        about="tests", by="tests", now=NOW,
    )  # fmt: skip
    load_chains(zone=ZONE, folder=PACK, by="tests", now=NOW)

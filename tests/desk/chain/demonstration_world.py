"""The demonstration chain of Nanchang, for the desk's tests."""

import datetime as dt

from tests.house.files import ROOT
from wotu.industry.verbs.loading import load_chains
from wotu.parties.verbs import NewParty, register_parties

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ZONE = "nanchang"
DESK = f"/desk/{ZONE}/chain/"
LEADER, SECOND, DARK = "DEMO-LED-08", "DEMO-LED-04", "DEMO-LED-11"
"""The firm the demonstration's chain turns on, another, and one whose sellers are hardly known."""
PARTY = "示范·紫阳显示模组（演示）有限公司"


def demonstration() -> None:
    """Load the chain; the enterprise behind its leader is on the platform, and linked."""
    register_parties(
        parties=[NewParty(f"{ZONE}-nc41", "enterprise", ZONE, PARTY, is_demo=True)], about="tests",
        by="tests", now=NOW,
    )  # fmt: skip
    load_chains(zone=ZONE, folder=ROOT / "packs" / ZONE, by="tests", now=NOW)

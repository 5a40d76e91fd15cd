"""The catalogue's trial zone."""

from tests.measures.catalogue.conftest import shelf, shelf_packs

__all__ = ["shelf", "shelf_packs"]

"""Tags and what was done with them, saved filters, each firm at a glance."""

from wotu.filing.models.glance import Glance
from wotu.filing.models.saved_filter import SavedFilter
from wotu.filing.models.tag import LONGEST_NAME, Tag, TagChange, Tagging

__all__ = ["LONGEST_NAME", "Glance", "SavedFilter", "Tag", "TagChange", "Tagging"]

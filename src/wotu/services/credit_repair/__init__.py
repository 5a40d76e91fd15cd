"""Credit repair as one matter (信用修复“一件事”): entries, their dates, one application to all."""

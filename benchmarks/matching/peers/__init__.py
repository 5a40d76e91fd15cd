"""One module per engine; each defines ``Engine`` (see ``benchmarks.matching.engine``)."""

# Everything starts here, from nothing but Python 3.11 and make.
# `make help` lists the commands. All of them may be repeated.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test lint types floors packs pytest fuzz bench bench-cases bench-chain bench-ledger bench-pages bench-scale docs format pins browser java spark clean

VENV := .venv
PY   := $(VENV)/bin/python
RUN  := $(VENV)/.ready-run
SPARK := $(VENV)/.ready-spark
DEV  := $(VENV)/.ready-dev
PORT ?= 8000
TIMES ?= 20
FIRMS ?= 600000

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN) ## start the demonstration zones at http://127.0.0.1:8000 (PORT=… for another)
	@$(PY) -m wotu run --port $(PORT)

test: lint types floors packs pytest ## everything that must hold: style, types, floors, packs, tests

lint: $(DEV) ## style
	@echo "· style"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet . || { \
	  echo "Some files are not formatted: run 'make format'."; exit 1; }

types: $(DEV) ## types
	@echo "· types"
	@$(VENV)/bin/mypy

floors: $(DEV) ## who may import whom
	@echo "· floors"
	@$(VENV)/bin/lint-imports --no-cache

packs: $(DEV) ## every pack: types, lint, worked examples
	@echo "· packs"
	@for pack in packs/*/; do [ ! -d "$$pack" ] || set -- "$$@" "$$pack"; done; \
	  if [ $$# -eq 0 ]; then echo "No packs yet."; else $(PY) -m wotu check "$$@"; fi

pytest: $(DEV) browser java ## the tests
	@echo "· tests"
	@$(VENV)/bin/pytest --numprocesses auto --dist worksteal

fuzz: $(DEV) ## the property tests with 20 times as many, and new, random examples (TIMES=… for another factor)
	@echo "· random examples, $(TIMES) times as many"
	@WOTU_FUZZ=$(TIMES) $(VENV)/bin/pytest -m hypothesis --numprocesses auto

bench: $(DEV) ## every figure of the documents, one benchmark after another; takes hours (DOCS=--docs writes those of scale)
	@$(PY) -m benchmarks.matching.run $(DOCS)
	@$(PY) -m benchmarks.ledger.run
	@$(PY) -m benchmarks.chain.run || echo "· the chain's quality is left out"
	@$(MAKE) --no-print-directory bench-cases bench-pages bench-scale

bench-chain: $(DEV) ## quality of leads and missing links on real statements (CHAIN_DATA=… for their folder)
	@$(PY) -m benchmarks.chain.run

bench-ledger: $(DEV) ## claims a second on the ledger, beside bare transactions of pgbench
	@$(PY) -m benchmarks.ledger.run

bench-pages: $(DEV) ## speed of every kind of page with 10,000 firms, alone and under load
	@$(PY) -m benchmarks.pages --people 16 --seconds 30

bench-cases: $(DEV) ## 10,000 cases of one money measure from filing to payment, by 8 workers at once
	@$(PY) -m benchmarks.cases.run --cases 10000 --workers 8

bench-scale: $(DEV) ## from a zone to the country: matching, books, a generated chain, machines (FIRMS=60000000 for a whole country)
	@$(PY) -m benchmarks.scale.matching $(DOCS)
	@$(PY) -m benchmarks.scale.matching --millions 1 --crossing $(DOCS)
	@$(PY) -m benchmarks.scale.books $(DOCS)
	@$(PY) -m benchmarks.scale.chain --firms $(FIRMS) --spark local[2] $(DOCS)
	@[ -f build/bench/scale-pages.json ] || $(MAKE) --no-print-directory bench-pages
	@$(PY) -m benchmarks.scale.growth $(DOCS)

spark: $(SPARK) ## install what `wotu match --engine spark` needs on top (400 MB; Java 17 comes from the system)
	@echo "· ready: .venv/bin/wotu match --engine spark --help"

docs: $(DEV) ## write the parts of the documents that come from the packs
	@$(PY) -m tests.house.written

format: $(DEV) ## put the code in its agreed shape
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

pins: $(DEV) ## compile requirements/*.in into pinned, hashed requirements
	@sh scripts/pins.sh $(VENV)/bin/uv

clean: ## remove the virtual environment and every cache; var/ (your data) stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The page tests need a real browser with Chinese fonts.
browser:
	@sh scripts/browser.sh

# The tests of a cluster start a real one.
java:
	@sh scripts/java.sh

# The virtual environment: made once, made again only when a pin changes.

$(RUN): requirements/base.txt requirements/assets.txt pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh $(VENV) base

$(SPARK): requirements/base.txt requirements/assets.txt requirements/spark.txt pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh $(VENV) spark

$(DEV): requirements/base.txt requirements/assets.txt requirements/dev.txt requirements/spark.txt pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh $(VENV) dev

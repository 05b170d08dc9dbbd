# Everything a developer or a user types. Needs python3 (3.11 or newer), git and make; the rest is installed here.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := etl parsers schemas benchmarks examples tests
DEMO := SELECT region, mention AS lead, left(project, 20) AS project, deadline, deadline_basis AS basis \
	FROM v_function_tasks WHERE function = '教育' AND role = 'lead' AND year = 2024 ORDER BY region, section, seq, part

.PHONY: help install demo test test-cluster fuzz bench check format lock clean

help:  ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(READY)  ## Make a virtual environment with everything in it

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "python 3.11 or newer is needed; name one with make PYTHON=...")'
	@echo "installing into $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY)  ## Load the five notices of data/raw and print a query's result
	@$(BIN)/etl ingest
	@$(BIN)/etl query "$(DEMO)"

test: $(READY)  ## Run the tests
	@$(BIN)/python -m pytest

INITDB := $(shell command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1)

test-cluster: $(READY)  ## Run the tests with real services: PostgreSQL, a Dask scheduler and its workers
	@$(BIN)/python -c 'import distributed' 2>/dev/null || { echo "Dask is not installed: run make install, or pip install 'minsheng-etl[cluster]'"; exit 1; }
	@$(BIN)/python -c 'import duckdb_extension_ducklake, duckdb_extension_postgres_scanner' 2>/dev/null || { echo "DuckLake is not installed: run make install, or pip install 'minsheng-etl[lake]'"; exit 1; }
	@test -n "$(INITDB)" || { echo "PostgreSQL is not installed: run apt-get install postgresql (Debian, Ubuntu)"; exit 1; }
	@TEST_CLUSTER=1 $(BIN)/python -m pytest tests/cluster tests/lake

NOTICES := 2000

bench: $(READY)  ## Measure each stage and the whole beside what else there is (NOTICES=2000)
	@$(BIN)/python -m benchmarks $(NOTICES)

MINUTES := 5

fuzz: $(READY)  ## Read mutated files and random documents for some minutes (MINUTES=5), hunting for what breaks a reader
	@$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

check: $(READY)  ## Check formatting, style and types
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy

format: $(READY)  ## Format the code
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

lock: $(READY)  ## Pin the dependencies anew, with hashes
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for set in base ocr scale dev; do \
		case $$set in base) extras= ;; ocr) extras='ocr' ;; scale) extras='cluster lake ocr' ;; dev) extras='cluster dev lake ocr' ;; esac; \
		$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --universal \
			--python-version 3.11 $$(printf -- '--extra %s ' $$extras | sed 's/--extra  *$$//') pyproject.toml -o requirements/$$set.txt; \
	done

clean:  ## Remove what was made, the warehouse too
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis data/warehouse/*.duckdb

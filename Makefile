# Two commands do all the set-up: `make compare` and `make test`; `make serve` opens the page besides.

# The first Python that runs, is new enough and can make an environment: a name on the path may be a stub that does not.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
  "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; \
  done)
BIN := .venv/bin

.PHONY: compare serve test goldens fuzz lint bench clean

compare: .venv/installed
	$(BIN)/negotiation-sim compare --out results

# The page in a browser, on this machine alone. Other cases, another port: make serve SERVE_ARGS="--case my_case --port 8080"
serve: .venv/installed-web
	$(BIN)/negotiation-sim serve $(SERVE_ARGS)

# As many processes as the machine has cores, each taking over work of one that is behind. One in its way, or a debugger
# wanted? make test PYTEST_ARGS="-n 0 tests/test_game.py"
test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

# Records anew what tests/test_goldens.py compares with; what changed shows in the version control.
goldens: .venv/installed-dev
	$(BIN)/python -m tests.goldens

# Broken files by the ten thousand, others each time. The same again, or more: make fuzz FUZZ_ARGS="--seed 7 --mutants 90000"
fuzz: .venv/installed-dev
	$(BIN)/python -m tests.fuzz $(FUZZ_ARGS)
	WEB_TRIES=5000 $(BIN)/python -m pytest tests/web -k schemathesis

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict negotiation_sim

bench: .venv/installed-dev
	$(BIN)/python -m pytest benchmarks --benchmark-columns=median,min,rounds --benchmark-sort=name

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer, with venv, is needed. Name one with: make PYTHON=/path/to/python3.11 ..."; exit 2; }
	"$(PYTHON)" -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/installed-web: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[web,excel,report]"
	@touch $@ .venv/installed

.venv/installed-dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ .venv/installed .venv/installed-web

clean:
	rm -rf .venv results

# Two commands are all a newcomer needs: `make demo` and `make test`.  Both make .venv from the lock file first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# setuptools warns of every editable installation that it is one
export PYTHONWARNINGS := ignore:Editable installation
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

FAST := tests/normalise tests/pages tests/filetext tests/isolation tests/test_checks.py tests/test_extract.py tests/test_environment.py

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-slow lint format bench crawl serve soak lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is %d.%d. Try make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Installing into $(VENV) (once; about a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.lock
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(VENV)-tools/ready: requirements-tools.lock
	@echo "Installing the programs that tests call …"
	@$(PYTHON) -m venv $(VENV)-tools
	@$(VENV)-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-tools.lock
	@touch $@

$(VENV)-bench/ready: requirements-bench.lock pyproject.toml
	@echo "Installing the peers that the benchmarks compare with …"
	@$(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/runtime  ## crawl the bundled replica offices and browse the result
	@$(BIN)/healtharchive demo --days 3

test: $(VENV)/dev $(VENV)-tools/ready  ## run the tests
	@$(BIN)/python -m pytest -n auto -m "not slow and not soak"

test-fast: $(VENV)/dev  ## the tests of reading and normalising, in under a minute
	@$(BIN)/python -m pytest -n auto -m "not slow and not soak and not browser" $(FAST)

test-slow: $(VENV)/dev $(VENV)-tools/ready  ## what takes longer: the demo, built wheels, other programs, the shared sets
	@$(BIN)/python -m pytest -n auto -m slow

lint: $(VENV)/dev  ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/dev  ## let ruff format and fix the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)-bench/ready  ## measure against the peers
	@$(VENV)-bench/bin/python -m benchmarks

crawl: $(VENV)/runtime  ## crawl the real offices into archive.db
	@$(BIN)/healtharchive crawl --all

serve: $(VENV)/runtime  ## browse archive.db
	@$(BIN)/healtharchive serve

soak: $(VENV)/dev  ## the long tests: an import of 20,000 captures, hundreds of kill -9, weeks of cron
	@$(BIN)/python -m pytest -n auto -m soak
	@$(BIN)/python -m tests.archive.soak
	@$(BIN)/python -m tests.crawling.soak_cron

lock:  ## pin every dependency again (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra dev --extra queue -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra bench -c requirements.lock -o requirements-bench.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra queue -c requirements.lock -o requirements-queue.lock
	uv pip compile requirements-tools.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-tools.lock

clean:  ## remove the environment and caches; never the archive
	rm -rf $(VENV) $(VENV)-bench $(VENV)-tools .mypy_cache .ruff_cache .hypothesis build *.egg-info

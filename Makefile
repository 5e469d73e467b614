# Requires only Python 3.11 to 3.13 and make.
.DEFAULT_GOAL := help
.PHONY: help up test check quick fuzz bench golden clean environment development
PYTEST_ARGS ?=
WORKERS ?= 2
FUZZ_MINUTES ?= 20
PYTEST = .venv/bin/python -m pytest -p tests.strict --durations 20 \
	--numprocesses $(WORKERS) --dist loadgroup

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

up: environment ## install what is missing, start everything and print the address; Ctrl-C stops it
	@.venv/bin/python -m influencer_app.cli up --with-parent

test: check ## run all checks, then all tests in WORKERS processes
	@CHROMIUM="$$(sh .ci/browser)" && export CHROMIUM && $(PYTEST) $(PYTEST_ARGS)

check: development ## check format, lint, import contracts, types, names and file sizes
	@code=0; \
	.venv/bin/mypy & types=$$!; \
	.venv/bin/ruff format --check --quiet . || code=1; \
	.venv/bin/ruff check --quiet . || code=1; \
	.venv/bin/lint-imports --no-logo || code=1; \
	wait $$types || code=1; \
	.venv/bin/python .ci/names.py || code=1; \
	.venv/bin/python .ci/sizes.py || code=1; \
	exit $$code

quick: development ## check format, lint and types, then run the fast tests (no browser, no faults)
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@$(PYTEST) -m "not e2e and not faults and not slow" $(PYTEST_ARGS)

fuzz: development ## send the API random requests for FUZZ_MINUTES (20) and list what does not fit its schema
	@FUZZ_MINUTES=$(FUZZ_MINUTES) .venv/bin/python -m pytest -p tests.strict --show-capture=no --tb=short \
		tests/api/test_schema_fuzzing.py

bench: development ## run the benchmarks that README reports
	@for file in bench/*.py; do echo "== $$file"; PYTHONPATH=. .venv/bin/python "$$file" || exit 1; done

golden: development ## redraw the sketch engine's golden pictures after an intended change
	@PYTHONPATH=. .venv/bin/python -m tests.sketch.goldens

clean: ## remove installed and built files; data only with DATA=yes
	@rm -rf .venv .web .states .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis artifacts dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@if [ "$(DATA)" = yes ]; then rm -rf "$${DATA_DIR:-.data}"; echo "Removed $${DATA_DIR:-.data} too."; fi

environment:
	@sh .ci/environment .

development:
	@sh .ci/environment '.[dev]'

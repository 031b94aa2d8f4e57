# Everything a person or a robot does here is one of these: `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATIC := service/web/static
LOCKED := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
# Where a machine has no Node.js, its wheel puts one into the environment.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
NODE_WILL_DO := const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b > 18) ? 0 : 1)

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(VENV)/.runtime $(STATIC)/manifest.json ## try it: a demonstration borough on 127.0.0.1:8000 and :8001
	@exec $(BIN)/quietword demo run

.PHONY: test
test: $(VENV)/.development $(STATIC)/manifest.json ## format, lint, types, import contracts, every test, coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --maxprocesses 4 --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage report --include='crypto/*' --fail-under=100
	$(BIN)/coverage report --include='service/domain/*' --fail-under=100

.PHONY: pictures
pictures: $(VENV)/.development $(STATIC)/manifest.json ## take the README's pictures again, in a real browser
	mkdir -p .github/pictures
	QUIETWORD_PICTURES=.github/pictures $(BIN)/python -m pytest -q tests/browser

.PHONY: bench
bench: $(VENV)/.development $(STATIC)/manifest.json ## measure the promises of speed, on SQLite and PostgreSQL
	@$(BIN)/python -m tests.bench

.PHONY: catalogs
catalogs: $(VENV)/.development $(STATIC)/manifest.json ## bring the translations' files up to what the pages say
	$(BIN)/python -m tests.catalogs

.PHONY: format
format: $(VENV)/.development ## lay the Python out and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: assets
assets: $(STATIC)/manifest.json ## build the stylesheets and scripts (only if their sources changed)

.PHONY: lock
lock: $(VENV)/.node ## choose the newest versions again, Python's and Node's, and write the locks
	$(LOCKED) -r deploy/requirements-uv.lock
	$(COMPILE) --upgrade pyproject.toml -o deploy/requirements.lock
	$(COMPILE) --upgrade --group dev -c deploy/requirements.lock -o deploy/requirements-dev.lock
	for group in build node uv; do \
	  $(COMPILE) --upgrade --group $$group -o deploy/requirements-$$group.lock || exit 1; \
	done
	rm -f deploy/package-lock.json
	cd deploy && $(WITH_NODE) npm install --package-lock-only

.PHONY: clean
clean: ## remove all that make made, except var/ with the demonstration's data
	rm -rf $(VENV) $(STATIC) dist deploy/node_modules
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find crypto migrations service tests -name __pycache__ -prune -exec rm -rf {} +

# --- what those stand on: each is made once, and again only when what it is made from changes ---

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.locked: $(VENV)/.made deploy/requirements-build.lock deploy/requirements.lock
	$(LOCKED) -r deploy/requirements-build.lock -r deploy/requirements.lock
	@touch $@

$(VENV)/.runtime: $(VENV)/.locked pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-index --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime deploy/requirements-dev.lock
	$(LOCKED) -r deploy/requirements-dev.lock
	@touch $@

$(VENV)/.node: $(VENV)/.made deploy/requirements-node.lock
	@if npm --version >/dev/null 2>&1 && node -e '$(NODE_WILL_DO)'; \
	then echo "Node.js: $$(node --version), found on the PATH"; \
	else echo "Node.js: none of 20.19 or newer on the PATH, so from its wheel"; $(LOCKED) -r deploy/requirements-node.lock; fi
	@touch $@

deploy/node_modules/.package-lock.json: $(VENV)/.node deploy/package.json deploy/package-lock.json
	cd deploy && $(WITH_NODE) npm ci
	@touch $@

$(STATIC)/manifest.json: deploy/assets.mjs deploy/node_modules/.package-lock.json $(wildcard service/web/assets/*)
	@cd deploy && $(WITH_NODE) node assets.mjs

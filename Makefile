# The developer's verbs. Each sets up what it needs; nothing is installed twice.
# Works with the make that macOS ships (3.81).

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site test check serve lint format differential bench mutation lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# PUBLISHED=1 puts the newest release at the root, as the public site has it.
# SITE_URL=https://… overrides the address in settings.yaml (for the 404 page, the sitemap and the feed).
site: .venv/site.ready ## set up, and build the site into _site
	$(BIN)/seqf build --out _site $(if $(SITE_URL),--site-url "$(SITE_URL)") $(if $(PUBLISHED),--published)

# In the order of the folders: the browser's files are few and slow, and would otherwise come last, on one core.
test: lint .venv/tools.ready ## set up, and run every test; ARGS="-k words" chooses some
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/site.ready ## list every problem of the framework and the guide
	$(BIN)/seqf check

serve: .venv/site.ready ## build, serve on this computer, rebuild on save
	$(BIN)/seqf serve

lint: .venv/test.ready ## check the style of the code, and the workflows
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/zizmor --offline --quiet --no-progress .github

format: .venv/test.ready ## lay out the code as `make lint` wants it
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

# COUNT=10000 compares fewer.
COUNT ?= 1000000
differential: .venv/tools.ready ## compare the two scoring engines on a million made-up assessments
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/differential.py $(COUNT)

bench: .venv/tools.ready ## measure how fast assessments are scored, memory for a stream, how fast the calculator answers
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_calculator.py

# ARGS="python scoring/trace" or ARGS="js steps" breaks a part.
mutation: .venv/mutation.ready .venv/tools.ready ## break the scoring a little at a time; list what no test notices
	PATH="$(CURDIR)/$(BIN):$$PATH" nice -n 19 $(BIN)/python scripts/mutation.py $(ARGS)

# `make lock` keeps the versions that still fit; `make lock ARGS=--upgrade` takes the newest.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(ARGS)
lock: .venv/site.ready ## write the lock files in requirements/ anew
	$(LOCK) --group installer --output-file requirements/installer.lock
	$(LOCK) --group node --output-file requirements/node.lock
	$(LOCK) pyproject.toml --group build --output-file requirements/site.lock
	$(LOCK) pyproject.toml --group build --group dev --constraint requirements/site.lock \
		--output-file requirements/test.lock
	$(LOCK) --group mutation --constraint requirements/test.lock --output-file requirements/mutation.lock

clean: ## remove what was built and set up
	rm -rf .venv .mutation _site build dist .pytest_cache .ruff_cache .hypothesis test-results

# Each stamp says that a set-up was carried through; it is taken up again when what it rests on changes.
.venv/site.ready: requirements/installer.lock requirements/site.lock pyproject.toml scripts/setup.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	@$(PYTHON) scripts/setup.py site
	@touch $@

.venv/test.ready: .venv/site.ready requirements/test.lock
	@$(PYTHON) scripts/setup.py test
	@touch $@

.venv/mutation.ready: .venv/test.ready requirements/mutation.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/mutation.lock
	@touch $@

# Without one of these programs the tests still run, and the next `make test` looks again.
.venv/tools.ready: .venv/test.ready requirements/node.lock tests/browser/chromium.py tests/browser/firefox.py
	@$(PYTHON) scripts/setup.py tools && touch $@ || [ $$? -eq 3 ]

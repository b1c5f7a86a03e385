# Two commands: `make app` and `make test`. Everything they need goes into .venv and .cache here, nothing elsewhere
# (but with root's rights Chromium is installed by apt). PYTHON= names another Python, CHROMIUM= another Chromium.
.DEFAULT_GOAL := help
.PHONY: help setup app test bench lint geo lock release clean
MAKEFLAGS += --no-print-directory

PORT ?= 8501
SEEDS ?=
ARGS ?=
py := .venv/bin/python

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

setup:  ## make .venv with the command .venv/bin/paritrana
	@tools/setup.sh app command
	@echo "Ready: .venv/bin/paritrana"

app:  ## set up what the explorer needs and serve it (PORT=8501, SEEDS= for articles of your own)
	@tools/setup.sh app
	@echo "Paritrana: http://localhost:$(PORT)  (another port: PORT=; Ctrl-C stops it)"
	@PARITRANA_SEEDS="$(SEEDS)" exec $(py) -m paritrana app --port "$(PORT)"

test:  ## set up everything, find or get a Chromium, run every test, three files at a time (ARGS= for pytest)
	@tools/setup.sh app command cluster test
	@tools/browser.sh $(py) -m pytest -n 3 --dist loadfile $(ARGS)

bench:  ## measure what we promise: bytes, time to the map, imports, articles a second
	@tools/setup.sh app command cluster test
	@for bench in tests/benchmarks/bench_*.py; do tools/browser.sh $(py) "$$bench" || exit; done

lint:  ## ruff, and shellcheck where it is installed
	@tools/setup.sh app command test
	@$(py) -m ruff check --extend-exclude .cache .
	@! command -v shellcheck >/dev/null || shellcheck tools/*.sh .ci/run

geo:  ## set up geopandas, which only the making of the outlines needs
	@tools/setup.sh app command geo
	@echo "Ready for geo/build.py: see geo/README.md"

lock:  ## write the lock files anew from pyproject.toml (ARGS="--all" or names raises pins)
	@tools/setup.sh
	@tools/lock.sh $(ARGS)

release:  ## VERSION=1.2.3: wheel, sdist, data files and checksums in dist/; a commit and a tag, nothing pushed
	@tools/setup.sh app command
	@tools/release.sh "$(VERSION)"

clean:  ## remove .venv, .cache and whatever tests and builds left
	@rm -rf .venv .cache build dist test-artefacts .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

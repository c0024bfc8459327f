# Everything a new machine needs is installed by deploy/prepare; see README.md and docs/operating.md.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Bytecode lies beside the sources: without it each start compiles the whole project anew.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run test check bench messages

help:
	@echo "make run      the platform with its demo city (PORT=8000)"
	@echo "make test     the whole suite: SQLite, PostgreSQL, Chromium"
	@echo "make check    linters, types, layers, catalogues, house rules"
	@echo "make bench    what the platform costs: CPU and memory on a throwaway PostgreSQL"
	@echo "make messages bring the message catalogues up to date"

run:
	@deploy/prepare run && exec .venv/bin/python -m deploy.run

test:
	@deploy/prepare test && exec .venv/bin/python -m tests.everything

check:
	@deploy/prepare check && exec .venv/bin/python -m tests.checks

bench:
	@deploy/prepare test && exec .venv/bin/python -m tests.benchmarks

messages:
	@deploy/prepare check && .venv/bin/python -m tests.checks.catalogues && exec .venv/bin/python -m tests.checks.borrowed

# The two commands a newcomer needs: `make serve` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: serve test lint format eval wheelhouse clean

serve: .venv/.installed
	$(BIN)/qiantou serve

test: .venv/.installed-dev
	$(BIN)/python -m pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: .venv/.installed-dev
	$(BIN)/qiantou eval check
	$(BIN)/qiantou eval parse --gate
	$(BIN)/qiantou eval --gate

wheelhouse: .venv/.installed
	$(PIP) wheel --constraint constraints.txt --wheel-dir wheelhouse ".[ocr]"

clean:
	rm -rf .venv library build dist wheelhouse

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Qiantou into .venv (a few minutes the first time) ..."
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "Installing the test and lint tools into .venv ..."
	$(PIP) install --constraint constraints.txt --editable ".[dev,eval,ocr,milvus]"
	@touch $@

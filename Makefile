# The two commands a newcomer needs: `make serve` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: serve test lint format eval train portability wheelhouse clean

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

# What ships in data/encoder, data/reader and data/matter_weights.json, made again: an hour or two on two cores. OpenMP's threads
# must not spin while they wait: on shared cores that doubles the time.
train: .venv/.installed-dev
	$(PIP) install --constraint constraints.txt --editable ".[train]"
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.unpack_encoder build/encoder/base
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.train_encoder build/encoder/base build/encoder/trained
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.measure_encoder build/encoder/base build/encoder/trained
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.pack_encoder build/encoder/trained build/encoder/base data/encoder
	$(BIN)/python -m eval.training.encode_matters
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.train_matter
	OMP_WAIT_POLICY=passive $(BIN)/python -m eval.training.train_reader --encoder build/encoder/base --steps 3000

portability: .venv/.installed
	$(BIN)/python .ci/portability.py

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

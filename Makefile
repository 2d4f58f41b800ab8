# Needs only Python >= 3.11, git and make. `make PYTHON=/path/to/python demo` picks another one.

VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check format lock clean

help:
	@echo "make demo     install into $(VENV) and lint examples/awesome-wsss.md"
	@echo "make test     run the whole test suite"
	@echo "make check    linters, formatting and types of this project's own code"
	@echo "make format   rewrite this project's own code in its own style"
	@echo "make lock     compile requirements-dev.lock anew from pyproject.toml"
	@echo "make clean    remove $(VENV) and the caches"

# Findings are what the demo is for (status 1); anything above says that the tool did not run.
demo: $(INSTALLED)
	@echo '$$ wsss-lint examples/awesome-wsss.md'
	@$(BIN)/wsss-lint examples/awesome-wsss.md; status=$$?; test $$status -le 1 || exit $$status

test: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist loadfile $(PYTEST_ARGS)

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(INSTALLED)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --upgrade --quiet \
		--custom-compile-command 'make lock' --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# An old python3, or one without venv (Debian ships it apart), must not hide a newer one beside it.
$(VENV)/bin/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1; then \
			echo "using $$("$$python" --version) ($$python)"; \
			exec "$$python" -m venv --clear $(VENV); \
		fi; \
	done; \
	echo 'no Python >= 3.11 with the venv module was found; install one (on Debian and Ubuntu:' \
		'python3 python3-venv) or name it: make PYTHON=/path/to/python' >&2; \
	exit 1

$(LOCKED): requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements-dev.lock
	@touch $@

# Everything that the build needs is locked too, so this step asks no registry.
$(INSTALLED): $(LOCKED) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@touch $@

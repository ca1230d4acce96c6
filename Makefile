# One word for each thing a developer does. `make help` lists them.
.DEFAULT_GOAL := help
BIN := .venv/bin
SERVE := $(BIN)/juluo serve --migrate --sandbox --demo
TEMPLATES = $(shell find juluo -name '*.html')
.PHONY: help prepare demo stop dev test test-full check format messages openapi lock ux ci

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

prepare:
	@tools/prepare

demo: prepare ## serve the demo space on http://localhost:8000 until Ctrl-C (PORT=9000, DETACH=1)
	@$(SERVE) $(if $(DETACH),--detach)

stop: ## end what `make demo DETACH=1` began
	@$(BIN)/juluo stop

dev: prepare ## the same in debug mode, with a clock that `juluo clock advance 7d` moves
	@JULUO_TEST_CLOCK=1 JULUO_DEBUG=1 $(SERVE)

test: prepare ## every test but the long ones, on the embedded database
	@$(BIN)/pytest -n auto -m "not full"

test-full: prepare ## every test, with complete data files and every bad input at every place
	@$(BIN)/pytest -n auto

ux: prepare tools/ux/node_modules/.package-lock.json ## look at every screen, by machine (QUICK=1); pictures in build/ux
	@$(BIN)/python -m tools.ux $(if $(QUICK),--quick)

tools/ux/node_modules/.package-lock.json: tools/ux/package-lock.json
	@cd tools/ux && npm ci --silent --no-audit --no-fund

check: prepare ## style, types, contracts, sizes, migrations, translations, lock
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@$(BIN)/djade --target-version 6.1 --check $(TEMPLATES)
	$(BIN)/djangofmt --check juluo
	$(BIN)/djangofmt check juluo
	$(BIN)/typos
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.sizes
	$(BIN)/python -m tools.unused
	$(BIN)/python -m tools.check_lock
	$(BIN)/python -m tools.check_secrets
	$(BIN)/python -m tools.messages check
	$(BIN)/python -m tools.check_migrations

format: prepare ## put code and templates into the house's shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	-@$(BIN)/djade --target-version 6.1 $(TEMPLATES)
	-$(BIN)/djangofmt check --fix --quiet juluo
	$(BIN)/djangofmt juluo

messages: prepare ## collect and compile what is to be translated
	@$(BIN)/python -m tools.messages update

openapi: prepare ## write down the API's contract (docs/reference/openapi.json)
	@$(BIN)/python -m tools.openapi

lock: ## resolve the dependencies again (needs uv)
	UV_CUSTOM_COMPILE_COMMAND="make lock" UV_PYTHON_DOWNLOADS=never uv pip compile --quiet --upgrade --universal \
		--python-version 3.12 --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements.lock

ci: ## what the integration machine runs: check, look and test, and nothing may be missing
	tools/ci-packages
	$(MAKE) check
	$(MAKE) ux QUICK=1
	JULUO_REQUIRE_ALL=1 $(MAKE) test

# wscope: the table of commands. `make help` prints it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ARGS ?=
SCREENSHOT ?= ../shared/tools/screenshot
PREFIX ?= /usr/local
DESTDIR ?=
CALLS ?= 1000000
COUNT ?=
SEED ?=
CASES ?= *
EXCLUDES ?=
PYTHON2 ?=
SEEDS ?= 100000
FIRST ?= 1
STEPS ?= 200
SECONDS ?= 60
TARGETS ?=
MOST ?= 6
MODEL ?=
IDLE ?=
ROWS ?=
PEERS ?=
REPS ?= 3
SCENARIOS ?=
MINUTES ?= 5

BUILD := .build
PYTHON := .python/bin/python
EXAMPLES := $(BUILD)/examples
WSCOPE := $(BUILD)/debug/wscope
CC_STRICT := cc -std=c17 -O2 -Wall -Wextra -Werror -ISources/CSysWSS
CC_LINKED := -L$(BUILD)/debug -Wl,-rpath,$(abspath $(BUILD)/debug) -lSysWSSShared -pthread
INSTALLCHECK := $(CURDIR)/$(BUILD)/installcheck
SCREENS := $(patsubst %,Tests/EndToEnd/test_%.py,every_key terminals escapes paste)
SWIFT_SOURCES := Package.swift Sources Tests

.PHONY: help
help: ## print this table
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) \
	  | while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

.PHONY: setup
setup: ## install what a build needs: system libraries by apt; says where Swift comes from
	@Tests/Tools/setup

.PHONY: run
run: setup ## build, then open the console on ws://127.0.0.1:8000 (ARGS="--demo 8" passes options)
	@swift build --product wscope
	exec $(WSCOPE) $(ARGS)

.PHONY: demo
demo: setup ## the console with eight simulated clients in it
	@swift build --product wscope
	exec $(WSCOPE) --demo 8 $(ARGS)

.PHONY: test
test: setup $(PYTHON) ## the tests: Swift Testing, then the program from outside (pytest)
	@echo "test: build"
	swift build --build-tests -q
	echo "test: swift test"
	swift test --skip-build -q
	echo "test: end to end"
	$(PYTHON) -m pytest -q Tests/EndToEnd $(addprefix --ignore=,$(SCREENS)) $(ARGS)

.PHONY: screens
screens: setup $(PYTHON) ## each key and command typed, every terminal and locale, every escape, a large paste (7 minutes)
	@swift build --product wscope -q
	$(PYTHON) -m pytest -q $(SCREENS) $(ARGS)

.PHONY: chaos
chaos: setup $(PYTHON) ## numbered messages through a proxy that delays, splits, resets, half-opens (COUNT=… SEED=…)
	@echo "chaos: release build"
	swift build -c release --product wscope -q
	WSCOPE=$(BUILD)/release/wscope $(PYTHON) Tests/EndToEnd/chaos/run.py $(COUNT) $(SEED)

.PHONY: soak
soak: setup $(PYTHON) ## churn of 50 connections a second, then memory and descriptors (MINUTES=5)
	@echo "soak: release build"
	swift build -c release --product wscope -q
	WSCOPE=$(BUILD)/release/wscope $(PYTHON) Tests/EndToEnd/soak.py $(MINUTES)

.PHONY: examples
examples: setup ## the examples in C and Swift, in .build/examples
	@swift build --product SysWSSShared -q
	swift build --product swift-echo -q
	mkdir -p $(EXAMPLES)
	$(CC_STRICT) -shared -fPIC Sources/Examples/sample_callback.c -o $(EXAMPLES)/callback.so
	$(CC_STRICT) Sources/Examples/server.c Sources/Examples/sample_callback.c $(CC_LINKED) \
	  -o $(EXAMPLES)/server
	cp $(BUILD)/debug/swift-echo $(EXAMPLES)/swift-echo
	echo "examples: $(EXAMPLES): callback.so server swift-echo"

.PHONY: reentry
reentry: setup ## 10^6 sends, pings and closes from inside callbacks (CALLS=1000000)
	@swift build --product SysWSSShared -q
	mkdir -p $(EXAMPLES)
	$(CC_STRICT) Tests/EndToEnd/sys_wss/{reentry,anything,crowd,names}.c $(CC_LINKED) -o $(EXAMPLES)/reentry
	$(EXAMPLES)/reentry $(CALLS)

.PHONY: check
check: setup ## the style of every Swift file, without changing any
	@echo "check: format"
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	echo "check: every file is formatted"

.PHONY: format
format: setup ## format every Swift file
	@swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

.PHONY: conformance
conformance: setup $(PYTHON) ## the Autobahn suite over ws and wss, beside what is expected (CASES="9.*" EXCLUDES=…)
	@PYTHON2='$(PYTHON2)' Tests/Conformance/install
	echo "conformance: release build"
	swift build -c release --product wscope -q
	CASES='$(CASES)' EXCLUDES='$(EXCLUDES)' $(PYTHON) Tests/Conformance/run.py

.PHONY: differential
differential: setup $(PYTHON) ## 10^6 messages of independent clients, which have to come back (COUNT=1000000 SEED=…)
	@echo "differential: release build"
	swift build -c release --product wscope -q
	WSCOPE=$(BUILD)/release/wscope $(PYTHON) Tests/EndToEnd/differential/run.py $(or $(COUNT),1000000) $(SEED)

.PHONY: simulate
simulate: setup ## worlds of the engine, in which all goes wrong (SEEDS=100000 FIRST=1 STEPS=200)
	@Tests/Tools/simulate $(SEEDS) $(FIRST) $(STEPS)

.PHONY: planted
planted: setup ## defects planted into a copy of the engine, which the simulation has to find (2 minutes)
	@Tests/Tools/planted $(ARGS)

.PHONY: sanitize
sanitize: setup $(PYTHON) ## Swift tests and the program under ThreadSanitizer, AddressSanitizer and valgrind (ARGS="address tests")
	@Tests/Tools/sanitize $(ARGS)

.PHONY: nthcall
nthcall: setup $(PYTHON) ## each system, TLS and zlib call of the service fails in turn; 3 minutes (MOST=6)
	@swift build --product wscope -q
	$(PYTHON) Tests/NthCall/run.py $(MOST) $(ARGS)

.PHONY: fuzz
fuzz: setup ## everything that reads bytes from outside, under libFuzzer (SECONDS=60 TARGETS="frames …")
	@Tests/Tools/fuzz $(SECONDS) $(TARGETS)

.PHONY: bench
bench: setup ## CPU per message beside a protocol-free echo and other servers; 10 minutes (ROWS="thr1 conn" PEERS=… REPS=3)
	@ROWS='$(ROWS)' PEERS='$(PEERS)' REPS='$(REPS)' Tests/Tools/bench $(ARGS)

.PHONY: microbench
microbench: setup ## unmask, UTF-8, headers, deflate, rings and news in ns and GB/s, with their allocations
	@Tests/Tools/microbench

.PHONY: instructions
instructions: setup ## instructions per message by callgrind, beside their thresholds (SCENARIOS="text125 visit")
	@Tests/Tools/instructions $(SCENARIOS)

.PHONY: scale
scale: setup ## 100 000 connections at once: memory, ticks, CPU at rest, a broadcast to all (COUNT=100000)
	@COUNT='$(or $(COUNT),100000)' Tests/Tools/scale

.PHONY: consolebench
consolebench: setup $(PYTHON) ## keys and screens with 100 000 slots, CPU with 10 000 idle clients (MODEL="…" IDLE="…")
	@PYTHON='$(PYTHON)' MODEL='$(MODEL)' IDLE='$(IDLE)' Tests/Tools/consolebench

.PHONY: screenshot
screenshot: setup ## the picture in the README, from a live console (SCREENSHOT=file)
	@SCREENSHOT='$(SCREENSHOT)' Tests/Tools/picture

.PHONY: docs
docs: setup ## the DocC archive in .build/docs
	@Tests/Tools/docs

.PHONY: install
install: setup ## a release build: program, libSysWSS for C, man page, completions, below PREFIX (/usr/local)
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' .make/install

.PHONY: installcheck
installcheck: setup $(PYTHON) ## installs below a folder that is thrown away, builds C programs against it, runs them
	@PREFIX='$(INSTALLCHECK)/usr' DESTDIR='' .make/install
	echo "installcheck: programs in C"
	INSTALLED='$(INSTALLCHECK)/usr' $(PYTHON) -m pytest -q Tests/Installed $(ARGS)
	rm -rf '$(INSTALLCHECK)'

.PHONY: uninstall
uninstall: ## removes what install put below PREFIX
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' .make/uninstall

.PHONY: clean
clean: ## remove what was built, and the Python environments
	@rm -rf $(BUILD) .python .autobahn

$(PYTHON): Tests/EndToEnd/requirements.txt
	@echo "setup: Python environment for the tests in .python"
	rm -rf .python
	python3 -m venv .python
	.python/bin/pip install -q --disable-pip-version-check -r Tests/EndToEnd/requirements.txt
	touch $(PYTHON)

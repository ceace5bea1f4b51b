# Debian's own Python: a newer one earlier in PATH does not see Debian's Selenium.
python := /usr/bin/python3
release := swift build -c release --static-swift-stdlib

export PORT ?= 8080
export ENGINE ?= sqlite
export DATA ?= $(if $(filter postgres,$(ENGINE)),var/postgres,var)
export DEMO ?= 1
# As typed: make would read a dollar sign in a password as the name of a variable.
override ADMIN_PASSWORD := $(value ADMIN_PASSWORD)
override CUSTOMER_PASSWORD := $(value CUSTOMER_PASSWORD)
export ADMIN_PASSWORD CUSTOMER_PASSWORD

.PHONY: help run build compressed test deb deb-test bench chaos failover soak fuzz clean swift

help:
	@echo 'make run     install what is missing, build, and run it with demo data; Ctrl-C stops it'
	@echo '             PORT=8080 (Arvind sandbox: PORT+1, its mail: PORT+2)  DATA=var  ADMIN_PASSWORD=…  CUSTOMER_PASSWORD=…  DEMO=1 (small: without orders; 0: empty)'
	@echo '             ENGINE=postgres (the same on a PostgreSQL of its own; DATA=var/postgres)'
	@echo 'make build   install what is missing, and build as for production'
	@echo 'make test    install what is missing, and run every test'
	@echo 'make deb     build the Debian package of it, for production (nginx/README.md)'
	@echo 'make deb-test  install, upgrade and remove that package in a bare Debian of its own; as root'
	@echo 'make bench   measure; ENGINE=postgres or ENGINE=both (one table for each); PROCESSES=2 (one more: two programs on one PostgreSQL)'
	@echo 'make chaos   ten minutes of every trouble at once; CHAOS_SECONDS=600  CHAOS_SEED=… (that of a run that found something)'
	@echo 'make failover  kill the primary of two database servers under load, ten times; FAILOVER_ROUNDS=10'
	@echo 'make soak    ten minutes of a steady day, then too much of it, then kills and restarts; SOAK_SECONDS=600'
	@echo 'make fuzz    ten minutes of invented input for each reader of what strangers send; FUZZ_SECONDS=600'
	@echo 'make clean   remove what was built; DATA stays'

run: build
	@[ '$(ENGINE)' != postgres ] || .ci/install postgres
	@exec nginx/demo/run

build: swift compressed
	@.ci/install
	@$(release)

# What nginx sends to browsers that take gzip.
compressed:
	@gzip -9 -n -k -f public/*.css public/*.js public/*.svg public/*.json public/docs.html

test: swift compressed
	@.ci/install test
	@.ci/axe
	@.ci/schemathesis >/dev/null
	swift format lint --strict --recursive Sources Tests Package.swift
	KARTIFY_TEST_TWICE=1 swift test
	KARTIFY_TEST_ENGINE=postgres swift test --skip-build --filter '^(Storage|Kartify)Tests'
	Tests/Fuzz/run
	$(release)
	$(python) -m pytest -q -p no:cacheprovider -n 2 --dist loadfile Tests/Browser
	ENGINE=postgres DATA=var/postgres $(python) -m pytest -q -p no:cacheprovider Tests/Browser/test_journey.py Tests/Browser/test_last_unit.py

deb: build
	@.ci/install deb
	@nginx/debian/build

deb-test: build
	@.ci/install deb
	@nginx/debian/test

bench: build
	@.ci/install bench
	@[ '$(ENGINE)' = sqlite ] || .ci/install postgres
	@Tests/Bench/run

chaos: build
	@.ci/install test
	@CHAOS_SECONDS=$${CHAOS_SECONDS:-600} $(python) -m pytest -q -s -p no:cacheprovider Tests/Browser/test_chaos.py

failover: build
	@.ci/install test
	@FAILOVER_ROUNDS=$${FAILOVER_ROUNDS:-10} $(python) -m pytest -q -s -p no:cacheprovider Tests/Browser/test_failover.py

soak: build
	@.ci/install bench
	@Tests/Bench/soak

fuzz: swift
	@.ci/install test
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-600} Tests/Fuzz/run

clean:
	rm -rf .build

swift:
	@command -v swift >/dev/null || { echo 'Swift is missing: install 6.2 or newer, and put its bin folder into PATH.' >&2; exit 1; }

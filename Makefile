# Every target is one command that also works by hand; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help
help: ## List the targets
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

.PHONY: build
build: ## Build bin/regline
	CGO_ENABLED=0 go build -trimpath -o bin/regline .

.PHONY: test
test: ## Run the Go tests, against a real Neo4j where Java and Maven are there
	scripts/test.sh $(ARGS)

.PHONY: faults
faults: ## Kill loads and Neo4j, cut connections, fill the disk, while readers ask
	scripts/neo4j/neo4j.sh jars
	REGLINE_FAULTS=1 go test -race -count=1 -timeout 60m -v ./test/faults $(ARGS)

.PHONY: fmt
fmt: ## Format the Go files
	gofmt -w .

.PHONY: lint
lint: ## Check format, vet, staticcheck, go.mod
	@unformatted=$$(gofmt -l .); if [[ $$unformatted ]]; then echo "gofmt -w would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(STATICCHECK) ./...
	go mod verify
	go mod tidy -diff

.PHONY: generate
generate: ## Make the generated files anew
	go generate ./...
	scripts/script.sh

.PHONY: stale
stale: ## Fail if generated files or third-party files are not what they should be
	scripts/stale.sh
	scripts/playground.sh check
	scripts/script.sh check

.PHONY: vuln
vuln: ## Scan for known vulnerabilities
	scripts/vulncheck.sh

.PHONY: neo4j
neo4j: ## Run a Neo4j in the foreground: no authentication, loopback only, data in .neo4j
	exec scripts/neo4j/neo4j.sh foreground .neo4j

.PHONY: browser
browser: ## Drive the pages and the playground in a real browser (Chromium and Node.js)
	cd test/browser && npm ci --ignore-scripts --no-audit --no-fund --silent && npm test --silent

.PHONY: paint
paint: ## Measure how fast ten thousand acts are painted, zoom, and what the page weighs
	cd test/browser && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent paint

SIZES ?= 10k
CONNECTIONS ?= 1,8,32
SECONDS ?= 2

.PHONY: bench
bench: build ## Measure beside other servers over the same Neo4j; SIZES=10k,100k CONNECTIONS=1,8,32 SECONDS=10
	cd bench/peer && npm ci --ignore-scripts --no-audit --no-fund --silent
	go run ./bench --sizes "$(SIZES)" --connections "$(CONNECTIONS)" --seconds "$(SECONDS)" $(ARGS)

.PHONY: image
image: ## Build the container image
	docker build --tag regline:local .

.PHONY: ci
ci: ## Everything that must pass
	.ci/run

.PHONY: clean
clean: ## Remove what the other targets made
	rm -rf bin test/browser/node_modules bench/peer/node_modules

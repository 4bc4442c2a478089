# make demo   builds sewall, fits the example model, prints its tables and draws fssb.svg
# make test   builds everything and runs all tests
# Both install the packages of LAPACK, BLAS and ReadStat where these are missing (OPENBLAS=0: without OpenBLAS; READSTAT=0: without
# ReadStat, and then without files of SPSS, Stata and SAS).

.PHONY: demo test build lint benchmark-check benchmark libraries

demo: build
	.build/release/sewall fit models/fssb.model --figure fssb.svg
	@echo "The path diagram is in fssb.svg."

# On Linux the program carries Swift's libraries: it starts in half the time and runs where Swift is not installed.
STATIC = $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)

# Package.swift looks whether ReadStat is installed; a manifest from the cache would not look again.
FRESH = --manifest-cache none

build: libraries
	swift build -c release --product sewall $(FRESH) $(STATIC)

test: libraries
	swift build $(FRESH)
	swift test $(FRESH)

lint:
	swift format lint --strict -r Sources Tests Package.swift Benchmarks

# Time and memory, for people to read.
benchmark: libraries
	swift package --package-path Benchmarks benchmark

# Counts instructions and fails when the library has become slower than Benchmarks/instructions.json says.
benchmark-check: libraries
	Benchmarks/check

libraries:
	@scripts/install-libraries

// swift-tools-version: 6.1
import PackageDescription

let sewall: [Target.Dependency] = [
  .product(name: "PathAnalysis", package: "sewall"), .product(name: "Reports", package: "sewall"),
]

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "sewall", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "Example", dependencies: sewall),
    // Fixed work, for counting instructions: Benchmarks/check.
    .executableTarget(name: "workload", dependencies: ["Example"] + sewall),
    // Times of single fits and bootstraps, beside lavaan: Benchmarks/lavaan/compare.
    .executableTarget(name: "comparison", dependencies: sewall),
    // Time and memory, for people: make benchmark.
    .executableTarget(
      name: "Library", dependencies: ["Example", .product(name: "Benchmark", package: "benchmark")] + sewall,
      path: "Benchmarks/Library", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)

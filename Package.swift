// swift-tools-version: 6.2
import PackageDescription

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// ReadStat reads and writes SPSS, Stata and SAS files. Where its header is not installed, sewall is built without, and says so
// when it meets such a file. READSTAT=0 swift build leaves it out where it is installed.
let readStatFolder =
  Context.environment["READSTAT"] == "0"
  ? nil : ["/usr", "/usr/local", "/opt/homebrew"].first { access("\($0)/include/readstat.h", R_OK) == 0 }
let hasReadStat = readStatFolder != nil
let readStat: [Target] = hasReadStat ? [.systemLibrary(name: "CReadStat", path: "Sources/CReadStat")] : []
let readStatDependency: [Target.Dependency] = hasReadStat ? ["CReadStat"] : []
let readStatDefine: [SwiftSetting] = hasReadStat ? [.define("READSTAT")] : []
// Linkers do not search Homebrew's folder on Apple silicon of themselves.
let readStatLinking: [LinkerSetting] = readStatFolder == "/opt/homebrew" ? [.unsafeFlags(["-L/opt/homebrew/lib"])] : []

let package = Package(
  name: "sewall",
  products: [
    .library(name: "PathAnalysis", targets: ["PathAnalysis", "ModelSyntax", "SurveyData", "LinearAlgebra", "Probability"]),
    .library(name: "Reports", targets: ["Reports"]),
    .executable(name: "sewall", targets: ["sewall"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: readStat + [
    .systemLibrary(name: "CLAPACK", path: "Sources/CLAPACK"),
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK"], swiftSettings: strict),
    .target(
      name: "Probability", dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(name: "ModelSyntax", swiftSettings: strict),
    .target(
      name: "SurveyData",
      dependencies: ["LinearAlgebra", "Probability", .product(name: "RealModule", package: "swift-numerics")]
        + readStatDependency,
      swiftSettings: strict + readStatDefine, linkerSettings: readStatLinking),
    .target(
      name: "PathAnalysis", dependencies: ["ModelSyntax", "LinearAlgebra", "SurveyData", "Probability"],
      swiftSettings: strict),
    .target(name: "Reports", dependencies: ["PathAnalysis", "SurveyData"], swiftSettings: strict),
    .executableTarget(
      name: "sewall",
      dependencies: [
        "LinearAlgebra", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"], swiftSettings: strict),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability"], exclude: ["make-tables.py", "make-r-values.R"],
      swiftSettings: strict),
    .testTarget(name: "ModelSyntaxTests", dependencies: ["ModelSyntax"], swiftSettings: strict),
    .testTarget(
      name: "SurveyDataTests", dependencies: ["SurveyData"],
      exclude: [
        "Description/make-r-values.R",
        "Preparation/Language/make-values.py",
        "Scales/big-five.csv",
        "Scales/make-r-values.R",
        "Screening/make-r-values.R",
        "StatisticsFiles/Files",
        "StatisticsFiles/make-files.R",
        "StatisticsFiles/make-files.py",
        "Teams/make-r-values.R",
      ], swiftSettings: strict),
    .testTarget(
      name: "PathAnalysisTests", dependencies: ["PathAnalysis"],
      exclude: ["Fixtures/golden.csv", "Measurement/make-r-values.R", "Reference/Cases"], swiftSettings: strict),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"], swiftSettings: strict),
    .testTarget(name: "SewallTests", dependencies: ["sewall"], swiftSettings: strict + readStatDefine),
  ],
  swiftLanguageModes: [.v6]
)

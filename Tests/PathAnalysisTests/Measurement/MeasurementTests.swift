import Glibc
import LinearAlgebra
import SurveyData
import Testing

@testable import PathAnalysis

/// Omega, average variance extracted and HTMT against lavaan and psych, made by make-r-values.R.
@Suite struct MeasurementTests {
  static let reversed = ["A": ["A1"], "C": ["C4", "C5"], "E": ["E1", "E2"], "N": [], "O": ["O2", "O5"]]
  static let names = ["A", "C", "E", "N", "O"]

  static func table() throws -> DataTable {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let file = try #require(fopen("\(tests)/SurveyDataTests/Scales/big-five.csv", "r"))
    defer { fclose(file) }
    var contents: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { contents.append(UInt8(truncatingIfNeeded: byte)) }
    return try DelimitedReader.read(contents, options: TextOptions())
  }

  static func prepared() throws -> PreparedTable {
    var preparation = Preparation()
    preparation.scales = names.map { name in
      Scale(name, items: (1...5).map { "\(name)\($0)" }, reversed: reversed[name] ?? [], range: 1...6)
    }
    return try preparation.apply(to: table())
  }

  static func values(_ scale: String, _ kind: String) -> [Double] {
    for line in measurementValues.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == scale, words[1] == kind { return words[2...].compactMap(Double.init) }
    }
    return []
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func omegaAgreesWithLavaan(scale: Int) throws {
    let reliability = try Self.prepared().scales[scale].measurement()
    let name = reliability.name
    let omega = try #require(reliability.omega)
    let interval = try #require(omega.interval)
    let ours = [omega.value, try #require(omega.standardError), interval.lower, interval.upper]
    let theirs = Self.values(name, "omega")
    #expect(theirs.count == 4)
    for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 2e-6) }
    let loadings = Self.values(name, "loadings")
    for (item, loading) in zip(reliability.items, loadings) {
      #expect(abs(try #require(item.standardizedLoading) - loading) < 2e-6)
    }
    #expect(abs(try #require(reliability.averageVarianceExtracted) - Self.values(name, "ave")[0]) < 2e-6)
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func omegaIsOfTheStationaryPoint(scale: Int) throws {
    let reliability = try Self.prepared().scales[scale].measurement()
    let ours = [reliability.omega?.value, reliability.averageVarianceExtracted] + reliability.items.map(\.standardizedLoading)
    let expected = Self.values(reliability.name, "optimum")
    #expect(expected.count == ours.count)
    for (a, b) in zip(ours, expected) { #expect(abs(try #require(a) - b) < 1e-9) }
  }

  /// psych takes omega of standardised items, over the observed variance of their sum.
  @Test(arguments: [0, 1, 2, 3, 4])
  func loadingsGiveOmegaOfPsych(scale: Int) throws {
    let scores = try Self.prepared().scales[scale]
    let model = try #require(OneFactorModel(items: scores.items))
    let reliability = scores.reliability()
    let average = try #require(reliability.alpha?.averageCorrelation)
    let total = 5 + 20 * average
    let omega = 1 - model.standardizedLoadings.reduce(0) { $0 + 1 - $1 * $1 } / total
    #expect(abs(omega - Self.values(scores.scale.name, "psych")[0]) < 1e-4)
  }

  /// Items with loadings 1, 2, 3 and residual variances 1, 2, 3 without sampling error: omega = 36 / 42 exactly.
  @Test func knownPopulation() throws {
    // Four orthogonal contrasts of 16 rows stand for the factor and the three residuals.
    let signs: [[Double]] = (0..<4).map { bit in (0..<16).map { ($0 >> bit) & 1 == 0 ? 1 : -1 } }
    let rows = (0..<16).map { row in
      (1...3).map { item in Double(item) * signs[0][row] + Double(item).squareRoot() * signs[item][row] }
    }
    let model = try #require(OneFactorModel(items: Matrix(rows: rows)))
    #expect(abs(model.omega().value - 36.0 / 42) < 1e-9)
    #expect(abs(model.averageVarianceExtracted - (0.5 + 4.0 / 6 + 9.0 / 12) / 3) < 1e-9)
  }

  @Test func reversingEveryItemChangesNothing() throws {
    let scores = try Self.prepared().scales[3]
    let one = try #require(OneFactorModel(items: scores.items))
    let other = try #require(OneFactorModel(items: -1 * scores.items))
    #expect(abs(one.omega().value - other.omega().value) < 1e-8)
    #expect(abs(try #require(one.omega().standardError) - (try #require(other.omega().standardError))) < 2e-6)
  }

  @Test func twoItemsHaveNoOneFactorModel() throws {
    let table = DataTable(columns: [Column("a", [1, 2, 3, 5]), Column("b", [2, 2, 4, 4])])
    let reliability = try Scale("s", items: ["a", "b"]).scored(in: table).measurement()
    #expect(reliability.alpha != nil)
    #expect(reliability.omega == nil)
  }

  @Test(arguments: [HeterotraitMonotrait.Mean.arithmetic, .geometric])
  func ratiosAgreeWithTheirFormulaInR(mean: HeterotraitMonotrait.Mean) throws {
    let ratios = try #require(HeterotraitMonotrait(try Self.prepared().scales, mean: mean))
    let expected = Self.values("all", mean.rawValue)
    #expect(expected.count == 25)
    for i in 0..<5 {
      for j in 0..<5 { #expect(abs(ratios[i, j] - expected[5 * i + j]) < 1e-12) }
    }
    #expect(ratios.names == Self.names)
  }

  @Test func oneScaleHasNoRatios() throws {
    #expect(HeterotraitMonotrait(Array(try Self.prepared().scales.prefix(1))) == nil)
  }
}

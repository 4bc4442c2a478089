import LinearAlgebra
import Testing

@testable import SurveyData

/// Against R's psych on 300 rows of `bfi`, made by make-r-values.R.
@Suite struct ScaleReliabilityTests {
  static let reversed = ["A": ["A1"], "C": ["C4", "C5"], "E": ["E1", "E2"], "N": [], "O": ["O2", "O5"]]

  static func scores(_ name: String) throws -> ScaleScores {
    let table = try BigFive.table()
    return try Scale(
      name, items: (1...5).map { "\(name)\($0)" }, reversed: reversed[name] ?? [], range: 1...6
    ).scored(in: table)
  }

  /// Kind to values, of one scale and treatment.
  static func values(_ scale: String, _ missing: MissingAnswers) -> [String: [Double]] {
    var values: [String: [Double]] = [:]
    for line in psychValues.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == scale, words[1] == missing.rawValue { values[words[2]] = words[3...].compactMap(Double.init) }
    }
    return values
  }

  func agree(_ ours: [Double?], _ theirs: [Double]?, within tolerance: Double = 1e-10) -> Bool {
    guard let theirs, ours.count == theirs.count else { return false }
    return zip(ours, theirs).allSatisfy { abs(($0 ?? .nan) - $1) < tolerance }
  }

  @Test(arguments: ["A", "C", "E", "N", "O"], [MissingAnswers.listwise, .pairwise])
  func agreesWithPsych(name: String, missing: MissingAnswers) throws {
    let reliability = try Self.scores(name).reliability(missing: missing)
    let expected = Self.values(name, missing)
    let alpha = try #require(reliability.alpha)
    #expect(
      agree(
        [
          Double(reliability.sampleSize), alpha.value, alpha.standardized, alpha.guttmanLambda6, alpha.averageCorrelation,
          alpha.standardError,
        ], expected["total"]))
    #expect(agree([alpha.interval.lower, alpha.interval.upper], expected["feldt"]))
    #expect(agree(reliability.items.map(\.alphaIfDeleted), expected["deleted"]))
    #expect(agree(reliability.items.map(\.itemRestCorrelation), expected["rest"]))
    #expect(agree(reliability.items.map { Double($0.answeredCount) }, expected["counts"]))
    #expect(agree(reliability.items.map(\.mean), expected["means"]))
    #expect(agree(reliability.items.map(\.standardDeviation), expected["deviations"]))
  }

  @Test func twoItemsHaveNoAlphaIfDeleted() throws {
    let table = DataTable(columns: [Column("a", [1, 2, 3, 5]), Column("b", [2, 2, 4, 4])])
    let reliability = try Scale("s", items: ["a", "b"]).scored(in: table).reliability()
    #expect(reliability.items.allSatisfy { $0.alphaIfDeleted == nil })
    // Spearman-Brown of equal variances does not hold: by hand, covariance 5/3, variances 35/12 and 4/3.
    let (covariance, variances) = (5.0 / 3, 35.0 / 12 + 4.0 / 3)
    let expected = 2 * (1 - variances / (variances + 2 * covariance))
    #expect(abs(try #require(reliability.alpha).value - expected) < 1e-14)
  }

  @Test func noAlphaWithoutVariance() throws {
    let table = DataTable(columns: [Column("a", [1, 1, 1]), Column("b", [2, 2, 2])])
    let scores = try Scale("s", items: ["a", "b"]).scored(in: table)
    #expect(scores.reliability().alpha == nil)
    #expect(scores.report.warnings.contains { $0.hasPrefix("alpha of scale `s` does not exist") })
  }

  @Test func aConstantItemLeavesAlphaButNoCorrelations() throws {
    let table = DataTable(columns: [Column("a", [1, 2, 3]), Column("b", [2, 2, 2]), Column("c", [1, 3, 3])])
    let reliability = try Scale("s", items: ["a", "b", "c"]).scored(in: table).reliability()
    #expect(reliability.alpha?.value != nil)
    #expect(reliability.alpha?.standardized == nil)
    #expect(reliability.items[1].itemRestCorrelation == nil)
  }

  @Test func alphaIsTheSameInOtherUnits() throws {
    let scores = try Self.scores("N")
    var larger = scores
    larger.items = 7.5 * scores.items
    let (a, b) = (try #require(scores.reliability().alpha), try #require(larger.reliability().alpha))
    #expect(abs(a.value - b.value) < 1e-14)
    #expect(abs(a.standardError - b.standardError) < 1e-14)
  }
}

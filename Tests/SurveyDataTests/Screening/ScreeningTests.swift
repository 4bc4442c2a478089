import LinearAlgebra
import Testing

@testable import SurveyData

/// Against functions of base R, made by make-r-values.R.
@Suite struct ScreeningTests {
  static func values(_ kind: String) -> [Double] {
    for line in screeningValues.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == kind { return words.dropFirst().compactMap { Double($0) } }
    }
    return []
  }

  static func prepared() throws -> PreparedTable {
    var prepared = PreparedTable(table: try BigFive.table())
    for name in ["A", "C", "E", "N", "O"] {
      try prepared.score(
        Scale(
          name, items: ["\(name)1..\(name)5"], reversed: ScaleReliabilityTests.reversed[name] ?? [], range: 1...6,
          leastAnswered: 1))
    }
    return prepared
  }

  static func screening(excludes: Bool = false) -> Screening {
    var screening = Screening()
    screening.longstring = 6
    screening.evenOdd = 0.05
    screening.mahalanobis = 0.001
    screening.excludes = excludes
    return screening
  }

  func agree(_ ours: [Double], _ theirs: [Double], within tolerance: Double) -> Bool {
    ours.count == theirs.count
      && zip(ours, theirs).allSatisfy { $0.isNaN && $1.isNaN || abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test func signsAgreeWithR() throws {
    let prepared = try Self.prepared()
    let result = try Self.screening().result(in: prepared.table, scales: prepared.scales)
    #expect(result.itemNames.count == 25)
    #expect(try #require(result.longstrings).map(Double.init) == Self.values("longest"))
    #expect(agree(try #require(result.consistencies), Self.values("evenodd"), within: 1e-10))
    #expect(agree(try #require(result.distances), Self.values("distance"), within: 1e-10))
    #expect(agree(try #require(result.distanceProbabilities), Self.values("p"), within: 1e-12))
  }

  @Test func flaggedRowsShowOneSignAtLeast() throws {
    let prepared = try Self.prepared()
    let result = try Self.screening().result(in: prepared.table, scales: prepared.scales)
    let (longest, consistency, p) = (Self.values("longest"), Self.values("evenodd"), Self.values("p"))
    let expected = (0..<300).filter { longest[$0] >= 6 || consistency[$0] < 0.05 || p[$0] < 0.001 }
    #expect(!expected.isEmpty)
    #expect(result.flaggedRows == expected)
  }

  @Test func countsByDefaultAndExcludesOnRequest() throws {
    var counted = try Self.prepared()
    try counted.screen(Self.screening())
    #expect(counted.table.rowCount == 300)
    #expect(counted.reports[0].rowsAfter == 300)
    #expect(counted.reports[0].text.hasSuffix("none excluded"))
    var excluded = try Self.prepared()
    let flagged = try Self.screening().result(in: excluded.table, scales: excluded.scales).flaggedRows
    try excluded.screen(Self.screening(excludes: true))
    #expect(excluded.table.rowCount == 300 - flagged.count)
    #expect(excluded.scales.allSatisfy { $0.scores.count == 300 - flagged.count })
    #expect(excluded.reports[0].text.hasSuffix("excluded, \(300 - flagged.count) remain"))
    #expect(excluded.table["A"]?.count == 300 - flagged.count)
  }

  @Test(arguments: [
    ([1.0, 1, 1, 2, 2], 3), ([1, .nan, 1, 1], 2), ([], 0), ([.nan, .nan], 0), ([3, 3, 3, 3], 4), ([1, 2, 3], 1),
  ])
  func runsEndAtMissingAnswers(answers: [Double], length: Int) {
    #expect(Longstring.length(answers) == length)
  }

  @Test func opposedHalvesHaveTheLeastConsistency() {
    #expect(EvenOddConsistency.value([[1, 6], [2, 5], [3, 4]]) == -1)
    #expect(abs(EvenOddConsistency.value([[1, 1], [2, 2], [5, 5]]) - 1) < 1e-12)
    #expect(EvenOddConsistency.value([[3, 3], [3, 3], [3, 3]]).isNaN)
    #expect(EvenOddConsistency.value([[1, 2], [3, 4]]).isNaN)
  }

  @Test func distancesAreTheSameInOtherUnits() throws {
    let rows = [[1.0, 2], [2, 1], [4, 3], [3, 5], [5, 5]]
    let plain = try #require(MahalanobisDistance(Matrix(rows: rows)))
    let other = try #require(MahalanobisDistance(Matrix(rows: rows.map { [7 - $0[0], 1e6 + 1000 * $0[1]] })))
    for (a, b) in zip(plain.squared, other.squared) { #expect(abs(a - b) < 1e-9) }
    // They sum to (n - 1) k.
    #expect(abs(plain.squared.reduce(0, +) - 8) < 1e-12)
  }

  @Test func whatCannotBeScreenedIsRefused() throws {
    let table = DataTable(columns: [Column("a", [1, 2, 3, 4]), Column("b", [2, 4, 6, 8]), Column("c", [1, 5, 2, 2])])
    func error(_ screening: Screening) -> String? {
      do {
        _ = try screening.result(in: table, scales: [])
        return nil
      } catch { return error.id }
    }
    var screening = Screening()
    screening.longstring = 5
    #expect(error(screening) == "screening-items")
    screening.items = ["a", "b"]
    #expect(error(screening) == nil)
    screening.mahalanobis = 0.001
    #expect(error(screening) == "screening-covariance")
    screening.evenOdd = 0.3
    #expect(error(screening) == "screening-scales")
    screening.items = ["a", "d"]
    #expect(error(screening) == "unknown-variable")
  }
}

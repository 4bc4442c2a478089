import Glibc
import LinearAlgebra
import ModelSyntax
import SurveyData

@testable import PathAnalysis

/// Teams of two to six members: y1 and y2 vary within teams and between them, x within, z between.
struct TeamData {
  var sizes: [Int]
  var rows: Matrix
  var clusters: [Int]

  static let variables = ["y1", "y2", "x", "z"]

  static let text = """
    level: 1
    y1 ~ x
    y2 ~ b*y1
    level: 2
    y1 ~ z
    y2 ~ c*y1 + z
    """

  /// Numbers that any program can make: `u(k) = frac(43758.5453 sin(12.9898 k))`, a sum of three of them for a value.
  private static func value(_ k: Int) -> Double {
    (0..<3).reduce(0) { sum, j in
      let x = 43758.5453 * sin(12.9898 * Double(3 * k + j + 1))
      return sum + x - x.rounded(.down) - 0.5
    } * 2
  }

  init(sizes: [Int]) {
    self.sizes = sizes
    var cases: [[Double]] = []
    var clusters: [Int] = []
    for (team, size) in sizes.enumerated() {
      let (z, b1, b2) = (Self.value(10 * team), 0.8 * Self.value(10 * team + 1), 0.5 * Self.value(10 * team + 2))
      let team1 = 1 + 0.5 * z + b1
      let team2 = 2 + 0.6 * team1 - 0.3 * z + b2
      for member in 0..<size {
        let k = 10_000 + 40 * team + 4 * member
        let x = Self.value(k) + 0.3
        let own1 = 0.5 * x + Self.value(k + 1)
        cases.append([team1 + own1, team2 + 0.4 * own1 + 0.8 * Self.value(k + 2), x, z])
        clusters.append(team)
      }
    }
    rows = Matrix(rows: cases)
    self.clusters = clusters
  }

  static let unbalanced = TeamData(sizes: (0..<60).map { 2 + ($0 * 7) % 5 })

  /// The same with x less its mean.
  var centred: TeamData {
    var result = self
    let mean = rows.column(2).reduce(0, +) / Double(rows.rowCount)
    for row in 0..<rows.rowCount { result.rows[row, 2] -= mean }
    return result
  }

  var sample: Sample {
    let sums = MomentSums.of(rows)
    return Sample(
      variables: Self.variables, rows: CaseRows(rows), sampleSize: rows.rowCount, covariance: sums.covariance, means: sums.means,
      clusters: clusters)
  }

  func fit(
    _ text: String = TeamData.text, _ estimator: EstimationOptions.Estimator = .ML, fixedX: Bool? = nil
  ) throws -> Fit {
    var options = EstimationOptions()
    options.estimator = estimator
    return try Self.model(text, fixedX: fixedX).fit(to: sample, options: options)
  }

  static func model(_ text: String = TeamData.text, fixedX: Bool? = nil) throws -> PathModel {
    var options = ModelOptions()
    options.fixedX = fixedX
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "teams.model", text: text)))
    let (model, diagnostics) = PathModel.specify(parsed.tree, options: options)
    guard let model else { throw Refused(ids: diagnostics.map(\.id)) }
    return model
  }

  struct Refused: Error { var ids: [String] }
}

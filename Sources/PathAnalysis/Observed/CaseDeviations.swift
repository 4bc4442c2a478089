import LinearAlgebra
import SurveyData

/// The deviations of cases from given numbers, block by block: nothing else of the cases is ever held whole.
struct CaseDeviations: Sendable {
  /// n x p.
  let rows: CaseRows
  /// Length p.
  let centre: [Double]
  /// p x p, from the right, where the cases are turned into others (``BollenStine``).
  var rotation: Matrix?

  /// Those of some consecutive cases.
  func block(_ range: Range<Int>) -> Matrix {
    var deviations = rows.block(range)
    for j in 0..<deviations.columnCount { for i in 0..<range.count { deviations[i, j] -= centre[j] } }
    return rotation.map { deviations * $0 } ?? deviations
  }
}

import LinearAlgebra
import SurveyData

/// What is drawn from one group's sample: its cases, or whole clusters.
///
/// A cluster that is drawn twice is two clusters (Davison & Hinkley 1997, section 3.8), so that the number of clusters is the sample's and
/// the number of cases varies.
struct ResamplingUnits: Sendable {
  private let sample: Sample
  private let rows: CaseRows
  /// Rows of each unit; `nil` where each case is one.
  private let clusters: [[Int]]?

  /// `nil` when the sample has no rows.
  init?(_ sample: Sample) {
    guard let rows = sample.rows else { return nil }
    self.sample = sample
    self.rows = rows
    clusters = sample.clusters.map { clusters in
      var members = [[Int]](repeating: [], count: (clusters.max() ?? -1) + 1)
      for (row, cluster) in clusters.enumerated() { members[cluster].append(row) }
      return members
    }
  }

  var count: Int { clusters?.count ?? rows.rowCount }

  /// The sample that consists of these units, in their order.
  func sample(of units: some Sequence<UInt32>) -> Sample {
    var chosen: [Int] = []
    chosen.reserveCapacity(rows.rowCount)
    var labels: [Int] = []
    if let clusters {
      for (number, unit) in units.enumerated() {
        chosen += clusters[Int(unit)]
        for _ in clusters[Int(unit)] { labels.append(number) }
      }
    } else {
      for unit in units { chosen.append(Int(unit)) }
    }
    let drawn = rows.selecting(rows: chosen)
    let weights = sample.weights.map { weights in
      let own = chosen.map { weights[$0] }
      let mean = own.reduce(0, +) / Double(max(own.count, 1))
      return own.map { $0 / mean }
    }
    let moments = AvailableMoments(drawn, weights: weights)
    return Sample(
      label: sample.label, variables: sample.variables, rows: drawn, sampleSize: chosen.count, covariance: moments.covariance,
      means: moments.means, weights: weights, clusters: clusters == nil ? nil : labels)
  }
}

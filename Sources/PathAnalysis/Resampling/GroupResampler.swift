import LinearAlgebra
import Probability
import SurveyData

/// Resamples the rows of one group and sums their moments, 64 draws at a time.
struct GroupResampler: Sendable {
  private var rows: any DrawnRows
  /// What a covariance with divisor n is multiplied by: 1 for the normal likelihood, n/(n - 1) for Wishart.
  let scale: Double
  /// The sample's means, which the draws' deviations are added to.
  let means: [Double]
  /// The sample's own variances: one that shrinks to rounding in a draw is a constant column there.
  private let variances: [Double]
  /// `moments[quantity * 64 + lane]`: vech of the covariance with divisor n, then the deviations of the means.
  private(set) var moments: [Double]

  private static let size = LaneProgram.laneCount

  /// `nil` when the sample has no rows, or a draw's estimates are no function of their means and covariances with fixed numbers of cases.
  init?(_ group: FittedGroup, _ options: EstimationOptions, _ method: EstimationMethod) {
    guard let rows = group.sample.rows, !group.sample.isIncomplete, group.sample.weights == nil,
      group.sample.clusters == nil, !group.matrices.hasLevels, group.matrices.thresholds.isEmpty,
      method.discrepancy == .maximumLikelihood
    else { return nil }
    let n = Double(rows.rowCount)
    let rescales = options.rescaleSampleCovariance ?? method.rescales(options.likelihood)
    let means = group.observed.means ?? [Double](repeating: 0, count: group.observed.covariance.rowCount)
    guard let deviations = group.deviations(from: means) else { return nil }
    self.init(
      deviations, means: means, variances: group.observed.covariance.diagonal, scale: rescales ? 1 : n / (n - 1))
  }

  /// - Parameters:
  ///   - variances: with the divisor of the likelihood.
  ///   - scale: what a covariance with divisor n is multiplied by.
  private init(_ deviations: CaseDeviations, means: [Double], variances: [Double], scale: Double) {
    self.means = means
    self.scale = scale
    self.variances = variances.map { $0 / scale }
    rows = deviations.rows.isLong ? CountedRows(deviations) : GatheredRows(deviations)
    moments = [Double](repeating: 0, count: rows.total.count * Self.size)
  }

  /// The same rows turned into ones of which the model holds exactly: `(X - m) S^-1/2 Sigma^1/2 + mu`, symmetric roots (Bollen & Stine
  /// 1992). Without a mean structure their means stay.
  func obeying(_ group: FittedGroup) -> GroupResampler? {
    let sample = group.observed.means ?? means
    let expected = group.matrices.intercepts.isEmpty ? sample : group.impliedMeans
    guard var deviations = group.deviations(from: sample),
      let whitening = try? SymmetricEigen(group.observed.covariance).inverseSquareRoot(),
      let root = try? SymmetricEigen(group.impliedCovariance).squareRoot()
    else { return nil }
    deviations.rotation = whitening * root
    return GroupResampler(
      deviations, means: expected, variances: group.impliedCovariance.diagonal, scale: scale)
  }

  var rowCount: Int { rows.rowCount }
  var variableCount: Int { variances.count }

  /// The rows of one lane's draw, from its generator.
  mutating func fill(lane: Int, from random: inout CounterRandom) { rows.fill(lane: lane, from: &random) }

  /// The rows of one lane's draw, as given.
  mutating func fill(lane: Int, with rows: ArraySlice<UInt32>) { self.rows.fill(lane: lane, with: rows) }

  /// Sums the rows of every lane.
  mutating func sumRows() {
    rows.sum(into: &moments)
    convertToMoments(count: rowCount)
  }

  /// Leave-one-out moments: lane k lacks row `first + k`.
  mutating func leaveOut(first: Int) {
    rows.singleRows(first: first, into: &moments)
    let total = rows.total
    for quantity in total.indices {
      for lane in 0..<Self.size { moments[quantity * Self.size + lane] = total[quantity] - moments[quantity * Self.size + lane] }
    }
    convertToMoments(count: rowCount - 1)
  }

  /// Every lane the sample itself.
  mutating func takeWhole() {
    let total = rows.total
    for quantity in total.indices { for lane in 0..<Self.size { moments[quantity * Self.size + lane] = total[quantity] } }
    convertToMoments(count: rowCount)
  }

  private mutating func convertToMoments(count: Int) {
    ProductRows.convertToMoments(&moments, variableCount: variableCount, drawCount: Self.size, count: count)
  }

  /// Calls `body` with every lane in which a column is constant.
  func forEachConstantLane(_ body: (Int) -> Void) {
    var place = 0
    let p = variances.count
    for j in 0..<p {
      let limit = 1e-14 * variances[j]
      for lane in 0..<Self.size where !(moments[place * Self.size + lane] > limit) { body(lane) }
      place += p - j
    }
  }

  /// The moments of one lane: covariance p x p with the likelihood's divisor, and means.
  func observedMoments(ofLane lane: Int) -> (covariance: [Double], means: [Double]) {
    let p = variances.count
    var covariance = [Double](repeating: 0, count: p * p)
    var place = lane
    for j in 0..<p {
      for i in j..<p {
        covariance[i + j * p] = scale * moments[place]
        covariance[j + i * p] = covariance[i + j * p]
        place &+= Self.size
      }
    }
    var drawMeans = means
    for i in 0..<p {
      drawMeans[i] += moments[place]
      place &+= Self.size
    }
    return (covariance, drawMeans)
  }
}

extension FittedGroup {
  /// The deviations of the group's cases from given means of its observed variables; `nil` when moments were given.
  fileprivate func deviations(from means: [Double]) -> CaseDeviations? {
    guard let rows = sample.rows else { return nil }
    let position = Dictionary(sample.variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return CaseDeviations(rows: rows.selecting(columns: observedVariables.compactMap { position[$0] }), centre: means)
  }
}

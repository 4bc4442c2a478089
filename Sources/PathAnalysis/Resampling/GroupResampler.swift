import LinearAlgebra
import Probability

/// Resamples the rows of one group and sums their moments, 64 draws at a time.
struct GroupResampler: Sendable {
  private let products: ProductRows
  /// What a covariance with divisor n is multiplied by: 1 for the normal likelihood, n/(n - 1) for Wishart.
  let scale: Double
  /// The sample's means, which the draws' deviations are added to.
  let means: [Double]
  /// The sample's own variances: one that shrinks to rounding in a draw is a constant column there.
  private let variances: [Double]
  /// The sums of all rows, for leaving one out.
  private let total: [Double]
  private var indices: [UInt32]
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
    guard let centered = group.centeredRows(about: means) else { return nil }
    self.init(
      centered: centered, means: means, variances: group.observed.covariance.diagonal, scale: rescales ? 1 : n / (n - 1))
  }

  /// - Parameters:
  ///   - centered: rows less `means`.
  ///   - variances: with the divisor of the likelihood.
  ///   - scale: what a covariance with divisor n is multiplied by.
  private init(centered: Matrix, means: [Double], variances: [Double], scale: Double) {
    self.means = means
    self.scale = scale
    self.variances = variances.map { $0 / scale }
    products = ProductRows(centered: centered)
    var total = [Double](repeating: 0, count: products.quantityCount)
    products.sum(of: (0..<UInt32(products.rowCount)).map { $0 }, into: &total)
    self.total = total
    indices = [UInt32](repeating: 0, count: Self.size * products.rowCount)
    moments = [Double](repeating: 0, count: products.quantityCount * Self.size)
  }

  /// The same rows turned into ones of which the model holds exactly: `(X - m) S^-1/2 Sigma^1/2 + mu`, symmetric roots (Bollen & Stine
  /// 1992). Without a mean structure their means stay.
  func obeying(_ group: FittedGroup) -> GroupResampler? {
    let sample = group.observed.means ?? means
    let expected = group.matrices.intercepts.isEmpty ? sample : group.impliedMeans
    guard let centered = group.centeredRows(about: sample),
      let whitening = try? SymmetricEigen(group.observed.covariance).inverseSquareRoot(),
      let root = try? SymmetricEigen(group.impliedCovariance).squareRoot()
    else { return nil }
    return GroupResampler(
      centered: centered * (whitening * root), means: expected, variances: group.impliedCovariance.diagonal, scale: scale)
  }

  var rowCount: Int { products.rowCount }
  var variableCount: Int { variances.count }

  /// The rows of one lane's draw, from its generator.
  mutating func fill(lane: Int, from random: inout CounterRandom) {
    random.fillIndices(below: rowCount, count: rowCount, into: &indices, at: lane * rowCount)
  }

  /// The rows of one lane's draw, as given.
  mutating func fill(lane: Int, with rows: some Sequence<UInt32>) {
    for (place, row) in rows.enumerated() { indices[lane * rowCount + place] = row }
  }

  /// Sums the rows of every lane.
  mutating func sumRows() {
    products.sums(of: indices, drawCount: Self.size, drawSize: rowCount, into: &moments)
    products.convertToMoments(&moments, drawCount: Self.size, count: rowCount)
  }

  /// Leave-one-out moments: lane k lacks row `first + k`.
  mutating func leaveOut(first: Int) {
    let rows = (0..<Self.size).map { UInt32(min(first + $0, rowCount - 1)) }
    products.sums(of: rows, drawCount: Self.size, drawSize: 1, into: &moments)
    for quantity in total.indices {
      for lane in 0..<Self.size { moments[quantity * Self.size + lane] = total[quantity] - moments[quantity * Self.size + lane] }
    }
    products.convertToMoments(&moments, drawCount: Self.size, count: rowCount - 1)
  }

  /// Every lane the sample itself.
  mutating func takeWhole() {
    for quantity in total.indices { for lane in 0..<Self.size { moments[quantity * Self.size + lane] = total[quantity] } }
    products.convertToMoments(&moments, drawCount: Self.size, count: rowCount)
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
  /// The cases of the group's observed variables, less given means; `nil` when moments were given.
  fileprivate func centeredRows(about means: [Double]) -> Matrix? {
    guard let rows = sample.rows else { return nil }
    let position = Dictionary(sample.variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var centered = rows.submatrix(rows: Array(0..<rows.rowCount), columns: observedVariables.compactMap { position[$0] })
    for j in 0..<centered.columnCount { for i in 0..<centered.rowCount { centered[i, j] -= means[j] } }
    return centered
  }
}

import LinearAlgebra

/// The acceleration of BCa intervals, `A = sum l^3 / (6 (sum l^2)^1.5)`, from empirical influence values l.
enum BootstrapAcceleration {
  static func value(_ influence: [Double]) -> Double {
    let squares = influence.reduce(0) { $0 + $1 * $1 }
    let cubes = influence.reduce(0) { $0 + $1 * $1 * $1 }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// Influence from leaving out one case at a time: `(n - 1)/n` times the group's mean of the leave-one-out estimates minus each, so that
  /// groups of different size weigh as in the variance of the estimate (Davison & Hinkley 1997, section 5.3).
  static func jackknife(_ groups: [[Double]]) -> [Double] {
    groups.flatMap { leftOut in
      let n = Double(leftOut.count)
      let mean = leftOut.reduce(0, +) / n
      return leftOut.map { (n - 1) / n * (mean - $0) }
    }
  }
}

/// Influence values from a regression of the draws on the resampling frequencies, as R's `boot` package has it.
///
/// The first case is the reference (influence 0), then the values are centred. Needs more draws than cases.
struct RegressionInfluence {
  private let design: Matrix
  private let factor: CholeskyFactorization

  /// `rows` holds n indices a draw; `nil` when there are too few draws for n cases.
  init?(rows: [UInt32], caseCount n: Int) {
    let drawCount = rows.count / n
    guard drawCount > n else { return nil }
    var frequencies = Matrix(rowCount: drawCount, columnCount: n - 1)
    for draw in 0..<drawCount {
      for place in 0..<n {
        let row = Int(rows[draw * n + place])
        if row > 0 { frequencies[draw, row - 1] += 1 }
      }
    }
    for j in 0..<(n - 1) {
      let mean = frequencies.column(j).reduce(0, +) / Double(drawCount)
      for i in 0..<drawCount { frequencies[i, j] -= mean }
    }
    guard let factor = try? CholeskyFactorization(frequencies.transposedTimes(frequencies)) else { return nil }
    design = frequencies
    self.factor = factor
  }

  func influence(of draws: [Double]) -> [Double] {
    let slopes = [0] + factor.solve(design.transposedTimes(draws))
    let mean = slopes.reduce(0, +) / Double(slopes.count)
    return slopes.map { $0 - mean }
  }
}

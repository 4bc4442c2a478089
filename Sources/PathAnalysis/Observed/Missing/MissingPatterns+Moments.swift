import LinearAlgebra

extension MissingPatterns {
  /// The mean of each variable over the cases that have it; NaN of a variable that none has.
  var availableMeans: [Double] {
    var sums = [Double](repeating: 0, count: variableCount)
    var counts = sums
    for pattern in patterns {
      let n = Double(pattern.sampleSize)
      for (a, j) in pattern.observed.enumerated() {
        sums[j] += n * pattern.means[a]
        counts[j] += n
      }
    }
    return zip(sums, counts).map { $0 / $1 }
  }

  /// The mean product of the deviations from `means` over the cases that have both variables, 0 where none has.
  ///
  /// Of complete data and their means it is the maximum-likelihood covariance; of others it need not be positive definite.
  func availableCovariance(about means: [Double]) -> Matrix {
    var result = Matrix(rowCount: variableCount, columnCount: variableCount)
    for pattern in patterns {
      let n = Double(pattern.sampleSize)
      let deviations = zip(pattern.observed, pattern.means).map { $1 - means[$0] }
      result.add(n, times: pattern.covariance, at: pattern.observed)
      result.add(n, timesProductOf: deviations, deviations, at: pattern.observed)
    }
    let counts = pairCounts
    for j in 0..<variableCount {
      for i in 0..<variableCount where counts[i, j] > 0 { result[i, j] /= counts[i, j] }
    }
    return result
  }
}

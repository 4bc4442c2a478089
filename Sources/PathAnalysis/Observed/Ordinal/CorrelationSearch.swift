/// The correlation at which a likelihood with one correlation as its only parameter is largest.
enum CorrelationSearch {
  /// Correlations beyond ± this are taken for ±1.
  static let limit = 1 - 1e-7

  /// By Newton's method within an interval that holds the maximum, which a step that would leave it divides instead.
  ///
  /// Ends when a step is below 1e-8, so that the error, which such a step squares, is far below 1e-10.
  /// - Parameter derivatives: the first two derivatives of the log likelihood.
  /// - Returns: `nil` when the likelihood rises up to the limit.
  static func maximum(from start: Double, derivatives: (Double) -> (first: Double, second: Double)) -> Double? {
    var (low, high) = (-limit, limit)
    var correlation = start.isFinite ? min(max(start, -0.95), 0.95) : 0
    for _ in 0..<200 {
      let (first, second) = derivatives(correlation)
      if first > 0 { low = correlation } else if first < 0 { high = correlation }
      var step = second < 0 ? -first / second : first > 0 ? .infinity : -.infinity
      if first == 0 { step = 0 }
      let next = correlation + step
      if abs(step) < 1e-8, next > -limit, next < limit { return next }
      correlation = next > low && next < high ? next : (low + high) / 2
      if high - low < 1e-12 { break }
    }
    return abs(correlation) < limit - 1e-9 ? correlation : nil
  }
}

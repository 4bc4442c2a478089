extension [Double] {
  /// Sum divided by count; NaN without values.
  var mean: Double { reduce(0, +) / Double(count) }

  /// sum (x - center)².
  func sumOfSquares(about center: Double) -> Double { reduce(0) { $0 + ($1 - center) * ($1 - center) } }

  /// With divisor n - 1; NaN for fewer than two values.
  var variance: Double { count > 1 ? sumOfSquares(about: mean) / Double(count - 1) : .nan }

  /// The middle value, or the mean of the two middle ones; NaN without values.
  var median: Double {
    if isEmpty { return .nan }
    let sorted = sorted()
    let upper = sorted[count / 2]
    return count % 2 == 1 ? upper : (sorted[count / 2 - 1] + upper) / 2
  }
}

/// How far a person's answers to the even items of the scales go with those to the odd ones (Johnson, 2005).
enum EvenOddConsistency {
  static let leastScaleCount = 3

  /// The correlation r over scales of the mean of the odd with the mean of the even items, corrected for their halved length by
  /// Spearman and Brown: `2 r / (1 + r)`, and -1 where that is less.
  ///
  /// - Parameter scales: one person's answers after reversal, scale by scale; missing ones NaN. A scale counts when both of its
  ///   halves have an answer.
  /// - Returns: NaN when fewer than three scales count, or a half is the same on all of them.
  static func value(_ scales: [[Double]]) -> Double {
    var halves: [(odd: Double, even: Double)] = []
    for answers in scales {
      let odd = mean(stride(from: 0, to: answers.count, by: 2).map { answers[$0] })
      let even = mean(stride(from: 1, to: answers.count, by: 2).map { answers[$0] })
      if !odd.isNaN, !even.isNaN { halves.append((odd, even)) }
    }
    guard halves.count >= leastScaleCount else { return .nan }
    let (oddMean, evenMean) = (mean(halves.map(\.odd)), mean(halves.map(\.even)))
    let (odd, even) = (halves.map { $0.odd - oddMean }, halves.map { $0.even - evenMean })
    let squares = product(odd, odd) * product(even, even)
    // What rounding leaves of equal means is no variation.
    let scale = halves.reduce(0) { max($0, $1.odd.magnitude, $1.even.magnitude) }
    guard squares > 1e-24 * scale * scale * scale * scale else { return .nan }
    let correlation = product(odd, even) / squares.squareRoot()
    return max(2 * correlation / (1 + correlation), -1)
  }

  private static func mean(_ values: [Double]) -> Double {
    let answered = values.filter { !$0.isNaN }
    return answered.isEmpty ? .nan : answered.reduce(0, +) / Double(answered.count)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

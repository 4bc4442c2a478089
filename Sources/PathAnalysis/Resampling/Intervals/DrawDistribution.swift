import LinearAlgebra
import Probability

/// The draws of one quantity, with its estimate: their order statistics, quantiles and spread.
struct DrawDistribution {
  private let ranks: RankedValues
  private let values: [Double]
  var estimate: Double
  /// Standard deviation of the draws with divisor R, as lavaan has it.
  let standardError: Double

  /// The values must be finite.
  init(_ values: [Double], estimate: Double) {
    self.values = values
    self.estimate = estimate
    ranks = RankedValues(values)
    let count = Double(values.count)
    let mean = Self.sum(values) { $0 } / count
    standardError = (Self.sum(values) { ($0 - mean) * ($0 - mean) } / count).squareRoot()
  }

  var count: Int { values.count }

  /// Four sums abreast, so that an addition need not wait for the one before.
  private static func sum(_ values: [Double], of term: (SIMD4<Double>) -> SIMD4<Double>) -> Double {
    var sums = SIMD4<Double>.zero
    let whole = values.count & ~3
    for start in stride(from: 0, to: whole, by: 4) {
      sums += term(SIMD4(values[start], values[start + 1], values[start + 2], values[start + 3]))
    }
    var total = sums.sum()
    for place in whole..<values.count { total += term(SIMD4(repeating: values[place]))[0] }
    return total
  }

  /// The quantile that interpolates on the normal scale between order statistics (Davison & Hinkley 1997, eq. 5.8; boot's `norm.inter`).
  func quantile(_ probability: Double) -> Double {
    let rank = Double(count + 1) * probability
    let lower = Int(rank.rounded(.down))
    if lower < 1 { return ranks[0] }
    if lower >= count { return ranks[count - 1] }
    if rank == Double(lower) { return ranks[lower - 1] }
    let size = Double(count + 1)
    let below = Normal.quantile(Double(lower) / size)
    let above = Normal.quantile(Double(lower + 1) / size)
    let start = ranks[lower - 1]
    return start + (Normal.quantile(probability) - below) / (above - below) * (ranks[lower] - start)
  }

  /// The probabilities at which `quantile` is `value`: one, or a range where draws are tied at it; 0 or 1 where it lies beyond all draws.
  func share(of value: Double) -> ClosedRange<Double> {
    let (below, atOrBelow) = (countBelow(value), countAtOrBelow(value))
    return share(of: value, after: below)...max(share(of: value, after: below), share(of: value, after: atOrBelow))
  }

  /// Between the order statistics of ranks `rank` and `rank + 1`, on the normal scale.
  private func share(of value: Double, after rank: Int) -> Double {
    guard rank > 0 else { return 0 }
    guard rank < count else { return 1 }
    let size = Double(count + 1)
    let below = Normal.quantile(Double(rank) / size)
    let above = Normal.quantile(Double(rank + 1) / size)
    let start = ranks[rank - 1]
    return Normal.cumulative(below + (value - start) / (ranks[rank] - start) * (above - below))
  }

  /// The quantile of type 7 (linear in the R - 1 gaps), which Monte Carlo intervals use.
  func linearQuantile(_ probability: Double) -> Double {
    let place = Double(count - 1) * probability
    let lower = min(Int(place), count - 1)
    let upper = min(lower + 1, count - 1)
    let start = ranks[lower]
    return start + (place - Double(lower)) * (ranks[upper] - start)
  }

  /// Monte Carlo error of a quantile: half its change over one standard error of the rank, `sqrt(a (1 - a)/R)`.
  func quantileError(_ probability: Double) -> Double {
    let spread = (probability * (1 - probability) / Double(count)).squareRoot()
    let above = linearQuantile(min(probability + spread, 1))
    let below = linearQuantile(max(probability - spread, 0))
    return (above - below) / 2
  }

  /// How many draws lie below `value`.
  func countBelow(_ value: Double) -> Int { ranks.count { $0 < value } }

  /// How many draws lie at or below `value`.
  func countAtOrBelow(_ value: Double) -> Int { ranks.count { $0 <= value } }
}

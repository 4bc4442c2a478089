import LinearAlgebra
import Probability

/// The draws of one quantity, with its estimate: their order statistics, quantiles and spread.
struct DrawDistribution {
  private let ranks: RankedValues
  private let values: [Double]
  let estimate: Double

  /// The values must be finite, and there must be one at least.
  init(_ values: [Double], estimate: Double) {
    self.values = values
    self.estimate = estimate
    ranks = RankedValues(values)
  }

  var count: Int { values.count }

  /// Standard deviation of the draws with divisor R, as lavaan has it.
  var standardError: Double {
    let mean = values.reduce(0, +) / Double(count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
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

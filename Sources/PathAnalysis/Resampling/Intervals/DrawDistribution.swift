import LinearAlgebra
import Probability

/// The sorted draws of one quantity, with its estimate.
struct DrawDistribution {
  let sorted: [Double]
  let estimate: Double

  init(_ values: [Double], estimate: Double) {
    sorted = PlaceSort.sorted(values)
    self.estimate = estimate
  }

  var count: Int { sorted.count }

  /// Standard deviation of the draws with divisor R, as lavaan has it.
  var standardError: Double {
    let mean = sorted.reduce(0, +) / Double(count)
    return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
  }

  /// The quantile that interpolates on the normal scale between order statistics (Davison & Hinkley 1997, eq. 5.8; boot's `norm.inter`).
  func quantile(_ probability: Double) -> Double {
    let rank = Double(count + 1) * probability
    let lower = Int(rank.rounded(.down))
    if lower < 1 { return sorted[0] }
    if lower >= count { return sorted[count - 1] }
    if rank == Double(lower) { return sorted[lower - 1] }
    let size = Double(count + 1)
    let below = Normal.quantile(Double(lower) / size)
    let above = Normal.quantile(Double(lower + 1) / size)
    return sorted[lower - 1] + (Normal.quantile(probability) - below) / (above - below) * (sorted[lower] - sorted[lower - 1])
  }

  /// The quantile of type 7 (linear in the R - 1 gaps), which Monte Carlo intervals use.
  func linearQuantile(_ probability: Double) -> Double {
    let place = Double(count - 1) * probability
    let lower = min(Int(place), count - 1)
    let upper = min(lower + 1, count - 1)
    return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
  }

  /// Monte Carlo error of a quantile: half its change over one standard error of the rank, `sqrt(a (1 - a)/R)`.
  func quantileError(_ probability: Double) -> Double {
    let spread = (probability * (1 - probability) / Double(count)).squareRoot()
    let above = linearQuantile(min(probability + spread, 1))
    let below = linearQuantile(max(probability - spread, 0))
    return (above - below) / 2
  }

  /// How many draws lie below `value`.
  func countBelow(_ value: Double) -> Int { partition { $0 < value } }

  /// How many draws lie at or below `value`.
  func countAtOrBelow(_ value: Double) -> Int { partition { $0 <= value } }

  private func partition(_ belongs: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if belongs(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

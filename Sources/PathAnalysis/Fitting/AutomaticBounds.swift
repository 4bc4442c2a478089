import LinearAlgebra
import ModelSyntax

/// Bounds that keep small samples from running off to improper solutions: lavaan's `bounds`.
///
/// Variances of observed variables lie between 0 and the sample variance s (for a marker 0.9 s: its reliability is at least 0.1);
/// those of latent variables between 0.1 s and s of their marker, as an outcome above 0.005; loadings within
/// `sqrt(s / smallest latent variance)`; covariances within 0.998 of the largest standard deviations. Source: De Jonckere & Rosseel
/// (2022), Structural Equation Modeling 29, 412-427; what the article leaves open was read off lavaan's tables.
public enum AutomaticBounds: String, Sendable, CaseIterable {
  case none
  /// No negative variance, of any variable, of the observed ones, of the latent ones.
  case positiveVariances = "pos.var"
  case positiveObservedVariances = "pos.ov.var"
  case positiveLatentVariances = "pos.lv.var"
  case standard
  /// Wider than `standard` by 5 (below) and 20 per cent of the range for observed variances, 30 (above) for latent ones, 20 for loadings.
  case wide
  /// The same with no negative variance.
  case wideZeroVariance = "wide.zerovar"

  /// The bounds of every parameter; what the user's `lower()` and `upper()` say comes first.
  func bounds(of model: PathModel, observed: [ObservedMoments]) -> [ParameterBounds] {
    var bounds = [ParameterBounds](repeating: ParameterBounds(), count: model.table.parameterCount)
    for group in model.groups.indices {
      let ranges = MomentRanges(model, observed[group], group: group, self)
      for row in model.table.rows where row.group == group + 1 {
        guard let index = row.parameterIndex else { continue }
        let range = self == .none ? ParameterBounds() : ranges.range(of: row)
        bounds[index].lower = max(bounds[index].lower, row.lowerBound ?? range.lower)
        bounds[index].upper = min(bounds[index].upper, row.upperBound ?? range.upper)
      }
    }
    return bounds
  }

  fileprivate var isWide: Bool { self == .wide || self == .wideZeroVariance }
}

/// What the sample variances of a group leave possible.
private struct MomentRanges {
  private let kind: AutomaticBounds
  private let matrices: RAMMatrices
  private let variances: [Double]
  /// The observed variable that gives a latent one its unit: its only loading fixed at 1.
  private let marker: [Int: Int]
  private let fixedVariance: [Int: Double]
  private let outcomes: Set<Int>

  init(_ model: PathModel, _ observed: ObservedMoments, group: Int, _ kind: AutomaticBounds) {
    let matrices = model.groups[group]
    self.kind = kind
    self.matrices = matrices
    variances = observed.covariance.diagonal
    var units: [Int: [Int]] = [:]
    for entry in matrices.directEffects where entry.isLoading && entry.source == .fixed(1) {
      units[entry.column, default: []].append(entry.row)
    }
    marker = units.compactMapValues { $0.count == 1 && $0[0] < matrices.observedCount ? $0[0] : nil }
    var fixed: [Int: Double] = [:]
    for entry in matrices.symmetricEffects where entry.row == entry.column {
      if case .fixed(let value) = entry.source { fixed[entry.row] = value }
    }
    fixedVariance = fixed
    outcomes = Set(matrices.directEffects.filter { $0.row >= matrices.observedCount }.map(\.row))
  }

  func range(of row: ParameterRow) -> ParameterBounds {
    guard let left = matrices.position(of: row.lhs, level: row.level),
      let right = matrices.position(of: row.rhs, level: row.level)
    else { return ParameterBounds() }
    switch kind {
    case .none: return ParameterBounds()
    case .positiveVariances, .positiveObservedVariances, .positiveLatentVariances:
      let isLatent = left >= matrices.observedCount
      let isMeant = kind == .positiveVariances || (kind == .positiveLatentVariances) == isLatent
      return row.relation == .covariance && left == right && isMeant ? ParameterBounds(lower: 0) : ParameterBounds()
    case .standard, .wide, .wideZeroVariance: break
    }
    switch row.relation {
    case .covariance where left == right: return variance(left)
    case .covariance:
      let limit = (largestVariance(left) * largestVariance(right)).squareRoot() * (kind.isWide ? 1 : 0.998)
      return ParameterBounds(lower: -limit, upper: limit)
    case .measuredBy where right < matrices.observedCount:
      let limit = (variances[right] / smallestUnit(left)).squareRoot() * (kind.isWide ? 1.2 : 1)
      return ParameterBounds(lower: -limit, upper: limit)
    default: return ParameterBounds()
    }
  }

  private func variance(_ variable: Int) -> ParameterBounds {
    let isLatent = variable >= matrices.observedCount
    var range: ParameterBounds
    if isLatent {
      let largest = marker[variable].map { variances[$0] } ?? variances.max() ?? 0
      let smallest = outcomes.contains(variable) ? 0.005 : marker[variable].map { 0.1 * variances[$0] } ?? 0
      range = ParameterBounds(lower: smallest, upper: largest)
    } else {
      range = ParameterBounds(lower: 0, upper: (isMarker(variable) ? 0.9 : 1) * variances[variable])
    }
    if kind.isWide {
      let width = range.upper - range.lower
      if !isLatent && kind == .wide { range.lower -= 0.05 * width }
      range.upper += (isLatent ? 0.3 : 0.2) * width
    }
    return range
  }

  private func isMarker(_ variable: Int) -> Bool {
    marker.contains { $0.value == variable }
  }

  private func largestVariance(_ variable: Int) -> Double {
    if variable >= matrices.observedCount, marker[variable] == nil, let fixed = fixedVariance[variable] { return fixed }
    return variance(variable).upper
  }

  /// The smallest variance of a latent predictor in its own unit; 0 where nothing is known.
  private func smallestUnit(_ latent: Int) -> Double {
    marker[latent].map { 0.1 * variances[$0] } ?? fixedVariance[latent] ?? 0
  }
}

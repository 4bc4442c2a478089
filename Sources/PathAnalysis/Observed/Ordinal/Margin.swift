import LinearAlgebra

/// One variable after the first stage.
enum Margin: Sendable {
  case ordinal(OrdinalMargin)
  case continuous(ContinuousMargin)

  /// n x parameters: what each case adds to the estimates of thresholds or mean, then slopes, then variance.
  var influence: Matrix {
    switch self {
    case .ordinal(let margin): margin.influence
    case .continuous(let margin): margin.influence
    }
  }

  var standardDeviation: Double {
    switch self {
    case .ordinal: 1
    case .continuous(let margin): margin.standardDeviation
    }
  }
}

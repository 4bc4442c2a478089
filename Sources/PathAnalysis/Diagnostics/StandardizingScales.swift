/// The implied standard deviations that a group's parameters, and changes of them, are standardised by (conventions.md section 11).
struct StandardizingScales {
  /// Which variables get unit variance.
  enum Standardization { case latent, all, allButExogenous }

  /// Implied SD of each variable.
  private let deviations: [Double]
  /// SD of each variable's residual.
  private let residualDeviations: [Double]
  private let observedCount: Int
  private let exogenous: Set<Int>

  init(_ group: FittedGroup, _ parameters: [Double]) {
    deviations = group.implied.covariance.diagonal.map { $0.squareRoot() }
    var residual = [Double](repeating: 0, count: group.matrices.variables.count)
    for entry in group.matrices.symmetricEffects where entry.row == entry.column {
      residual[entry.row] = abs(group.implied.value(entry, parameters, group.observed)).squareRoot()
    }
    residualDeviations = residual
    observedCount = group.matrices.observedCount
    exogenous = Set(group.exogenousIndices)
  }

  /// The change of a candidate in standardised units: a path by `sd_x / sd_y`, a covariance by the residual SDs, a variance by the
  /// variance, an intercept by the SD. `nil` where an SD is zero.
  func standardized(_ change: Double, _ candidate: ModificationCandidate, _ standardization: Standardization) -> Double? {
    func isScaled(_ variable: Int) -> Bool {
      switch standardization {
      case .latent: variable >= observedCount
      case .all: true
      case .allButExogenous: !exogenous.contains(variable)
      }
    }
    func deviation(_ variable: Int) -> Double { isScaled(variable) ? deviations[variable] : 1 }
    func residualDeviation(_ variable: Int) -> Double { isScaled(variable) ? residualDeviations[variable] : 1 }
    let value: Double =
      switch candidate.place {
      case .directEffect: change * deviation(candidate.column) / deviation(candidate.row)
      case .symmetricEffect where candidate.row == candidate.column:
        change / (deviation(candidate.row) * deviation(candidate.row))
      case .symmetricEffect: change / (residualDeviation(candidate.row) * residualDeviation(candidate.column))
      case .intercept, .threshold: change / deviation(candidate.row)
      case .scaling: change
      }
    return value.isFinite ? value : nil
  }
}

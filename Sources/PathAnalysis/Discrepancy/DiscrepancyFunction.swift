import LinearAlgebra

/// What an estimator minimises: a function of the parameters that the optimiser can evaluate, differentiate and scale its steps by.
protocol DiscrepancyFunction: Sendable {
  /// Everything known at one point of the parameter space.
  associatedtype Evaluation: Sendable

  var parameterCount: Int { get }

  /// - Throws: when the point lies outside the parameter space (I - A singular, Sigma not positive definite): the optimiser rejects
  ///   the step.
  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> Evaluation

  /// F.
  func discrepancy(at point: Evaluation) -> Double

  /// dF/dtheta, length q.
  func gradient(at point: Evaluation) -> [Double]

  /// A positive semi-definite approximation of the second derivatives of F/2, q x q: a step solves `I d = -g/2`.
  func scoringInformation(at point: Evaluation) -> Matrix

  /// The exact second derivatives of F/2, q x q, or `nil` where they are not at hand.
  func exactInformation(at point: Evaluation) -> Matrix?

  /// How far rounding may put F off: a change smaller than this says nothing.
  func rounding(at point: Evaluation) -> Double
}

extension DiscrepancyFunction {
  func exactInformation(at point: Evaluation) -> Matrix? { nil }
  func rounding(at point: Evaluation) -> Double { 1e-14 * (1 + abs(discrepancy(at: point))) }
}

extension PathModel {
  /// What is not done for composites is refused by name: whatever needs the sampling covariance of all moments, of which those of a
  /// composite's indicators are held at the sample's.
  func refuseForComposites(_ options: EstimationOptions, _ method: EstimationMethod) throws(FitError) {
    guard table.hasComposites else { return }
    if method.discrepancy != .maximumLikelihood { throw .notWithComposites("estimator \(method.estimator.rawValue)") }
    if method.standardErrors == .moments { throw .notWithComposites("standard errors from moments (robust.sem)") }
    if let test = method.tests.first(where: { $0 != .standard && $0 != .none }) {
      throw .notWithComposites("test \(test.rawValue)")
    }
    if options.bounds != .none { throw .notWithComposites("bounds \(options.bounds.rawValue)") }
    if self.options.standardizeLatent { throw .notWithComposites("std-lv") }
  }
}

extension PathModel {
  /// What the statements, the modifiers and the automatic bounds demand of the parameters.
  func constraints(_ bounds: AutomaticBounds = .none, _ observed: [ObservedMoments] = []) throws(FitError) -> Constraints {
    do {
      return try Constraints(table, bounds: bounds == .none ? nil : bounds.bounds(of: self, observed: observed))
    } catch {
      switch error.origin {
      case .statement(let index): throw .infeasibleConstraint(index: index)
      case .lowerBound(let parameter), .upperBound(let parameter):
        throw .infeasibleBounds(parameter: table.parameterNames[parameter])
      }
    }
  }

  func unmetError(_ origin: Constraints.Origin) -> FitError {
    switch origin {
    case .statement(let index): .unmetConstraint(index: index)
    case .lowerBound(let parameter), .upperBound(let parameter):
      .infeasibleBounds(parameter: table.parameterNames[parameter])
    }
  }
}

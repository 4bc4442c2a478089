/// The least and greatest value that a parameter may take.
struct ParameterBounds: Sendable, Equatable {
  var lower = -Double.infinity
  var upper = Double.infinity

  /// What `lower()` and `upper()` say, a pair for each parameter; where several rows share one, the narrowest.
  static func ofUser(_ table: ParameterTable) -> [ParameterBounds] {
    var bounds = [ParameterBounds](repeating: ParameterBounds(), count: table.parameterCount)
    for row in table.rows {
      guard let index = row.parameterIndex else { continue }
      bounds[index].lower = max(bounds[index].lower, row.lowerBound ?? -.infinity)
      bounds[index].upper = min(bounds[index].upper, row.upperBound ?? .infinity)
    }
    return bounds
  }
}

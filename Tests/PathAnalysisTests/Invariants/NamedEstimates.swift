import LinearAlgebra
import Testing

@testable import PathAnalysis

/// Estimates by what they are called, so that fits with their parameters in another order can be compared.
struct NamedEstimates {
  struct Estimate {
    var value: Double
    var standardError: Double
    var standardized: Double
    /// The variables whose units the value is in, and the power of each.
    var units: [(variable: String, power: Double)]
  }

  let byName: [String: Estimate]

  init(_ fit: Fit) throws {
    let covariance = try #require(fit.asymptoticCovariance)
    let quantities = DerivedQuantities(fit.model, effects: .none, forDraws: false)
    let values = quantities.program.values(at: fit.programInputs)
    var byName: [String: Estimate] = [:]
    for (index, row) in fit.model.table.rows.enumerated() {
      guard let parameter = row.parameterIndex else { continue }
      let ends = row.relation == .covariance ? [row.lhs, row.rhs].sorted() : [row.lhs, row.rhs]
      let name = "\(fit.groups[row.group - 1].sample.label): \(ends[0]) \(row.relation.rawValue) \(ends[1])"
      byName[name] = Estimate(
        value: fit.parameters[parameter], standardError: covariance[parameter, parameter].squareRoot(),
        standardized: values[quantities.layout.standardizedRows.lowerBound + index], units: Self.units(row))
    }
    self.byName = byName
  }

  private static func units(_ row: ParameterRow) -> [(variable: String, power: Double)] {
    switch row.relation {
    case .measuredBy: [(row.rhs, 1), (row.lhs, -1)]
    case .regression: [(row.lhs, 1), (row.rhs, -1)]
    case .intercept: [(row.lhs, 1)]
    default: [(row.lhs, 1), (row.rhs, 1)]
    }
  }

  /// The other estimates are these times the powers of `unit`, their standard errors also times `errorScale`; standardised they are the
  /// same. Both fits end within about 1e-9 standard errors of the optimum.
  func expectEqual(
    _ other: NamedEstimates, unit: (String) -> Double = { _ in 1 }, errorScale: Double = 1, _ what: String
  ) {
    #expect(Set(byName.keys) == Set(other.byName.keys), "\(what)")
    for (name, estimate) in byName {
      guard let found = other.byName[name] else { continue }
      var scale = 1.0
      for (variable, power) in estimate.units { scale *= power > 0 ? unit(variable) : 1 / unit(variable) }
      let tolerance = 1e-6 * estimate.standardError + 1e-9 * abs(estimate.value)
      #expect(abs(found.value / scale - estimate.value) < tolerance, "\(name), \(what)")
      #expect(
        abs(found.standardError / scale - errorScale * estimate.standardError) < 1e-6 * errorScale * estimate.standardError,
        "standard error of \(name), \(what)")
      guard estimate.standardized.isFinite || found.standardized.isFinite else { continue }
      #expect(abs(found.standardized - estimate.standardized) < 1e-7, "standardised \(name), \(what)")
    }
  }
}

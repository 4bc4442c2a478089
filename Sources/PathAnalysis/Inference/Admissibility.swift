import LinearAlgebra
import Probability

/// Whether the estimates can be parameters of a population: no negative variance, no residual correlation beyond one.
public struct Admissibility: Sendable, Equatable {
  /// A variance estimated below zero (a Heywood case).
  public struct NegativeVariance: Sendable, Equatable {
    /// The variable, with its group where there are several.
    public var name: String
    public var estimate: Double
    /// Wald interval; `nil` where there is no standard error. One that reaches above zero is what sampling alone may do; one that lies
    /// below speaks against the model (Kolenikov & Bollen 2012).
    public var interval: ClosedRange<Double>?
  }

  public let negativeVariances: [NegativeVariance]
  /// Variables whose covariance block of residuals has no population behind it, though each variance is positive.
  public let impossibleCovariances: [String]

  public var isAdmissible: Bool { negativeVariances.isEmpty && impossibleCovariances.isEmpty }

  init(_ fit: Fit) {
    var negative: [NegativeVariance] = []
    var impossible: [String] = []
    for group in fit.groups {
      let place = fit.groups.count > 1 ? " (group \(group.sample.label))" : ""
      let found = Self.findings(group, fit.parameters)
      func name(_ index: Int) -> String {
        let level = !group.matrices.hasLevels ? "" : group.matrices.levels[index] == 1 ? " (within)" : " (between)"
        return group.matrices.variables[index] + level + place
      }
      negative += found.negative.map { NegativeVariance($0, of: group, in: fit, name: name($0)) }
      impossible += found.impossible.map(name)
    }
    negativeVariances = negative
    impossibleCovariances = impossible
  }

  private static func findings(_ group: FittedGroup, _ parameters: [Double]) -> (negative: [Int], impossible: [Int]) {
    let matrices = group.matrices
    let count = matrices.variables.count
    var symmetric = Matrix(rowCount: count, columnCount: count)
    // What is left of a composite's indicators is singular by nature.
    let indicators = matrices.compositeIndicators
    for entry in matrices.symmetricEffects where !indicators.contains(entry.row) {
      let value = group.implied.value(entry, parameters, group.observed)
      symmetric[entry.row, entry.column] = value
      symmetric[entry.column, entry.row] = value
    }
    // A variance within rounding of zero is at the boundary, not beyond it.
    let negative = (0..<count).filter { symmetric[$0, $0] < -1e-10 * abs(group.implied.covariance[$0, $0]) }
    let involved = (0..<count).filter { i in
      (0..<count).contains { $0 != i && symmetric[$0, i] != 0 } && symmetric[i, i] > 0
    }
    guard negative.isEmpty, !involved.isEmpty, let eigen = try? SymmetricEigen(symmetric.principal(involved).correlation),
      let smallest = eigen.values.first, smallest < -1e-10
    else { return (negative, []) }
    let vector = eigen.vectors.column(0)
    return ([], involved.indices.filter { abs(vector[$0]) > 0.1 }.map { involved[$0] })
  }
}

extension Admissibility.NegativeVariance {
  fileprivate init(_ index: Int, of group: FittedGroup, in fit: Fit, name: String) {
    self.name = name
    estimate = 0
    guard let entry = group.matrices.symmetricEffects.first(where: { $0.row == index && $0.column == index }) else { return }
    estimate = group.implied.value(entry, fit.parameters, group.observed)
    guard case .parameter(let parameter) = entry.source, let variance = fit.asymptoticCovariance?[parameter, parameter],
      variance > 0
    else { return }
    let reach = Normal.quantile((1 + fit.options.level) / 2) * variance.squareRoot()
    interval = (estimate - reach)...(estimate + reach)
  }
}

extension Fit {
  public var admissibility: Admissibility { Admissibility(self) }
}

extension Matrix {
  /// The matrix scaled to unit diagonal.
  var correlation: Matrix {
    let sd = diagonal.map { $0.squareRoot() }
    var result = self
    for j in 0..<columnCount { for i in 0..<rowCount { result[i, j] /= sd[i] * sd[j] } }
    return result
  }
}

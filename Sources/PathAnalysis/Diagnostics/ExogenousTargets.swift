import LinearAlgebra

/// The information of candidate arrows that point at variables with fixed x.
///
/// The moments among exogenous variables held at their sample values carry no information: they are data, whatever the parameters. An arrow
/// to such a variable would move them, so its derivative counts with those moments at zero (as in lavaan, and unlike the lookups of
/// ``DiscrepancyScore``, which know nothing of data among the moments).
struct ExogenousTargets {
  private let group: FittedGroup
  private let precision: Matrix
  private let hasMeans: Bool
  private let share: Double
  /// The candidates concerned, among all.
  private let members: [Int]
  private let derivatives: [Derivative]

  /// Derivatives of the implied covariance and means with respect to one parameter, those of exogenous variables at zero.
  private struct Derivative {
    var covariance: Matrix
    var means: [Double]
  }

  init?(_ fit: Fit, group index: Int, _ candidates: [ModificationCandidate]) {
    let group = fit.groups[index]
    let exogenous = Set(group.exogenousIndices)
    let members = candidates.indices.filter {
      candidates[$0].group == index && candidates[$0].place == .directEffect && exogenous.contains(candidates[$0].row)
    }
    guard fit.model.table.hasFixedX, !members.isEmpty, fit.isOfCompleteLikelihood,
      let precision = (try? CholeskyFactorization(group.impliedCovariance))?.inverse()
    else { return nil }
    self.group = group
    self.members = members
    self.precision = precision
    hasMeans = fit.model.table.hasMeanStructure
    share = group.weight / fit.sampleWeight
    derivatives = members.map { member in
      let candidate = candidates[member]
      let u = group.implied.totalEffects.column(candidate.row)
      let v = group.implied.covariance.column(candidate.column)
      let p = group.matrices.observedCount
      var covariance = Matrix(rowCount: p, columnCount: p)
      for j in 0..<p {
        for i in 0..<p where !(exogenous.contains(i) && exogenous.contains(j)) { covariance[i, j] = u[i] * v[j] + v[i] * u[j] }
      }
      let mean = group.implied.means[candidate.column]
      return Derivative(covariance: covariance, means: (0..<p).map { exogenous.contains($0) ? 0 : u[$0] * mean })
    }
  }

  /// Puts the candidates' rows and columns right in the information of a model extended by candidates from `firstParameter` on.
  func correct(_ information: inout Matrix, places: [ParameterPlace], firstParameter: Int) {
    let corrected = Set(members.map { firstParameter + $0 })
    for (index, derivative) in derivatives.enumerated() {
      let own = firstParameter + members[index]
      let weighted = precision * derivative.covariance * precision
      let weightedMeans = precision.times(derivative.means)
      var column = [Double](repeating: 0, count: information.rowCount)
      for place in places where !corrected.contains(place.parameter) {
        column[place.parameter] += share * product(place, weighted, weightedMeans)
      }
      for (other, partner) in derivatives.enumerated() {
        var value = 0.5 * weighted.traceOfProduct(partner.covariance)
        if hasMeans { value += zip(weightedMeans, partner.means).reduce(0) { $0 + $1.0 * $1.1 } }
        column[firstParameter + members[other]] = share * value
      }
      for k in column.indices where k < firstParameter || corrected.contains(k) || groupContains(k, places) {
        information[k, own] = column[k]
        information[own, k] = column[k]
      }
    }
  }

  private func groupContains(_ parameter: Int, _ places: [ParameterPlace]) -> Bool {
    places.contains { $0.parameter == parameter }
  }

  /// `.5 tr(M dSigma) + w' dmu` of a parameter that moves no exogenous moment.
  private func product(_ place: ParameterPlace, _ weighted: Matrix, _ weightedMeans: [Double]) -> Double {
    let p = group.matrices.observedCount
    let u = Array(group.implied.totalEffects.column(place.row).prefix(p))
    func inner(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let means = hasMeans ? weightedMeans : []
    switch place.matrix {
    case .intercept: return inner(u, means)
    case .directEffect:
      let v = Array(group.implied.covariance.column(place.column).prefix(p))
      return inner(u, weighted.times(v)) + inner(u, means) * group.implied.means[place.column]
    case .symmetricEffect:
      let v = Array(group.implied.totalEffects.column(place.column).prefix(p))
      return place.scale * inner(u, weighted.times(v))
    case .threshold, .scaling: return 0
    }
  }
}

extension Fit {
  /// Whether the likelihood of complete cases (or of given moments) was maximised.
  var isOfCompleteLikelihood: Bool {
    solution.estimation.method.discrepancy == .maximumLikelihood && !solution.estimation.data.contains { $0.isIncomplete }
  }
}

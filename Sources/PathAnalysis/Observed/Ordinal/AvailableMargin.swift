import LinearAlgebra

/// A variable after the first stage, from the cases that have it.
///
/// To a case that lacks it the influence has nothing to say: 0.
struct AvailableMargin: Sendable {
  /// Of the cases that have the variable; `influence` has a row for every case.
  let margin: Margin
  /// The cases that have it, ascending; `nil`: all.
  let cases: [Int]?
  /// Of the cases that have it, in their own standard units.
  let covariates: Covariates?

  /// - Throws: what is wrong with the variable.
  init(_ input: OrdinalInput, variable: Int, covariates: Covariates?) throws(OrdinalProblem) {
    let column = input.rows.column(variable)
    let (name, isOrdinal) = (input.names[variable], input.isOrdinal[variable])
    let available = column.indices.filter { !column[$0].isNaN }
    guard available.count < column.count else {
      self.covariates = covariates
      cases = nil
      margin = try Margin(column, isOrdinal: isOrdinal, covariates: covariates, name: name)
      return
    }
    if available.isEmpty { throw isOrdinal ? .oneCategory(variable: name) : .noVariance(variable: name) }
    if let exogenous = input.exogenous, covariates != nil {
      let own = exogenous.submatrix(rows: available, columns: Array(0..<exogenous.columnCount))
      self.covariates = try Covariates(own, names: input.exogenousNames)
    } else {
      self.covariates = nil
    }
    cases = available
    margin = try Margin(available.map { column[$0] }, isOrdinal: isOrdinal, covariates: self.covariates, name: name)
      .expandingInfluence(to: column.count, at: available)
  }

  /// The cases that have both variables; `nil`: all.
  func casesShared(with other: AvailableMargin) -> [Int]? {
    guard let own = cases else { return other.cases }
    guard let others = other.cases else { return own }
    let known = Set(others)
    return own.filter { known.contains($0) }
  }

  /// The variable as these of its cases have it, with the first stage's parameters.
  func selecting(_ shared: [Int]?) -> (margin: Margin, covariates: Covariates?) {
    guard let shared, shared.count < (cases?.count ?? .max) else { return (margin, covariates) }
    guard let cases else { return (margin.selecting(shared), covariates?.selecting(shared)) }
    let wanted = Set(shared)
    let places = cases.indices.filter { wanted.contains(cases[$0]) }
    return (margin.selecting(places), covariates?.selecting(places))
  }
}

extension Margin {
  /// The same with a row of influence for every case, 0 for those that lack the variable.
  fileprivate func expandingInfluence(to count: Int, at cases: [Int]) -> Margin {
    func expanded(_ matrix: Matrix) -> Matrix {
      var result = Matrix(rowCount: count, columnCount: matrix.columnCount)
      for column in 0..<matrix.columnCount {
        for (place, row) in cases.enumerated() { result[row, column] = matrix[place, column] }
      }
      return result
    }
    switch self {
    case .ordinal(var margin):
      margin.influence = expanded(margin.influence)
      return .ordinal(margin)
    case .continuous(var margin):
      margin.influence = expanded(margin.influence)
      return .continuous(margin)
    }
  }

  /// What it says of some of its cases; parameters and influence are those of all.
  fileprivate func selecting(_ places: [Int]) -> Margin {
    switch self {
    case .ordinal(var margin):
      margin.categories = margin.categories.selecting(places)
      margin.lower = places.map { margin.lower[$0] }
      margin.upper = places.map { margin.upper[$0] }
      return .ordinal(margin)
    case .continuous(var margin):
      margin.residuals = places.map { margin.residuals[$0] }
      return .continuous(margin)
    }
  }
}

extension Categories {
  /// Some of the cases, in the categories of all.
  fileprivate func selecting(_ places: [Int]) -> Categories {
    var result = self
    result.codes = places.map { codes[$0] }
    result.counts = [Double](repeating: 0, count: values.count)
    for code in result.codes { result.counts[code] += 1 }
    return result
  }
}

extension Covariates {
  /// Some of the cases, in the units of all.
  fileprivate func selecting(_ places: [Int]) -> Covariates {
    var result = self
    result.standardized = standardized.submatrix(rows: places, columns: Array(0..<count))
    return result
  }
}

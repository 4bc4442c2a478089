import Glibc
import LinearAlgebra
import SurveyData
import Testing

@testable import PathAnalysis

/// Data with holes, and the likelihood from its definition, case by case.
enum IncompleteData {
  /// Leaves out the share given of the cells: those where Park and Miller's generator, from 1, one number a cell, row by row, is
  /// below the share of 2^31 - 1.
  static func withHoles(_ rows: Matrix, share: Double) -> Matrix {
    var result = rows
    var state = 1
    for i in 0..<rows.rowCount {
      for j in 0..<rows.columnCount {
        state = state * 16807 % 2_147_483_647
        if Double(state) / 2_147_483_647 < share { result[i, j] = .nan }
      }
    }
    return result
  }

  /// The 250 cases of the fixture, all six variables.
  static func complete() throws -> Matrix {
    try #require(try Fixture.sample("golden.csv", variables: ["X", "W", "M", "M2", "Y", "Z"]).rows).matrix
  }

  /// 51 patterns.
  static func holed() throws -> Matrix { withHoles(try complete(), share: 0.3) }

  /// A mean vector and covariance at which no derivative is zero by chance.
  static var pointOffTheMaximum: (means: [Double], covariance: Matrix) {
    var covariance = Matrix(rowCount: 6, columnCount: 6, repeating: 0.3)
    for j in 0..<6 { covariance[j, j] = 1 + 0.1 * Double(j) }
    return ([0.2, -0.1, 0.3, 0, 0.1, -0.2], covariance)
  }

  static func logLikelihood(_ rows: Matrix, means: [Double], covariance: Matrix) throws -> Double {
    var sum = 0.0
    for i in 0..<rows.rowCount {
      let observed = (0..<rows.columnCount).filter { !rows[i, $0].isNaN }
      if observed.isEmpty { continue }
      let factor = try LUFactorization(covariance.principal(observed))
      let deviations = observed.map { rows[i, $0] - means[$0] }
      let distance = zip(deviations, factor.solve(deviations)).reduce(0) { $0 + $1.0 * $1.1 }
      sum -= 0.5 * (Double(observed.count) * log(2 * Double.pi) + factor.logAbsoluteDeterminant + distance)
    }
    return sum
  }
}

extension MissingPatterns {
  init(rows: Matrix) { self.init(rows: CaseRows(rows)) }
}

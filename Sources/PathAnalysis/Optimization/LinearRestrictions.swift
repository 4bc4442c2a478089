import LinearAlgebra

/// Linear equality constraints as a change of parameters: `theta = K alpha + k`.
///
/// The rows of `R theta = r` are reduced to echelon form; each pivot parameter becomes a combination of the free ones, so K has an
/// identity block and alpha are parameters of the model themselves.
struct LinearRestrictions: Sendable {
  /// q x (q - rank).
  let basis: Matrix
  /// Length q.
  let offset: [Double]
  let rank: Int
  /// The parameters that stand for themselves in alpha.
  private let freeParameters: [Int]

  /// The row that no parameter value satisfies.
  struct Infeasible: Error { var row: Int }

  init(parameterCount: Int, rows: [LinearForm]) throws(Infeasible) {
    try self.init(parameterCount: parameterCount, rows: rows, pivotOrder: Array(0..<parameterCount))
  }

  /// Parameters early in `pivotOrder` are expressed by the others.
  private init(parameterCount: Int, rows: [LinearForm], pivotOrder: [Int]) throws(Infeasible) {
    var work = rows.map { $0.coefficients + [-$0.constant] }
    var origin = Array(rows.indices)
    var pivots: [Int] = []
    for column in pivotOrder where pivots.count < work.count {
      let next = pivots.count
      guard let best = (next..<work.count).max(by: { abs(work[$0][column]) < abs(work[$1][column]) }),
        abs(work[best][column]) > 1e-12
      else { continue }
      work.swapAt(next, best)
      origin.swapAt(next, best)
      let pivot = work[next][column]
      work[next] = work[next].map { $0 / pivot }
      for other in work.indices where other != next && work[other][column] != 0 {
        let factor = work[other][column]
        for k in work[other].indices { work[other][k] -= factor * work[next][k] }
      }
      pivots.append(column)
    }
    for index in pivots.count..<max(pivots.count, work.count) where abs(work[index][parameterCount]) > 1e-9 {
      throw Infeasible(row: origin[index])
    }
    let pivotSet = Set(pivots)
    freeParameters = (0..<parameterCount).filter { !pivotSet.contains($0) }
    rank = pivots.count
    var basis = Matrix(rowCount: parameterCount, columnCount: freeParameters.count)
    var offset = [Double](repeating: 0, count: parameterCount)
    for (k, parameter) in freeParameters.enumerated() { basis[parameter, k] = 1 }
    for (row, pivot) in pivots.enumerated() {
      offset[pivot] = work[row][parameterCount]
      for (k, parameter) in freeParameters.enumerated() { basis[pivot, k] = -work[row][parameter] }
    }
    self.basis = basis
    self.offset = offset
  }

  /// None at all.
  init(parameterCount: Int) {
    self.init(
      basis: Matrix.identity(parameterCount), offset: [Double](repeating: 0, count: parameterCount), rank: 0,
      freeParameters: Array(0..<parameterCount))
  }

  private init(basis: Matrix, offset: [Double], rank: Int, freeParameters: [Int]) {
    self.basis = basis
    self.offset = offset
    self.rank = rank
    self.freeParameters = freeParameters
  }

  /// These restrictions, and movement only along the null space of `jacobian` (rows over theta) through a point that meets them.
  func tangent(to jacobian: Matrix, at point: [Double]) -> LinearRestrictions {
    let slopes = reducedJacobian(jacobian)
    let centre = reduced(point)
    let forms = (0..<slopes.rowCount).compactMap { row -> LinearForm? in
      let slope = slopes.row(row)
      let size = slope.map(abs).max() ?? 0
      guard size > 0, size.isFinite else { return nil }
      let coefficients = slope.map { $0 / size }
      return LinearForm(coefficients: coefficients, constant: -zip(coefficients, centre).reduce(0) { $0 + $1.0 * $1.1 })
    }
    let weight = centre.indices.map { column in forms.map { abs($0.coefficients[column]) }.max() ?? 0 }
    let order = centre.indices.sorted { weight[$0] > weight[$1] }
    guard !forms.isEmpty,
      let inner = try? LinearRestrictions(parameterCount: centre.count, rows: forms, pivotOrder: order)
    else { return self }
    return LinearRestrictions(
      basis: isEmpty ? inner.basis : basis * inner.basis, offset: parameters(inner.offset), rank: rank + inner.rank,
      freeParameters: inner.freeParameters.map { freeParameters[$0] })
  }

  var isEmpty: Bool { rank == 0 }

  /// theta at alpha.
  func parameters(_ reduced: [Double]) -> [Double] {
    guard !isEmpty else { return reduced }
    let moved = basis.times(reduced)
    return moved.indices.map { moved[$0] + offset[$0] }
  }

  /// The alpha of a theta that need not satisfy the constraints.
  func reduced(_ parameters: [Double]) -> [Double] { freeParameters.map { parameters[$0] } }

  /// The names of alpha among the names of theta.
  func reducedNames(_ names: [String]) -> [String] { freeParameters.map { names[$0] } }

  /// K' g.
  func reducedGradient(_ gradient: [Double]) -> [Double] { isEmpty ? gradient : basis.transposedTimes(gradient) }

  /// K' M K.
  func reducedInformation(_ information: Matrix) -> Matrix {
    isEmpty ? information : basis.transposedTimes(information * basis)
  }

  /// K C K'.
  func expanded(_ covariance: Matrix) -> Matrix { isEmpty ? covariance : (basis * covariance).timesTransposed(basis) }
}

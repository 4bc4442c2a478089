/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix: A = V diag(values) V'.
///
/// Only the lower triangle of A is read. Source: LAPACK's dsyevd.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues, ascending.
  public let values: [Double]
  /// The eigenvectors, one a column, in the order of the values.
  public let vectors: Matrix

  /// - Throws: `noConvergence` (also for values that are not finite), `notSquare`.
  public init(_ a: Matrix) throws(FactorizationError) {
    (values, vectors) = try Self.decompose(a, vectors: true)
  }

  /// The eigenvalues alone, ascending; quicker.
  /// - Throws: as the initializer.
  public static func values(of a: Matrix) throws(FactorizationError) -> [Double] {
    try decompose(a, vectors: false).values
  }

  /// The symmetric square root V diag(sqrt(values)) V'.
  ///
  /// Values below 0 by no more than rounding (order x 2.2e-16 x the largest absolute value) count as 0.
  /// - Throws: `notPositiveDefinite` with the number of a value further below.
  public func squareRoot() throws(FactorizationError) -> Matrix {
    if let index = values.firstIndex(where: { $0 < -roundingBound }) { throw .notPositiveDefinite(pivot: index) }
    return rebuilt { max($0, 0).squareRoot() }
  }

  /// The symmetric V diag(1/sqrt(values)) V'.
  ///
  /// - Throws: `notPositiveDefinite` with the number of a value that is not above rounding.
  public func inverseSquareRoot() throws(FactorizationError) -> Matrix {
    if let index = values.firstIndex(where: { !($0 > roundingBound) }) { throw .notPositiveDefinite(pivot: index) }
    return rebuilt { 1 / $0.squareRoot() }
  }

  /// The pseudo-inverse: values whose absolute value is at most `tolerance` times the largest become 0.
  public func pseudoInverse(tolerance: Double? = nil) -> Matrix {
    let bound = tolerance.map { $0 * largest } ?? roundingBound
    return rebuilt { abs($0) > bound ? 1 / $0 : 0 }
  }

  private var largest: Double { max(abs(values.first ?? 0), abs(values.last ?? 0)) }

  private var roundingBound: Double { Double(values.count) * Double.ulpOfOne * largest }

  private func rebuilt(_ function: (Double) -> Double) -> Matrix {
    let order = values.count
    var scaled = vectors
    for j in 0..<order {
      let factor = function(values[j])
      for i in 0..<order { scaled.storage[i + j * order] *= factor }
    }
    return scaled.timesTransposed(vectors).symmetrized
  }

  private static func decompose(_ a: Matrix, vectors: Bool) throws(FactorizationError) -> (values: [Double], vectors: Matrix) {
    guard a.isSquare else { throw .notSquare(rowCount: a.rowCount, columnCount: a.columnCount) }
    guard a.isFinite else { throw .noConvergence }
    let order = a.rowCount
    var result = a
    var values = [Double](repeating: 0, count: order)
    let info = result.storage.withUnsafeMutableBufferPointer { elements -> Int in
      values.withUnsafeMutableBufferPointer { values -> Int in
        guard let elements = elements.baseAddress, let values = values.baseAddress, order > 0 else { return 0 }
        return LAPACK.symmetricEigen(elements, order: order, values: values, vectors: vectors)
      }
    }
    guard info == 0 else { throw .noConvergence }
    return (values, result)
  }
}

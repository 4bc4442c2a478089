import LinearAlgebra

/// Whether the data can tell the parameters apart, and if not, which ones move together.
///
/// The information matrix is scaled to unit diagonal; an eigenvalue below 1e-9 (the rounding of its elements, about 1e-13,
/// with room) has an eigenvector along which the fit does not change: its large elements are the parameters that trade off.
public struct Identification: Sendable, Equatable {
  /// Groups of parameters that move together without changing the fit.
  public let dependentSets: [[String]]

  public var isIdentified: Bool { dependentSets.isEmpty }

  init(_ information: Matrix, names: [String]) {
    let count = information.rowCount
    var unscaled: [[String]] = []
    for i in 0..<count where !(information[i, i] > 0) { unscaled.append([names[i]]) }
    guard unscaled.isEmpty, count > 0 else {
      dependentSets = unscaled
      return
    }
    let root = (0..<count).map { information[$0, $0].squareRoot() }
    var scaled = information
    for j in 0..<count { for i in 0..<count { scaled[i, j] /= root[i] * root[j] } }
    if Self.isClearlyDefinite(scaled) {
      dependentSets = []
      return
    }
    guard let eigen = try? SymmetricEigen(scaled) else {
      dependentSets = [names]
      return
    }
    var sets: [[String]] = []
    for k in eigen.values.indices where eigen.values[k] < Self.tolerance {
      let vector = eigen.vectors.column(k)
      let largest = vector.map(abs).max() ?? 0
      sets.append((0..<count).filter { abs(vector[$0]) > 0.05 * largest }.map { names[$0] })
    }
    dependentSets = sets
  }

  private static let tolerance = 1e-9

  /// Whether the smallest eigenvalue is above the tolerance for certain, as it nearly always is: it is at least 1 / trace(A^-1), which
  /// costs a third of the eigenvalues.
  private static func isClearlyDefinite(_ scaled: Matrix) -> Bool {
    guard let inverse = (try? CholeskyFactorization(scaled))?.inverse() else { return false }
    return inverse.diagonal.reduce(0, +) * (10 * tolerance) < 1
  }
}

/// Why a factorization does not exist. Pivots are row numbers from 0.
public enum FactorizationError: Error, Sendable, Equatable {
  /// The leading block up to and including row `pivot` is not positive definite (or holds a value that is not finite).
  case notPositiveDefinite(pivot: Int)
  /// Elimination found no nonzero finite pivot for column `pivot`.
  case singular(pivot: Int)
  case notSquare(rowCount: Int, columnCount: Int)
  /// The eigenvalue iteration failed, or was given a value that is not finite.
  case noConvergence
}

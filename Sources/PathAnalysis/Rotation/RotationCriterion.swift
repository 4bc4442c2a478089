import LinearAlgebra

/// What a rotation of factor loadings makes smallest.
///
/// L is the p x m matrix of rotated loadings and S that of their squares. Each criterion is a function Q(L); its formula
/// stands with its case. Scales are those of Bernaards and Jennrich (2005), so criterion values can be compared with
/// GPArotation.
///
///     RotationCriterion.geomin()          // epsilon 0.001
///     RotationCriterion.oblimin(gamma: -0.5)
///     RotationCriterion.crawfordFerguson(.equamax)
///
/// Sources: Bernaards and Jennrich (2005), Gradient projection algorithms and software for arbitrary rotation criteria,
/// Educational and Psychological Measurement 65, 676-696; Browne (2001), An overview of analytic rotation, Multivariate
/// Behavioral Research 36, 111-150.
public enum RotationCriterion: Sendable, Equatable {
  /// No rotation: the loadings stay as they are.
  case none
  /// sum over rows of (product over j of (s(i,j) + epsilon))^(1/m). Yates (1987); epsilon > 0.
  case geomin(epsilon: Double = 0.001)
  /// 1/4 sum over j != l of [sum over i of s(i,j) s(i,l) - gamma/p c(j) c(l)], c the column sums of S.
  ///
  /// Oblique; with gamma > 0 there may be no minimum.
  case oblimin(gamma: Double = 0)
  /// Oblimin with gamma 0. Carroll (1953); Jennrich and Sampson (1966).
  case quartimin
  /// Orthomax with gamma 1, rows normalized by Kaiser's rule unless told otherwise. Kaiser (1958).
  case varimax
  /// Orthomax with gamma 0.
  case quartimax
  /// -1/4 sum over j of [sum over i of s(i,j)^2 - gamma/p c(j)^2]. Orthogonal only.
  case orthomax(gamma: Double = 1)
  /// (1 - kappa)/4 of the complexity of rows plus kappa/4 of the complexity of columns. Crawford and Ferguson (1970).
  case crawfordFerguson(CrawfordFergusonWeight)
  /// -1/2 sum of s log s, minimum entropy. Orthogonal only. Jennrich (2004).
  case entropy
  /// log of the entropy within columns minus log of the entropy of the columns' shares. Orthogonal only. McCammon (1966).
  case mccammon
  /// log m + entropy of the elements' shares of S - entropy of the rows' - entropy of the columns'. McKeon (1968).
  case infomax
  /// -sum over a, b of (S S')(a,b) (L L')(a,b)^2. Orthogonal only. Comrey (1967).
  case tandem1
  /// sum over a, b of (S S')(a,b) (1 - (L L')(a,b)^2). Orthogonal only. Comrey (1967).
  case tandem2
  /// -(log sum of s^2 - 2 log sum of s). Orthogonal only: its oblique infimum is where factors coincide. Saunders (1961).
  case oblimax
  /// -1/4 (log det(S'S) - log det(diag(S'S))): invariant pattern simplicity. Bentler (1977).
  case bentler
  /// The sum of the `count` smallest s, p of them unless told otherwise. Kiers (1994).
  case simplimax(count: Int? = nil)
  /// sum of w (l - t)^2: p x m targets, and weights that are 0 where the target is left open (all 1 if nil).
  ///
  /// Full target rotation, or partially specified (Browne, 1972). Factors keep the order and the signs of the target.
  case target(Matrix, weights: Matrix? = nil)
  /// Varimax, then least squares towards its loadings raised to a power with their signs kept. Hendrickson and White (1964).
  case promax(power: Double = 4)
  /// Geomin of columns 2 to m, leaving the first as general factor. Jennrich and Bentler (2012).
  case bifactorGeomin(epsilon: Double = 0.001)
  /// Quartimin of columns 2 to m, leaving the first as general factor. Jennrich and Bentler (2011).
  case bifactorQuartimin

  /// Whether only orthogonal rotations are defined: oblique factors would collapse into one.
  public var isOrthogonalOnly: Bool {
    switch self {
    case .varimax, .quartimax, .orthomax, .entropy, .mccammon, .tandem1, .tandem2, .oblimax: true
    default: false
    }
  }

  /// The weights of rows that the field takes as given: Kaiser's for varimax and the promax built on it, else none.
  public var usualRowWeights: RowWeights {
    switch self {
    case .varimax, .promax: .kaiser
    default: .none
    }
  }

  /// The columns whose order and signs say nothing to the criterion, so that they may be arranged at will.
  func interchangeableColumns(of columnCount: Int) -> Range<Int> {
    switch self {
    case .none, .target: 0..<0
    case .bifactorGeomin, .bifactorQuartimin: min(1, columnCount)..<columnCount
    default: 0..<columnCount
    }
  }

  /// The columns whose signs say nothing to the criterion.
  func reflectableColumns(of columnCount: Int) -> Range<Int> {
    switch self {
    case .none, .target: 0..<0
    default: 0..<columnCount
    }
  }

  /// Whether the criterion's own numbers make sense for p x m loadings.
  func isDefined(rowCount: Int, columnCount: Int) -> Bool {
    switch self {
    case .geomin(let epsilon), .bifactorGeomin(let epsilon): epsilon > 0 && epsilon.isFinite
    case .oblimin(let gamma), .orthomax(let gamma): gamma.isFinite
    case .crawfordFerguson(let weight): weight.kappa(rowCount: rowCount, columnCount: columnCount).isFinite
    case .simplimax(let count): (1...max(1, rowCount * columnCount)).contains(count ?? rowCount)
    case .promax(let power): power >= 1 && power.isFinite
    case .target(let target, let weights):
      [target, weights ?? target].allSatisfy {
        $0.rowCount == rowCount && $0.columnCount == columnCount && $0.isFinite
      }
    default: true
    }
  }
}

/// The share kappa that the Crawford-Ferguson family gives to the complexity of columns, by name or by value.
///
/// For p x m loadings. An orthogonal rotation with `varimax` is varimax, and so on with the other names; oblique ones are the
/// forms known as CF-varimax, CF-equamax, ... Source: Browne (2001), table 1.
public enum CrawfordFergusonWeight: Sendable, Equatable {
  /// 0: quartimax; oblique, quartimin.
  case quartimax
  /// 1/p.
  case varimax
  /// m/(2p).
  case equamax
  /// (m - 1)/(p + m - 2).
  case parsimax
  /// 1: factor parsimony.
  case factorParsimony
  case kappa(Double)

  /// Kappa for p = `rowCount` variables and m = `columnCount` factors.
  public func kappa(rowCount: Int, columnCount: Int) -> Double {
    switch self {
    case .quartimax: 0
    case .varimax: 1 / Double(rowCount)
    case .equamax: Double(columnCount) / Double(2 * rowCount)
    case .parsimax: columnCount <= 1 ? 0 : Double(columnCount - 1) / Double(rowCount + columnCount - 2)
    case .factorParsimony: 1
    case .kappa(let value): value
    }
  }
}

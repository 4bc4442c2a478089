import LinearAlgebra
import Probability

/// Factor loadings rotated to the smallest value of a criterion that many starts find.
///
/// From unrotated loadings A (p x m, factors uncorrelated with variance 1) it makes L = A T'^-1 and Phi = T'T, which imply the same
/// covariances: L Phi L' = A A'. Minima are found from the identity and from random orthogonal transformations with a fixed seed;
/// the lowest is kept, the first found of equal ones.
///
///     let rotation = Rotation(loadings: a, criterion: .geomin())
///     rotation?.loadings          // p x m pattern
///     rotation?.factorCovariance  // m x m correlations of the factors
///     rotation?.jacobian()        // for standard errors by the delta method
///
/// Factors then have positive sums of loadings and stand in the order of the variables they load on: by the mean position of the
/// loadings that are at least 0.8 of a factor's largest (Asparouhov and Muthén, 2009, appendix D). That is also what lavaan does.
/// General factors of bifactor criteria stay first; targets fix order and signs by themselves.
///
/// Sources: Jennrich (2001), A simple general procedure for orthogonal rotation, Psychometrika 66, 289-306; Jennrich (2002), A
/// simple general method for oblique rotation, Psychometrika 67, 7-19; Bernaards and Jennrich (2005).
public struct Rotation: Sendable {
  public let criterion: RotationCriterion
  /// Whether factors stay uncorrelated: as asked, or because the criterion is defined only so.
  public let isOrthogonal: Bool
  /// L, p x m, in the metric of the loadings given.
  public let loadings: Matrix
  /// T, m x m: L = A T'^-1.
  public let transformation: Matrix
  /// Phi = T'T, with a diagonal of 1.
  public let factorCovariance: Matrix
  /// Q at the weighted rotated loadings; that of varimax for promax.
  public let criterionValue: Double
  /// Whether the slopes of the criterion vanish at the solution.
  public let hasConverged: Bool
  /// How many of the starts ended at the criterion value kept, and how many there were.
  public let agreeingStarts: (agreeing: Int, total: Int)

  /// The transformation at which the criterion is smallest: T, except for promax, whose second step comes after.
  let criterionTransformation: Matrix
  /// The unrotated loadings.
  let unrotated: Matrix
  let rowWeights: RowWeights
  /// The variances whose square roots divide rows before rotation.
  let variances: [Double]?

  /// Rotates loadings.
  ///
  /// - Parameters:
  ///   - loadings: A, p x m, unrotated.
  ///   - isOrthogonal: whether factors have to stay uncorrelated. Criteria with `isOrthogonalOnly` do so anyway; promax never does.
  ///   - rowWeights: nil for what is usual with the criterion.
  ///   - variances: p variances of the observed variables, if the loadings are to be rotated in the metric of correlations.
  ///   - starts: how many random starts there are besides the identity.
  ///   - seed: of the random starts.
  /// - Returns: nil if loadings are not finite or have more columns than rows or none, if numbers of the criterion make no sense for
  ///   them, if a variance is not positive, or if no start leads anywhere.
  public init?(
    loadings: Matrix, criterion: RotationCriterion, isOrthogonal: Bool = false, rowWeights: RowWeights? = nil,
    variances: [Double]? = nil, starts: Int = 30, seed: UInt64 = 1
  ) {
    self.init(
      loadings: loadings, criterion: criterion, isOrthogonal: isOrthogonal, rowWeights: rowWeights, variances: variances,
      starts: starts, seed: seed, near: nil)
  }

  /// With `near`, p x m rotated loadings of a similar sample: the minimum that the descent from there ends in, its factors in the
  /// same order and with the same signs.
  init?(
    loadings: Matrix, criterion: RotationCriterion, isOrthogonal: Bool, rowWeights: RowWeights? = nil, variances: [Double]?,
    starts: Int, seed: UInt64 = 1, near reference: Matrix?
  ) {
    guard loadings.isFinite, (1...max(1, loadings.rowCount)).contains(loadings.columnCount),
      criterion.isDefined(rowCount: loadings.rowCount, columnCount: loadings.columnCount)
    else { return nil }
    if let variances {
      guard variances.count == loadings.rowCount, variances.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    }
    let weights = rowWeights ?? criterion.usualRowWeights
    let weighted = WeightedLoadings(loadings, rowWeights: weights, variances: variances)
    let problem = RotationProblem(
      loadings: weighted.loadings, criterion: criterion, isOrthogonal: Self.isOrthogonal(criterion, asked: isOrthogonal))
    guard let search = Self.search(problem, loadings, starts: starts, seed: seed, near: reference) else { return nil }
    guard
      let found = Self.finished(search.point.transformation, loadings: loadings, criterion: criterion),
      let inverse = try? LUFactorization(found).inverse()
    else { return nil }
    let rotated = loadings.timesTransposed(inverse)
    let arrangement =
      reference == nil ? FactorArrangement(rotated, criterion: criterion) : FactorArrangement(asGiven: loadings.columnCount)
    criterionTransformation = arrangement.applied(toColumns: search.point.transformation)
    transformation = arrangement.applied(toColumns: found)
    self.criterion = criterion
    self.isOrthogonal = problem.isOrthogonal && !criterion.isPromax
    self.loadings = arrangement.applied(toColumns: rotated)
    factorCovariance = self.isOrthogonal ? .identity(loadings.columnCount) : Self.correlations(transformation)
    criterionValue = search.point.value
    hasConverged = search.hasConverged
    agreeingStarts = (search.agreeing, search.total)
    unrotated = loadings
    self.rowWeights = weights
    self.variances = variances
  }

  private static func search(
    _ problem: RotationProblem, _ loadings: Matrix, starts: Int, seed: UInt64, near reference: Matrix?
  ) -> RotationSearch? {
    guard let reference else { return RotationSearch(problem, starts: starts, seed: seed) }
    // Least squares of A = L T'.
    guard let inverse = try? LUFactorization(reference.transposedTimes(reference)).inverse() else { return nil }
    return problem.retraction(loadings.transposedTimes(reference) * inverse).flatMap { RotationSearch(problem, from: $0) }
  }

  /// The transformation at a minimum of the criterion, with the second step that promax has.
  private static func finished(_ transformation: Matrix, loadings: Matrix, criterion: RotationCriterion) -> Matrix? {
    guard case .promax(let power) = criterion else { return transformation }
    guard let step = PromaxStep(loadings * transformation, power: power) else { return nil }
    return transformation * step.transformation
  }

  /// Promax begins with an orthogonal rotation.
  private static func isOrthogonal(_ criterion: RotationCriterion, asked: Bool) -> Bool {
    asked || criterion.isOrthogonalOnly || criterion.isPromax || criterion == .none
  }

  /// T'T, its diagonal 1 exactly.
  private static func correlations(_ transformation: Matrix) -> Matrix {
    var result = transformation.transposedTimes(transformation).symmetrized
    for j in 0..<result.rowCount { result[j, j] = 1 }
    return result
  }
}

extension RotationCriterion {
  var isPromax: Bool {
    if case .promax = self { true } else { false }
  }
}

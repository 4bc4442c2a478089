import LinearAlgebra

/// How the solution of a rotation moves with what was rotated.
///
/// The slopes g of the criterion vanish at the solution, whatever the unrotated loadings A: dg = 0. With H the derivatives of g in
/// small changes E of the transformation (`curvature`), H e = -(dg due to A alone), then dL = dA T^-1' - L E' and
/// dPhi = E'Phi + Phi E. Second derivatives of the criteria are exact.
///
/// With the covariance matrix Gamma of vec(A), that of the rotated solution is J Gamma J'; it is the same for any way that the
/// unrotated loadings were identified. Sources: Jennrich (1973), Standard errors for obliquely rotated factor loadings,
/// Psychometrika 38, 593-604; Jennrich (1974), Simplified formulae for standard errors in maximum-likelihood factor analysis,
/// British Journal of Mathematical and Statistical Psychology 27, 122-131.
extension Rotation {
  /// The derivatives of vec(L) and vec(Phi) by vec(A): (p m + m m) x p m, everything column by column.
  ///
  /// Row weights move with A; `variances` do not, see `varianceJacobian`.
  ///
  /// - Returns: nil where the solution does not determine the rotation, as with a criterion that is flat there.
  public func jacobian() -> Matrix? {
    let weighted = WeightedLoadings(unrotated, rowWeights: rowWeights, variances: variances)
    let columns = 0..<unrotated.columnCount
    return derivatives(
      of: weighted,
      in: columns.flatMap { j in
        (0..<unrotated.rowCount).map { i in
          RowDirection(row: i, loadings: columns.map { $0 == j ? 1 : 0 }, weighted: weighted.change(row: i, column: j))
        }
      })
  }

  /// The derivatives of vec(L) and vec(Phi) by the `variances` that standardized rows: (p m + m m) x p.
  ///
  /// All 0 without variances, and with Kaiser's weights, which take the metric out anyway.
  ///
  /// - Returns: nil where `jacobian` is nil.
  public func varianceJacobian() -> Matrix? {
    let weighted = WeightedLoadings(unrotated, rowWeights: rowWeights, variances: variances)
    let zeros = [Double](repeating: 0, count: unrotated.columnCount)
    return derivatives(
      of: weighted,
      in: (0..<unrotated.rowCount).map {
        RowDirection(row: $0, loadings: zeros, weighted: weighted.change(varianceOfRow: $0))
      })
  }

  /// A change of one row of A, and what it is in W A.
  private struct RowDirection {
    var row: Int
    var loadings: [Double]
    var weighted: [Double]
  }

  /// One column for each direction.
  private func derivatives(of weighted: WeightedLoadings, in directions: [RowDirection]) -> Matrix? {
    let (p, m) = (unrotated.rowCount, unrotated.columnCount)
    let problem = RotationProblem(
      loadings: weighted.loadings, criterion: criterion, isOrthogonal: isOrthogonal || criterion.isPromax)
    guard let response = RotationResponse(problem, at: criterionTransformation) else { return nil }
    let inverse = response.point.inverse
    let pattern = unrotated.timesTransposed(inverse)
    var promax: PromaxStep?
    if case .promax(let power) = criterion {
      promax = PromaxStep(pattern, power: power)
      if promax == nil { return nil }
    }
    var elements: [Double] = []
    elements.reserveCapacity((p * m + m * m) * directions.count)
    for direction in directions {
      let change = response.change(row: direction.row, by: direction.weighted)
      let moved = Matrix(row: direction.loadings, at: direction.row, rowCount: p).timesTransposed(inverse)
      let loadings = moved - pattern.timesTransposed(change)
      if let promax {
        let result = promax.change(loadings)
        elements += result.loadings.elements + result.factorCovariance.elements
      } else {
        elements += loadings.elements + problem.covarianceChange(change, at: response.point).elements
      }
    }
    return Matrix(rowCount: p * m + m * m, columnCount: directions.count, columnMajor: elements)
  }
}

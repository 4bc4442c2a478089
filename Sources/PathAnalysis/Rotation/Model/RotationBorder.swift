import LinearAlgebra

/// lavaan's standard errors of oblique rotations: information bordered by the slopes of the criterion.
///
/// The rotated solution satisfies h = 0, slopes of the criterion in the transformation of the factors (Jennrich, 1973). Bordering the
/// information with H = dh/dtheta gives the covariance P C P', where C is the delta method's, P = I - R (H R)^-1 H, and the columns of
/// R are the directions in which a transformation of the factors moves the parameters.
///
/// lavaan (0.6 to 0.7) standardizes loadings in h by the square roots of diag(L L' + Theta), as if the rotated factors were
/// uncorrelated; with correlated ones h then is not 0 at the solution, and P not the identity. Without this H C = 0, both agree, and
/// nothing is done: orthogonal rotations, loadings that are not standardized, Kaiser's weights.
struct RotationBorder {
  /// H, r x q.
  private let slopes: Matrix
  /// R, q x r.
  private let directions: Matrix

  /// - Returns: nil where both agree.
  init?(_ rotation: FactorRotation, _ model: PathModel, rotated: [Double], observed: [ObservedMoments]) {
    let blocks = rotation.blocks.filter {
      $0.rotation.variances != nil && $0.rotation.rowWeights == .none && !$0.rotation.isOrthogonal
        && !$0.rotation.criterion.isPromax
        && $0.factors.count > 1
    }
    guard !blocks.isEmpty else { return nil }
    let count = rotated.count
    var directionColumns: [Double] = []
    var slopeRows: [[Double]] = []
    for block in blocks {
      let group = TransformedGroup(model.groups[block.group], parameters: rotated, sample: observed[block.group])
      let frame = BlockFrame(block, in: group)
      for k in frame.problem.coordinates.indices {
        var column = [Double](repeating: 0, count: count)
        let change = group.rotatedChange(group.direction([]), transformation: frame.transformation(k))
        for place in group.places { column[place.parameter] = change.value(at: place) }
        directionColumns += column
      }
      var rows = [[Double]](repeating: [Double](repeating: 0, count: count), count: frame.problem.coordinates.count)
      for (parameter, places) in Dictionary(grouping: group.places, by: \.parameter) {
        for (k, slope) in frame.slopeChange(group.direction(places)).enumerated() { rows[k][parameter] = slope }
      }
      slopeRows += rows
    }
    slopes = Matrix(rows: slopeRows)
    directions = Matrix(rowCount: count, columnCount: slopeRows.count, columnMajor: directionColumns)
  }

  /// P C P'; C itself where H R has no inverse.
  func projected(_ covariance: Matrix) -> Matrix {
    guard let inverse = try? LUFactorization(slopes * directions).inverse() else { return covariance }
    let projection = Matrix.identity(covariance.rowCount) - directions * inverse * slopes
    return (projection * covariance).timesTransposed(projection).symmetrized
  }
}

/// A block at the rotated solution, its loadings standardized as lavaan does it in h.
private struct BlockFrame {
  let block: FactorRotation.Block
  let group: TransformedGroup
  let problem: RotationProblem
  private let variances: [Double]
  private let point: RotationPoint

  init(_ block: FactorRotation.Block, in group: TransformedGroup) {
    self.block = block
    self.group = group
    variances = group.variances(of: block.indicators, factors: block.factors)
    let loadings = Matrix.diagonal(variances.map { 1 / $0.squareRoot() }) * block.rotation.loadings
    problem = RotationProblem(loadings: loadings, criterion: block.rotation.criterion, isOrthogonal: false)
    let evaluated = problem.criterion.evaluate(LoadingGrid(loadings))
    let identity = Matrix.identity(block.factors.count)
    point = RotationPoint(
      transformation: identity, inverse: identity, loadings: loadings, factorCovariance: block.rotation.factorCovariance,
      value: evaluated.value, gradient: evaluated.gradient.matrix)
  }

  /// dU over all variables for one coordinate: U -> U - E'.
  func transformation(_ coordinate: Int) -> Matrix {
    var steps = [Double](repeating: 0, count: problem.coordinates.count)
    steps[coordinate] = 1
    var result = Matrix(rowCount: group.count, columnCount: group.count)
    result.set(-problem.change(steps, at: point).transposed, rows: block.factors, columns: block.factors)
    return result
  }

  /// dh in a direction: d(l / sqrt v) = dl / sqrt v - l dv / (2 v sqrt v).
  func slopeChange(_ direction: TransformedGroup.Values) -> [Double] {
    var loadings = direction.directEffects.submatrix(rows: block.indicators, columns: block.factors)
    let changes = group.varianceChanges(of: block.indicators, factors: block.factors, direction)
    for j in block.factors.indices {
      for i in block.indicators.indices {
        loadings[i, j] = loadings[i, j] / variances[i].squareRoot() - point.loadings[i, j] * changes[i] / (2 * variances[i])
      }
    }
    return problem.slopeChange(
      at: point, loadings: loadings, covariance: direction.symmetricEffects.submatrix(rows: block.factors, columns: block.factors)
    )
  }
}

import LinearAlgebra

/// The rotation of all EFA blocks of a fitted model, as a function from the unrotated parameters to the rotated ones.
///
/// Loadings A of a block become L = A U, where U = T'^-1 is what ``Rotation`` finds. The factors themselves become U^-1 f, and
/// everything else in the model follows: with U over all variables (the identity outside the blocks) and H = U^-1, directed effects
/// are H A U, symmetric ones H S H', intercepts H m. Implied moments of observed variables stay what they were.
struct FactorRotation: Sendable {
  /// The rotation of one block and where its variables stand in the matrices of its group.
  struct Block: Sendable {
    /// From 0.
    let group: Int
    let indicators: [Int]
    let factors: [Int]
    let rotation: Rotation
    /// U, m x m.
    let transformation: Matrix
  }

  let blocks: [Block]
  let groups: [TransformedGroup]
  let parameterCount: Int

  /// - Parameters:
  ///   - unrotated: the parameter vector of the unrotated solution.
  ///   - near: rotated loadings of each block that the solution is to be near, as in a bootstrap draw; nil for the lowest minimum.
  /// - Returns: nil if a rotation does not exist.
  init?(_ model: PathModel, unrotated: [Double], observed: [ObservedMoments], near references: [Matrix]? = nil) {
    let options = model.options.rotation
    var blocks: [Block] = []
    var groups = model.groups.indices.map {
      TransformedGroup(model.groups[$0], parameters: unrotated, sample: observed[$0])
    }
    for block in model.table.factorBlocks {
      let group = block.group - 1
      let matrices = model.groups[group]
      let indicators = block.indicators.compactMap { matrices.position(of: $0, level: 1) }
      let factors = block.factors.compactMap { matrices.position(of: $0, level: 1) }
      let variances = options.standardizesLoadings ? groups[group].variances(of: indicators, factors: factors) : nil
      guard
        let rotation = Rotation(
          loadings: groups[group].directEffects.submatrix(rows: indicators, columns: factors), criterion: options.criterion,
          isOrthogonal: options.isOrthogonal, variances: variances, starts: options.starts,
          near: references?[blocks.count]),
        let transformation = try? LUFactorization(rotation.transformation.transposed).inverse()
      else { return nil }
      blocks.append(
        Block(group: group, indicators: indicators, factors: factors, rotation: rotation, transformation: transformation))
    }
    for block in blocks { groups[block.group].place(block.transformation, at: block.factors) }
    self.blocks = blocks
    self.groups = groups
    parameterCount = unrotated.count
  }

  /// The rotated parameter vector.
  func parameters(_ unrotated: [Double]) -> [Double] {
    var result = unrotated
    for group in groups {
      let rotated = group.rotated
      for place in group.places { result[place.parameter] = rotated.value(at: place) }
    }
    return result
  }

  /// The derivatives of the rotated parameters by the unrotated ones, q x q; nil where a criterion does not determine the rotation.
  ///
  /// Standard deviations that divide loadings before they are rotated move with the parameters too.
  func jacobian() -> Matrix? {
    var result = Matrix.identity(parameterCount)
    var changes: [BlockChange] = []
    for block in blocks {
      guard let change = BlockChange(block) else { return nil }
      changes.append(change)
    }
    for (number, group) in groups.enumerated() {
      let own = changes.filter { $0.block.group == number }
      for (parameter, places) in Dictionary(grouping: group.places, by: \.parameter) {
        let direction = group.direction(places)
        var transformation = Matrix(rowCount: group.count, columnCount: group.count)
        for change in own {
          let block = change.block
          let loadings = direction.directEffects.submatrix(rows: block.indicators, columns: block.factors)
          let variances = group.varianceChanges(of: block.indicators, factors: block.factors, direction)
          transformation.set(
            change.transformation(loadings: loadings, variances: variances), rows: block.factors, columns: block.factors)
        }
        let slope = group.rotatedChange(direction, transformation: transformation)
        for place in group.places { result[place.parameter, parameter] = slope.value(at: place) }
      }
    }
    return result
  }
}

/// How the transformation U of a block follows its loadings and the variances of its variables.
///
/// From L = A U: dU = (A'A)^-1 A' (dL - dA U).
struct BlockChange {
  let block: FactorRotation.Block
  private let loadingJacobian: Matrix
  private let varianceJacobian: Matrix
  /// (A'A)^-1 A'.
  private let leftInverse: Matrix

  init?(_ block: FactorRotation.Block) {
    let unrotated = block.rotation.unrotated
    guard let loadingJacobian = block.rotation.jacobian(), let varianceJacobian = block.rotation.varianceJacobian(),
      let inverse = try? LUFactorization(unrotated.transposedTimes(unrotated)).inverse()
    else { return nil }
    self.block = block
    self.loadingJacobian = loadingJacobian
    self.varianceJacobian = varianceJacobian
    leftInverse = inverse.timesTransposed(unrotated)
  }

  /// dU.
  func transformation(loadings change: Matrix, variances: [Double]) -> Matrix {
    let moved = zip(loadingJacobian.times(change.elements), varianceJacobian.times(variances)).map { $0 + $1 }
    let rotated = Matrix(
      rowCount: change.rowCount, columnCount: change.columnCount, columnMajor: Array(moved.prefix(change.elements.count)))
    return leftInverse * (rotated - change * block.transformation)
  }
}

extension Matrix {
  mutating func set(_ block: Matrix, rows: [Int], columns: [Int]) {
    for (j, column) in columns.enumerated() { for (i, row) in rows.enumerated() { self[row, column] = block[i, j] } }
  }
}

import LinearAlgebra

extension PathModel {
  /// Whether the parameters can be told apart, judged without data at a generic point of the parameter space.
  ///
  /// The rank of the information matrix is the same almost everywhere, so that any point without structure of its own will do
  /// (Bekker, Merckens & Wansbeek 1994); `nil` when the point gives no moments.
  public func genericIdentification() -> Identification? {
    let samples = groups.map { Self.genericMoments(count: $0.observedCount) }
    var parameters = [Double](repeating: 0, count: matrices.parameterCount)
    for place in groups.flatMap({ ParameterPlace.all(in: $0) }) {
      let jitter = 0.011 * Double((7 * place.parameter + 3) % 11)
      parameters[place.parameter] =
        switch place.matrix {
        case .directEffect: 0.2 + jitter
        case .symmetricEffect: place.row == place.column ? 1 + jitter : 0.05 + 0.2 * jitter
        case .intercept, .threshold: 0.4 + jitter
        case .scaling: 1 + jitter
        }
    }
    for source in groups.flatMap(\.composites).flatMap(\.weights) {
      if case .parameter(let index) = source { parameters[index] = 0.6 + 0.011 * Double((7 * index + 3) % 11) }
    }
    guard let constraints = try? constraints() else { return nil }
    let restrictions = constraints.equalities(at: constraints.linear.parameters(constraints.linear.reduced(parameters)))
    let point = restrictions.parameters(restrictions.reduced(parameters))
    guard let information = genericInformation(samples, at: point) else { return nil }
    return Identification(
      restrictions.reducedInformation(information), names: restrictions.reducedNames(table.parameterNames))
  }

  /// The information at a point: of ordinal variables that of unweighted least squares on their moments, which has the same rank.
  private func genericInformation(_ samples: [ObservedMoments], at parameters: [Double]) -> Matrix? {
    let share = 1 / Double(groups.count)
    if groups.contains(where: { !$0.ordinalVariables.isEmpty }) {
      let parts = groups.map { matrices in
        let structure = MomentStructure(ordinal: matrices)
        let count = structure.elements.count
        return LeastSquares.Part(
          structure: structure, moments: [Double](repeating: 0, count: count),
          weightMatrix: .diagonal([Double](repeating: 1, count: count)), share: share)
      }
      let function = LeastSquares(matrices: groups, references: samples, parts: parts)
      return (try? function.evaluate(parameters)).map { function.scoringInformation(at: $0) }
    }
    let blocks = groups.indices.flatMap { Self.genericBlocks(samples[$0], of: groups[$0], group: $0, weight: share) }
    let function = MaximumLikelihood(groups, references: samples, blocks: blocks)
    guard Set(blocks.map(\.group)).count == groups.count, let point = try? function.evaluate(parameters) else { return nil }
    return function.expectedInformation(at: point)
  }

  /// Of two levels the deviations within clusters and the means of clusters of two sizes, which tell the levels apart.
  private static func genericBlocks(
    _ sample: ObservedMoments, of matrices: RAMMatrices, group: Int, weight: Double
  ) -> [MomentBlock] {
    guard matrices.hasLevels else {
      return (try? MomentBlock(complete: sample, of: matrices, group: group, weight: weight)).map { [$0] } ?? []
    }
    let layout = LevelLayout(matrices)
    return [layout.withinRows, layout.clusterRows(size: 2), layout.clusterRows(size: 5)].enumerated().map { index, rows in
      MomentBlock(
        group: group, rows: rows, covariance: Matrix.identity(rows.count),
        means: index == 0 ? nil : [Double](repeating: 0, count: rows.count), weight: weight / 3, origin: 0)
    }
  }

  private static func genericMoments(count: Int) -> ObservedMoments {
    var covariance = Matrix.identity(count)
    for i in 0..<count {
      for j in 0..<i {
        let value = 0.1 + 0.013 * Double((3 * i + 5 * j) % 7)
        covariance[i, j] = value
        covariance[j, i] = value
      }
    }
    return ObservedMoments(covariance: covariance, means: (0..<count).map { 0.3 + 0.1 * Double($0) }, sampleSize: 1_000)
  }

  /// Free parameters minus independent equality constraints; `nil` when the constraints cannot be met.
  public var freeCount: Int? {
    guard let constraints = try? constraints() else { return nil }
    // The rank of the nonlinear ones is the same almost everywhere; no label stands at a special value here.
    let generic = (0..<table.parameterCount).map { 0.3 + 0.0137 * Double((7 * $0 + 3) % 11) }
    return table.parameterCount
      - constraints.equalities(at: constraints.linear.parameters(constraints.linear.reduced(generic))).rank
  }
}

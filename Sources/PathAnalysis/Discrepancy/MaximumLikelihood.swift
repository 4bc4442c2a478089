import LinearAlgebra

/// The maximum-likelihood discrepancy between observed and implied moments, summed over blocks (conventions.md section 3).
///
/// `F = sum_b w_b [ln|Sigma_b| + tr(S_b Sigma_b^-1) + (m_b - mu_b)' Sigma_b^-1 (m_b - mu_b) - origin_b]`, the mean part with a mean
/// structure. For a group of complete cases the origin is `ln|S| + p`, so that F is 0 where the model reproduces the moments.
struct MaximumLikelihood: DiscrepancyFunction {
  /// One a group.
  let matrices: [RAMMatrices]
  /// The sample moments at which fixed exogenous variables are held, one a group.
  let references: [ObservedMoments]
  let blocks: [MomentBlock]
  /// Every place where each parameter stands, by group, and where what follows from parameters stands, numbered after them.
  let places: [[ParameterPlace]]
  /// One a block.
  let vectors: [DerivativeVectors]

  let parameterCount: Int
  /// Parameters and entries that follow from them.
  let extendedCount: Int

  init(_ matrices: [RAMMatrices], references: [ObservedMoments], blocks: [MomentBlock]) {
    self.matrices = matrices
    self.references = references
    self.blocks = blocks
    parameterCount = matrices.first?.parameterCount ?? 0
    var first = parameterCount
    let places = matrices.map { matrices in
      defer { first += matrices.dependentCount }
      return ParameterPlace.extended(in: matrices, first: first)
    }
    self.places = places
    extendedCount = first
    vectors = blocks.map { DerivativeVectors($0, matrices[$0.group], places: places[$0.group]) }
  }

  /// A single group of complete cases.
  ///
  /// - Throws: `notPositiveDefinite` when the observed covariance is not.
  init(_ matrices: RAMMatrices, observed: ObservedMoments) throws(FactorizationError) {
    let block = try MomentBlock(complete: observed, of: matrices, group: 0, weight: 1)
    self.init([matrices], references: [observed], blocks: [block])
  }

  /// The implied moments, their precision and the discrepancy at one point of the parameter space.
  struct Evaluation: Sendable {
    var parameters: [Double]
    /// One a group, over all its variables.
    var implied: [ImpliedMoments]
    var blocks: [BlockEvaluation]
    var discrepancy: Double
    /// The sum of the sizes of F's terms, of which rounding is a share.
    var magnitude: Double
  }

  struct BlockEvaluation: Sendable {
    /// F B, p x v: total effects on the block's rows.
    var totalEffects: Matrix
    /// The same as means combine; otherwise equal to `totalEffects`.
    var meanEffects: Matrix
    /// F Sigma, p x v: covariances of the block's rows with all variables.
    var covariances: Matrix
    /// Sigma_b^-1, p x p.
    var precision: Matrix
    /// Sigma_b^-1 (Sigma_b - S - d d') Sigma_b^-1 with d = m - mu: the derivative of F with respect to Sigma_b.
    var slope: Matrix
    /// m - mu, length p; zero without a mean structure.
    var meanResiduals: [Double]
  }

  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> Evaluation {
    var implied: [ImpliedMoments] = []
    for group in matrices.indices {
      implied.append(try ImpliedMoments(matrices[group], parameters: parameters, sample: references[group]))
    }
    var evaluations: [BlockEvaluation] = []
    evaluations.reserveCapacity(blocks.count)
    var discrepancy = 0.0
    var magnitude = 0.0
    for block in blocks {
      let moments = implied[block.group]
      let covariances = block.combine(moments.covariance)
      let factor = try CholeskyFactorization(block.combineColumns(covariances))
      let precision = factor.inverse()
      var residuals = [Double](repeating: 0, count: block.rows.count)
      if let means = block.means {
        let expected = block.combineMeans(moments.means)
        for i in residuals.indices { residuals[i] = means[i] - expected[i] }
      }
      let logDeterminant = factor.logDeterminant
      let distance = precision.traceOfProduct(block.covariance) + precision.quadraticForm(residuals)
      discrepancy += block.weight * (logDeterminant + distance - block.origin)
      magnitude += block.weight * (abs(logDeterminant) + abs(distance) + abs(block.origin))
      let effects = block.combine(moments.totalEffects)
      evaluations.append(
        BlockEvaluation(
          totalEffects: effects, meanEffects: block.hasOwnMeanWeights ? block.combineMeans(moments.totalEffects) : effects,
          covariances: covariances, precision: precision, slope: block.slope(precision, residuals), meanResiduals: residuals))
    }
    return Evaluation(
      parameters: parameters, implied: implied, blocks: evaluations, discrepancy: discrepancy, magnitude: magnitude)
  }

  func discrepancy(at point: Evaluation) -> Double { point.discrepancy }

  func scoringInformation(at point: Evaluation) -> Matrix { expectedInformation(at: point) }

  func exactInformation(at point: Evaluation) -> Matrix? { observedInformation(at: point) }

  func rounding(at point: Evaluation) -> Double { 1e-14 + 1e-15 * point.magnitude }
}

extension Matrix {
  /// tr(A B) of symmetric matrices: the sum of the elements' products.
  func traceOfProduct(_ other: Matrix) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// x' A x.
  func quadraticForm(_ vector: [Double]) -> Double {
    zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// Where a parameter stands: an entry of A, S or m.
struct ParameterPlace: Sendable, Hashable {
  enum Matrix: Sendable, Hashable, CaseIterable { case directEffect, symmetricEffect, intercept, threshold, scaling }
  var matrix: Matrix
  var row: Int
  var column: Int
  var parameter: Int

  static func all(in matrices: RAMMatrices) -> [ParameterPlace] {
    Matrix.allCases.flatMap { matrix in
      matrices.entries(matrix).compactMap { entry in
        guard case .parameter(let index) = entry.source else { return nil }
        return ParameterPlace(matrix: matrix, row: entry.row, column: entry.column, parameter: index)
      }
    }
  }
}

extension RAMMatrices {
  func entries(_ matrix: ParameterPlace.Matrix) -> [Entry] {
    switch matrix {
    case .directEffect: directEffects
    case .symmetricEffect: symmetricEffects
    case .intercept: intercepts
    case .threshold: thresholds
    case .scaling: scalings
    }
  }
}

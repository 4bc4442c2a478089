import LinearAlgebra
import Probability
import SurveyData
import Testing

@testable import PathAnalysis

/// A model with true parameters, and normal data drawn from what they imply.
struct Population {
  let drawn: RandomModel
  let model: PathModel
  let parameters: [Double]
  /// True moments of each group's exogenous variables, in the place of sample moments.
  private let references: [ObservedMoments]
  /// n x p of each group, in the order of the group's variables.
  let rows: [Matrix]

  init(_ drawn: RandomModel) throws {
    self.drawn = drawn
    model = try drawn.specified()
    var random = CounterRandom(seed: drawn.seed, stream: 1)
    parameters = Self.trueParameters(model, drawn.kind, &random)
    var references: [ObservedMoments] = []
    var rows: [Matrix] = []
    for group in model.groups {
      let reference = Self.exogenousMoments(group.observedCount, &random)
      let implied = try ImpliedMoments(group, parameters: parameters, sample: reference)
      let observed = Array(0..<group.observedCount)
      let root = try CholeskyFactorization(implied.covariance.principal(observed)).lower
      let count = Int.random(in: 100...300, using: &random)
      rows.append(Self.normalRows(count, root, means: implied.means, &random))
      references.append(reference)
    }
    self.references = references
    self.rows = rows
  }

  /// The samples; `units` multiplies each variable, `copies` repeats every case.
  func samples(units: (String) -> Double = { _ in 1 }, copies: Int = 1) -> [Sample] {
    rows.enumerated().map { group, rows in
      let names = model.observedVariables(ofGroup: group)
      var elements: [Double] = []
      elements.reserveCapacity(rows.elements.count * copies)
      for (column, name) in names.enumerated() {
        let values = rows.column(column).map { $0 * units(name) }
        for _ in 0..<copies { elements += values }
      }
      let data = Matrix(rowCount: rows.rowCount * copies, columnCount: names.count, columnMajor: elements)
      let sums = MomentSums.of(data)
      return Sample(
        label: "g\(group + 1)", variables: names, sampleSize: data.rowCount, covariance: sums.covariance, means: sums.means)
    }
  }

  /// The likelihood of moments of each group: the sample's, or those that the true parameters imply.
  func likelihood(_ moments: [ObservedMoments]) throws -> MaximumLikelihood {
    let share = 1 / Double(moments.count)
    let blocks = try model.groups.indices.map {
      try MomentBlock(complete: moments[$0], of: model.groups[$0], group: $0, weight: share)
    }
    return MaximumLikelihood(model.groups, references: references, blocks: blocks)
  }

  func sampleMoments() -> [ObservedMoments] {
    zip(samples(), model.groups.indices).map {
      ObservedMoments($0, order: model.observedVariables(ofGroup: $1), rescales: true)
    }
  }

  func impliedMoments() throws -> [ObservedMoments] {
    try model.groups.indices.map { group in
      let matrices = model.groups[group]
      let implied = try ImpliedMoments(matrices, parameters: parameters, sample: references[group])
      let observed = Array(0..<matrices.observedCount)
      return ObservedMoments(
        covariance: implied.covariance.principal(observed), means: Array(implied.means.prefix(observed.count)), sampleSize: 100)
    }
  }

  // MARK: What is drawn

  /// Sizes as they occur in questionnaires; covariances small enough for any pattern of them to be positive definite.
  private static func trueParameters(_ model: PathModel, _ kind: RandomModel.Kind, _ random: inout CounterRandom) -> [Double] {
    var parameters = [Double](repeating: 0, count: model.table.parameterCount)
    func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
    for matrices in model.groups {
      for entry in matrices.directEffects {
        guard case .parameter(let index) = entry.source else { continue }
        parameters[index] = entry.isLoading ? between(0.7, 1.2) : between(0.2, 0.5) * (random.happens(0.4) ? -1 : 1)
      }
      for entry in matrices.symmetricEffects {
        guard case .parameter(let index) = entry.source else { continue }
        let isLatent = entry.row >= matrices.observedCount
        if entry.row == entry.column {
          parameters[index] = isLatent ? between(0.8, 1.3) : between(0.6, 1)
        } else {
          parameters[index] = isLatent ? between(0.2, 0.4) : between(0.05, 0.15) * (random.happens(0.4) ? -1 : 1)
        }
      }
      for entry in matrices.intercepts {
        if case .parameter(let index) = entry.source { parameters[index] = between(-1, 1) }
      }
    }
    return parameters
  }

  private static func exogenousMoments(_ count: Int, _ random: inout CounterRandom) -> ObservedMoments {
    var covariance = Matrix(rowCount: count, columnCount: count)
    for i in 0..<count { covariance[i, i] = 0.8 + 0.4 * random.uniform() }
    for i in 0..<count {
      for j in 0..<i {
        covariance[i, j] = 0.2 * random.uniform()
        covariance[j, i] = covariance[i, j]
      }
    }
    return ObservedMoments(covariance: covariance, means: (0..<count).map { _ in random.normal() }, sampleSize: 100)
  }

  private static func normalRows(_ count: Int, _ root: Matrix, means: [Double], _ random: inout CounterRandom) -> Matrix {
    let p = root.rowCount
    let normals = Matrix(rowCount: count, columnCount: p, columnMajor: (0..<count * p).map { _ in random.normal() })
    let deviations = normals.timesTransposed(root)
    let columns = (0..<p).flatMap { column in deviations.column(column).map { $0 + means[column] } }
    return Matrix(rowCount: count, columnCount: p, columnMajor: columns)
  }
}

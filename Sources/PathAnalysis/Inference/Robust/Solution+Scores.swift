import LinearAlgebra

extension Solution {
  /// J: the cross-products of the scores of independent units (cases, or clusters), divided by N; q x q.
  ///
  /// A case with a sampling weight counts its score times the weight. `nil` when moments were given.
  var scoreProducts: Matrix? {
    var products = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    for group in estimation.data.indices {
      guard let scores = unitScores(ofGroup: group) else { return nil }
      products += scores.transposedTimes(scores)
    }
    return (1 / estimation.totalWeight) * products
  }

  /// Scores of a group's independent units, one row each; `nil` when there are no rows.
  func unitScores(ofGroup group: Int) -> Matrix? {
    guard case .likelihood(let function, let point) = point else { return nil }
    if let clusters = estimation.data[group].clusters {
      let first = function.blocks.firstIndex { $0.group == group } ?? 0
      return function.clusterScores(clusters, firstBlock: first, at: point)
    }
    guard let rows = estimation.data[group].rows else { return nil }
    var scores = Matrix(rowCount: rows.rowCount, columnCount: parameters.count)
    for (index, block) in function.blocks.enumerated() where block.group == group {
      let cases = caseIndices(ofBlock: index, group, function)
      let means = block.means == nil ? function.references[group].means ?? [] : point.implied[group].means
      var deviations = Matrix(rowCount: cases.count, columnCount: block.rows.count)
      for (column, row) in block.rows.enumerated() {
        let variable = row.variables[0]
        for (place, caseIndex) in cases.enumerated() {
          deviations[place, column] = rows[caseIndex, variable] - means[variable]
        }
      }
      let part = function.scores(block: index, at: point, deviations: deviations)
      for column in 0..<part.columnCount {
        for (place, caseIndex) in cases.enumerated() { scores[caseIndex, column] = part[place, column] }
      }
    }
    return estimation.data[group].sample.combinedByUnit(scores)
  }

  private func caseIndices(ofBlock index: Int, _ group: Int, _ function: MaximumLikelihood) -> [Int] {
    let first = function.blocks.firstIndex { $0.group == group } ?? 0
    switch estimation.data[group].form {
    case .moments, .twoStage, .ordinal: return Array(0..<(estimation.data[group].rows?.rowCount ?? 0))
    case .patterns(let saturated): return saturated.patterns.patterns[index - first].caseIndices
    case .clusters: return []
    }
  }
}

extension Sample {
  /// Rows times their sampling weights, summed over the cases of a cluster; products of the sums of C clusters are then multiplied by
  /// C/(C - 1), as a variance over clusters is.
  func combinedByUnit(_ scores: Matrix) -> Matrix {
    var weighted = scores
    if let weights {
      for column in 0..<scores.columnCount { for row in weights.indices { weighted[row, column] *= weights[row] } }
    }
    guard let clusters else { return weighted }
    let count = (clusters.max() ?? -1) + 1
    var sums = Matrix(rowCount: count, columnCount: scores.columnCount)
    let correction = (Double(count) / Double(max(count - 1, 1))).squareRoot()
    for column in 0..<scores.columnCount {
      for (row, cluster) in clusters.enumerated() { sums[cluster, column] += correction * weighted[row, column] }
    }
    return sums
  }
}

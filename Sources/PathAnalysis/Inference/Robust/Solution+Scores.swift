import LinearAlgebra
import SurveyData

extension Solution {
  /// J: the cross-products of the scores of independent units (cases, or clusters), divided by N; q x q.
  ///
  /// A case with a sampling weight counts its score times the weight. `nil` when moments were given.
  var scoreProducts: Matrix? {
    guard case .likelihood(let function, let point) = point else { return nil }
    var products = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    for (group, data) in estimation.data.enumerated() {
      if let clusters = data.clusters {
        let first = function.blocks.firstIndex { $0.group == group } ?? 0
        let scores = function.clusterScores(clusters, firstBlock: first, at: point)
        products += scores.transposedTimes(scores)
        continue
      }
      guard let rows = data.rows else { return nil }
      products += data.sample.unitProducts(of: rows, order: parameters.count) {
        caseScores($0, ofGroup: group, function, at: point)
      }
    }
    return (1 / estimation.totalWeight) * products
  }

  /// The scores of some cases of a group, one row each.
  ///
  /// - Parameter cases: their values, in the order of the matrices' variables.
  private func caseScores(
    _ cases: Matrix, ofGroup group: Int, _ function: MaximumLikelihood, at point: MaximumLikelihood.Evaluation
  ) -> Matrix {
    var scores = Matrix(rowCount: cases.rowCount, columnCount: parameters.count)
    // The group's blocks are its patterns of missing values, in their order; one where there are none.
    var rowsOfBlocks = [Array(0..<cases.rowCount)]
    if case .patterns(let saturated) = estimation.data[group].form { rowsOfBlocks = saturated.patterns.cases(of: cases) }
    let blocks = function.blocks.indices.filter { function.blocks[$0].group == group }
    for (index, rows) in zip(blocks, rowsOfBlocks) {
      let block = function.blocks[index]
      let means = block.means == nil ? function.references[group].means ?? [] : point.implied[group].means
      var deviations = Matrix(rowCount: rows.count, columnCount: block.rows.count)
      for (column, combination) in block.rows.enumerated() {
        let variable = combination.variables[0]
        for (place, row) in rows.enumerated() { deviations[place, column] = cases[row, variable] - means[variable] }
      }
      let part = function.scores(block: index, at: point, deviations: deviations)
      for column in 0..<part.columnCount {
        for (place, row) in rows.enumerated() { scores[row, column] = part[place, column] }
      }
    }
    return scores
  }
}

extension Sample {
  /// The cross-products of what independent units add to some sums, of cases or of clusters; q x q.
  ///
  /// What a case adds counts times its sampling weight. Products of the sums of C clusters are multiplied by C/(C - 1), as a variance over
  /// clusters is.
  /// - Parameters:
  ///   - rows: the sample's cases, of some of its variables.
  ///   - order: q.
  ///   - scores: of some cases, b x p, what they add, b x q.
  func unitProducts(of rows: CaseRows, order: Int, scores: (Matrix) -> Matrix) -> Matrix {
    var products = Matrix(rowCount: order, columnCount: order)
    let clusterCount = clusters.map { ($0.max() ?? -1) + 1 } ?? 0
    let correction = (Double(clusterCount) / Double(max(clusterCount - 1, 1))).squareRoot()
    var clusterSums = Matrix(rowCount: clusterCount, columnCount: order)
    for range in rows.blocks {
      var part = scores(rows.block(range))
      if let weights {
        for column in 0..<order { for (i, row) in range.enumerated() { part[i, column] *= weights[row] } }
      }
      if let clusters {
        for column in 0..<order {
          for (i, row) in range.enumerated() { clusterSums[clusters[row], column] += correction * part[i, column] }
        }
      } else {
        products += part.transposedTimes(part)
      }
    }
    return clusters == nil ? products : clusterSums.transposedTimes(clusterSums)
  }
}

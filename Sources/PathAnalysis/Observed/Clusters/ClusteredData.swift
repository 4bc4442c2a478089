import LinearAlgebra
import SurveyData

/// The cases of one group by cluster: deviations within clusters, and what each cluster's mean says (``LevelLayout``).
struct ClusteredData: Sendable {
  /// The clusters of one size.
  struct SizeGroup: Sendable {
    var size: Int
    var clusters: [Int]
    /// Of the clusters' vectors, with divisor "number of clusters".
    var means: [Double]
    var covariance: Matrix
  }

  let layout: LevelLayout
  /// The cluster of each case, from 0.
  let clusters: [Int]
  /// Cases of each cluster.
  let sizes: [Int]
  /// n x w, from the means of the clusters.
  let deviations: Matrix
  /// J x p: `sqrt(s)` times the means of a cluster, variables of the cluster as they are.
  let vectors: Matrix
  /// w x w, divisor n - J: pooled within clusters.
  let withinCovariance: Matrix
  /// By size, ascending.
  let sizeGroups: [SizeGroup]

  /// - Parameters:
  ///   - rows: n x observed variables of the matrices; both parts of a variable have its values.
  ///   - clusters: numbers from 0, each in use.
  init(_ layout: LevelLayout, rows: Matrix, clusters: [Int]) {
    self.layout = layout
    self.clusters = clusters
    let count = (clusters.max() ?? -1) + 1
    var sizes = [Int](repeating: 0, count: count)
    for cluster in clusters { sizes[cluster] += 1 }
    self.sizes = sizes
    let p = layout.variables.count
    var vectors = Matrix(rowCount: count, columnCount: p)
    var deviations = Matrix(rowCount: rows.rowCount, columnCount: layout.withinCount)
    for (column, variable) in layout.variables.enumerated() {
      let values = rows.column(variable.within ?? variable.between ?? 0)
      let means = Self.means(values, clusters, sizes)
      for cluster in 0..<count {
        vectors[cluster, column] = variable.within == nil ? means[cluster] : Double(sizes[cluster]).squareRoot() * means[cluster]
      }
      guard variable.within != nil else { continue }
      for (row, cluster) in clusters.enumerated() { deviations[row, column] = values[row] - means[cluster] }
    }
    self.vectors = vectors
    self.deviations = deviations
    withinCovariance = (1 / Double(max(rows.rowCount - count, 1))) * deviations.transposedTimes(deviations)
    sizeGroups = Set(sizes).sorted().map { size in
      let members = sizes.indices.filter { sizes[$0] == size }
      let own = MomentSums.of(vectors.submatrix(rows: members, columns: Array(0..<p)))
      return SizeGroup(
        size: size, clusters: members, means: own.means, covariance: (1 / Double(members.count)) * own.crossProducts)
    }
  }

  /// In two passes, so that a large mean leaves the deviations exact.
  private static func means(_ values: [Double], _ clusters: [Int], _ sizes: [Int]) -> [Double] {
    var means = [Double](repeating: 0, count: sizes.count)
    for _ in 0..<2 {
      var sums = [Double](repeating: 0, count: sizes.count)
      for (row, cluster) in clusters.enumerated() { sums[cluster] += values[row] - means[cluster] }
      for cluster in sums.indices { means[cluster] += sums[cluster] / Double(sizes[cluster]) }
    }
    return means
  }

  var caseCount: Int { clusters.count }
  var clusterCount: Int { sizes.count }

  /// Values that the likelihood is of: a variable of the cluster has one a cluster.
  var valueCount: Double {
    Double(caseCount * layout.withinCount + clusterCount * (layout.variables.count - layout.withinCount))
  }

  /// The mean size that an analysis of variance divides by, `(n - sum s^2 / n) / (J - 1)`.
  var typicalSize: Double {
    let n = Double(caseCount)
    return (n - sizes.reduce(0) { $0 + Double($1 * $1) } / n) / Double(max(clusterCount - 1, 1))
  }

  /// F is then -2/n times the log-likelihood without its constant, `n` the cases of all groups.
  func blocks(group: Int, total: Double) -> [MomentBlock] {
    let within = MomentBlock(
      group: group, rows: layout.withinRows, covariance: withinCovariance, means: nil,
      weight: Double(caseCount - clusterCount) / total, origin: 0)
    return [within]
      + sizeGroups.map { own in
        MomentBlock(
          group: group, rows: layout.clusterRows(size: own.size), covariance: own.covariance, means: own.means,
          weight: Double(own.clusters.count) / total, origin: 0)
      }
  }
}

extension MaximumLikelihood {
  /// Derivatives of the log-likelihood of each cluster, J x q, of clustered data whose blocks begin at `first`.
  func clusterScores(_ data: ClusteredData, firstBlock first: Int, at point: Evaluation) -> Matrix {
    let shares = data.clusters.map { 1 - 1 / Double(data.sizes[$0]) }
    let cases = scores(block: first, at: point, deviations: data.deviations, determinantShare: shares)
    var result = Matrix(rowCount: data.clusterCount, columnCount: parameterCount)
    for column in 0..<parameterCount {
      for (row, cluster) in data.clusters.enumerated() { result[cluster, column] += cases[row, column] }
    }
    for (offset, own) in data.sizeGroups.enumerated() {
      let index = first + 1 + offset
      let means = blocks[index].combineMeans(point.implied[blocks[index].group].means)
      var deviations = data.vectors.submatrix(rows: own.clusters, columns: Array(means.indices))
      for (column, mean) in means.enumerated() { for row in own.clusters.indices { deviations[row, column] -= mean } }
      let part = scores(block: index, at: point, deviations: deviations)
      for column in 0..<parameterCount {
        for (row, cluster) in own.clusters.enumerated() { result[cluster, column] += part[row, column] }
      }
    }
    return result
  }
}

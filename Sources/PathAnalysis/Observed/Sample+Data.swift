import LinearAlgebra
import SurveyData

/// Which cases are analysed, and what else is known of them.
public struct CaseSelection: Sendable {
  /// Whether cases with missing values stay.
  public var keepsIncomplete = false
  /// Variables that must not be missing all the same: fixed exogenous ones.
  public var required: Set<String> = []
  /// Whether an incomplete case must have one of the other variables too: what is conditional on exogenous variables.
  public var needsOthers = false
  public var weights: String?
  public var clusters: String?
  /// Variables that get mean 0 and SD 1 (divisor n - 1) in each group, before anything else is done with them.
  public var standardized: Set<String> = []

  public init() {}
}

extension Sample {
  /// The complete cases of a data table over the model's variables, with what listwise deletion dropped.
  ///
  /// A product term `x:w` that is no column of the table is computed from its components.
  /// - Throws: a `DataError` that names a variable or cell that cannot be used.
  public static func completeCases(
    of table: DataTable, variables: [String], label: String = ""
  ) throws(DataError) -> (sample: Sample, listwise: ListwiseResult) {
    try cases(of: table, variables: variables, label: label, CaseSelection())
  }

  /// The cases of each group, and what was left out over all groups.
  ///
  /// - Throws: a `DataError` that names a variable or cell that cannot be used.
  public static func cases(
    of table: DataTable, variables: [String], groups: [RowGroup], _ selection: CaseSelection
  ) throws(DataError) -> (samples: [Sample], listwise: ListwiseResult) {
    var samples: [Sample] = []
    var total: ListwiseResult?
    for group in groups {
      // All of the rows are the table: nothing is copied.
      let own = group.rows.count == table.rowCount ? table : table.selecting(group.rows)
      var (sample, listwise) = try cases(of: own, variables: variables, label: group.label, selection)
      if group.rows.count < table.rowCount {
        sample.rowNumbers = sample.rowNumbers.map { RowSelection($0.map { group.rows[$0] }) }
      }
      samples.append(sample)
      total = total.map { $0.adding(listwise) } ?? listwise
    }
    guard var total else { throw DataError("no-groups", "the grouping variable has no values") }
    total.rowsRead = table.rowCount
    return (samples, total)
  }

  private static func cases(
    of table: DataTable, variables: [String], label: String, _ selection: CaseSelection
  ) throws(DataError) -> (sample: Sample, listwise: ListwiseResult) {
    var extended = table
    for name in variables where table[name] == nil {
      guard let components = productComponents(name) else { continue }
      extended.columns.append(try table.product(of: components, named: name))
    }
    let apart = [selection.weights, selection.clusters].compactMap { $0 }
    let clusters = try selection.clusters.map { name throws(DataError) in try extended.labels(of: name) }
    let weights = try selection.weights.map { name throws(DataError) in try extended.numbers(of: name) }
    let isUsable = { (row: Int) in (clusters?[row] != nil || clusters == nil) && !(weights?[row].isNaN ?? false) }
    let listwise = try extended.cases(
      of: variables, required: selection.keepsIncomplete ? selection.required : Set(variables),
      needsOthers: selection.keepsIncomplete && selection.needsOthers, where: isUsable)
    if let weights, let row = listwise.keptRows.first(where: { !(weights[$0] > 0) }) {
      throw DataError(
        "bad-weight", "the sampling weight `\(apart[0])` is not positive here",
        line: table.rowLines.isEmpty ? nil : table.rowLines[row],
        advice: "leave out cases that stand for nobody with a filter")
    }
    let ownWeights = weights.map { weights in
      let kept = listwise.keptRows.map { weights[$0] }
      let mean = kept.reduce(0, +) / Double(max(kept.count, 1))
      return kept.map { $0 / mean }
    }
    let rows = listwise.rows.standardized(columns: variables.indices.filter { selection.standardized.contains(variables[$0]) })
    let moments = AvailableMoments(rows, weights: ownWeights)
    var sample = Sample(
      label: label, variables: variables, rows: rows, sampleSize: listwise.rowsUsed,
      covariance: moments.covariance, means: moments.means, weights: ownWeights,
      clusters: clusters.map { labels in Self.numbered(listwise.keptRows.compactMap { labels[$0] }) })
    sample.rowNumbers = listwise.keptRows
    return (sample, listwise)
  }

  /// Numbers from 0 in order of appearance.
  private static func numbered(_ labels: [String]) -> [Int] {
    var number: [String: Int] = [:]
    for label in labels where number[label] == nil { number[label] = number.count }
    return labels.map { number[$0] ?? 0 }
  }
}

extension CaseRows {
  /// Columns moved and scaled to mean 0 and SD 1 over the values that are there; a constant column stays as it is.
  func standardized(columns: [Int]) -> CaseRows {
    var result = self
    for column in columns {
      let all = self.column(column)
      let values = all.filter { !$0.isNaN }
      let count = Double(values.count)
      let mean = values.reduce(0, +) / max(count, 1)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
      guard variance > 1e-28 * mean * mean else { continue }
      let deviation = variance.squareRoot()
      result = result.replacing(column: column, with: all.map { ($0 - mean) / deviation })
    }
    return result
  }
}

extension DataTable {
  /// The product of columns, row by row; missing where a component is.
  func product(of components: [String], named name: String) throws(DataError) -> Column {
    var values = [Double](repeating: 1, count: rowCount)
    for component in components {
      let factor = try numbers(of: component)
      for row in values.indices { values[row] *= factor[row] }
    }
    return Column(name, values)
  }
}

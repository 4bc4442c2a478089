import LinearAlgebra
import SurveyData

extension Sample {
  /// The complete cases of a data table over the model's variables, with what listwise deletion dropped.
  ///
  /// A product term `x:w` that is no column of the table is computed from its components.
  /// - Throws: a `DataError` that names a variable or cell that cannot be used.
  public static func completeCases(
    of table: DataTable, variables: [String], label: String = ""
  ) throws(DataError) -> (sample: Sample, listwise: ListwiseResult) {
    var extended = table
    for name in variables where table[name] == nil {
      guard let components = productComponents(name) else { continue }
      extended.columns.append(try table.product(of: components, named: name))
    }
    let listwise = try extended.completeCases(of: variables)
    let moments = MomentSums.of(listwise.rows)
    var sample = Sample(
      label: label, variables: variables, rows: listwise.rows, sampleSize: listwise.rowsUsed,
      covariance: listwise.rowsUsed > 1 ? moments.covariance : moments.crossProducts, means: moments.means)
    sample.rowNumbers = listwise.keptRows
    return (sample, listwise)
  }

  /// The complete cases of each group, and what listwise deletion dropped over all groups.
  ///
  /// - Throws: a `DataError` that names a variable or cell that cannot be used.
  public static func completeCases(
    of table: DataTable, variables: [String], groups: [RowGroup]
  ) throws(DataError) -> (samples: [Sample], listwise: ListwiseResult) {
    var samples: [Sample] = []
    var total: ListwiseResult?
    for group in groups {
      var (sample, listwise) = try completeCases(of: table.selecting(group.rows), variables: variables, label: group.label)
      sample.rowNumbers = sample.rowNumbers?.map { group.rows[$0] }
      samples.append(sample)
      total = total.map { $0.adding(listwise) } ?? listwise
    }
    guard var total else { throw DataError("no-groups", "the grouping variable has no values") }
    total.rowsRead = table.rowCount
    return (samples, total)
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

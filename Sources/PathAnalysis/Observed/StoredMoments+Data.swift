import LinearAlgebra
import SurveyData

extension StoredMoments {
  /// The moments of a table's complete rows over `variables`, in each group of a variable's values.
  ///
  /// A product term `x:w` that is no column of the table is computed from its components.
  /// - Throws: a `DataError` that names a variable or cell that cannot be used.
  public init(
    of table: DataTable, variables: [String], by groupVariable: String? = nil, source: String
  ) throws(DataError) {
    let rowGroups =
      try groupVariable.map { name throws(DataError) in try table.groups(by: name) }
      ?? [RowGroup(label: "", rows: RowSelection(all: table.rowCount))]
    if rowGroups.isEmpty { throw DataError("no-groups", "the grouping variable has no values") }
    var groups: [Group] = []
    for group in rowGroups {
      let (samples, listwise) = try Sample.cases(of: table, variables: variables, groups: [group], CaseSelection())
      let rows = samples.first?.rows ?? CaseRows(Matrix(rowCount: 0, columnCount: variables.count))
      groups.append(
        Group(label: group.label, sums: MomentSums.of(rows), missing: listwise.missingByVariable.map(\.count)))
    }
    self.init(
      variables: variables, groupVariable: groupVariable, groups: groups, rowsRead: table.rowCount, sources: [source])
  }
}

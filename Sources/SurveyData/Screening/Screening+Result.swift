import LinearAlgebra

extension Screening {
  /// The signs of careless answers in every row.
  ///
  /// Throws `screening-items`, `screening-scales` (fewer than three for even-odd), `screening-covariance`, or what is wrong with an item.
  ///
  /// - Parameter scales: those of the table's rows, for their items and for even-odd consistency.
  public func result(in table: DataTable, scales: [ScaleScores]) throws(DataError) -> ScreeningResult {
    let names = try itemNames(in: table, scales)
    var answers: [[Double]] = []
    for name in names { answers.append(try numbers(of: name, in: table)) }
    let rows = 0..<table.rowCount
    var result = ScreeningResult(screening: self, itemNames: names, rowCount: table.rowCount)
    if longstring != nil { result.longstrings = rows.map { row in Longstring.length(answers.map { $0[row] }) } }
    if evenOdd != nil { result.consistencies = try consistencies(scales, rows) }
    if mahalanobis != nil {
      let items = Matrix(rowCount: table.rowCount, columnCount: names.count, columnMajor: answers.flatMap(\.self))
      guard let distance = MahalanobisDistance(items) else {
        throw Self.error(
          "screening-covariance", "the covariance matrix of the \(names.count) items cannot be inverted",
          advice: "an item is constant or the sum of others, or there are no more complete rows than items: screen fewer `items`")
      }
      result.distances = distance.squared
      result.distanceProbabilities = distance.probabilities
    }
    return result
  }

  private func itemNames(in table: DataTable, _ scales: [ScaleScores]) throws(DataError) -> [String] {
    if !items.isEmpty { return try VariableRange.expand(items, among: table.names, at: Self.place) }
    let members = Set(scales.flatMap(\.itemNames))
    // Those of the scales stand in the questionnaire's order, which is the data's.
    let names = table.names.filter(members.contains)
    if names.isEmpty, longstring != nil || mahalanobis != nil {
      throw Self.error(
        "screening-items", "there are no items to be screened", advice: "give `items` in `screening`, or define `scales`")
    }
    return names
  }

  private func consistencies(_ scales: [ScaleScores], _ rows: Range<Int>) throws(DataError) -> [Double] {
    guard scales.count >= EvenOddConsistency.leastScaleCount else {
      throw Self.error(
        "screening-scales", "even-odd consistency is a correlation over scales, and needs three",
        advice: "leave `even-odd` out")
    }
    return rows.map { row in
      EvenOddConsistency.value(scales.map { scale in (0..<scale.itemCount).map { scale.items[row, $0] } })
    }
  }

  private func numbers(of item: String, in table: DataTable) throws(DataError) -> [Double] {
    do {
      return try table.numbers(of: item)
    } catch {
      var error = error
      error.step = Self.place
      throw error
    }
  }
}

import LinearAlgebra

extension Scale {
  /// The scale's score in every row of a table.
  ///
  /// Throws, with the scale's place: `bad-name`, `scale-name`, `scale-items`, `scale-range`, `out-of-range`, `all-missing`,
  /// `unknown-variable`, `bad-number` or `infinite-value`.
  public func scored(in table: DataTable) throws(DataError) -> ScaleScores {
    if table[name] != nil {
      throw error(
        "scale-name", "there already is a variable `\(name)`", advice: "give the score of the scale a name of its own")
    }
    try place.check(newName: name)
    let names = try itemNames(in: table)
    let reversedNames = Set(try reversedNames(among: names, in: table))
    var answers: [[Double]] = []
    for name in names { answers.append(try numbers(of: name, in: table)) }
    if answers.allSatisfy({ $0.allSatisfy(\.isNaN) }) {
      throw error(
        "all-missing", "no row has an answer to any item of scale `\(name)`",
        advice: "are `where` and `missing-codes` right?")
    }
    let range = try answerRange(of: names, isNeeded: !reversedNames.isEmpty, in: table)
    if let range {
      try refuseOutside(range, names, answers, in: table)
      let turningPoint = range.lowerBound + range.upperBound
      for (item, name) in names.enumerated() where reversedNames.contains(name) {
        answers[item] = answers[item].map { turningPoint - $0 }
      }
    }
    let items = Matrix(rowCount: table.rowCount, columnCount: names.count, columnMajor: answers.flatMap(\.self))
    return ScaleScores(
      scale: self, itemNames: names, itemLabels: names.map { table[$0]?.information.label },
      isReversed: names.map(reversedNames.contains), items: items, scores: scores(answers))
  }

  /// The sum of a row's answers over their number, so that k whole answers give exactly a whole number over k.
  private func scores(_ answers: [[Double]]) -> [Double] {
    let least = leastAnswered ?? answers.count
    return (answers.first ?? []).indices.map { row in
      var (sum, count) = (0.0, 0)
      for item in answers where !item[row].isNaN {
        sum += item[row]
        count += 1
      }
      guard count > 0, count >= least else { return .nan }
      switch score {
      case .mean: return sum / Double(count)
      case .sum: return count == answers.count ? sum : sum * Double(answers.count) / Double(count)
      }
    }
  }

  private func numbers(of item: String, in table: DataTable) throws(DataError) -> [Double] {
    do {
      return try table.numbers(of: item)
    } catch {
      var error = error
      error.step = place
      throw error
    }
  }
}

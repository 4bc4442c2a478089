extension Scale {
  /// The items' variables, ranges written out.
  ///
  /// Throws `scale-items` for fewer than two and for a least number of answers that cannot be, and as
  /// ``VariableRange/expand(_:among:at:)`` does.
  func itemNames(in table: DataTable) throws(DataError) -> [String] {
    let names = try variables(items, in: table)
    if names.count < 2 {
      throw error(
        "scale-items", "scale `\(name)` has \(names.isEmpty ? "no item" : "one item"), and a scale needs two",
        advice: names.first.map { "use `\($0)` itself in the model" } ?? "give `items`, as in `items: uwes1..uwes9`")
    }
    let least = leastAnswered ?? names.count
    if least < 1 || least > names.count {
      throw error(
        "scale-items", "`at-least: \(least)` of \(names.count) items cannot be", advice: "give a number from 1 to \(names.count)")
    }
    if score == .sum, least < names.count, !fillsWithPersonMean {
      throw error(
        "scale-items", "a sum of fewer items is a smaller number, not an answer to scale `\(name)`",
        advice: "add `fill: person-mean`, or use `score: mean`")
    }
    return names
  }

  /// The reversed items' variables.
  ///
  /// Throws `scale-items` for one that is not among the items.
  func reversedNames(among names: [String], in table: DataTable) throws(DataError) -> [String] {
    let reversed = try variables(self.reversed, in: table)
    if let other = reversed.first(where: { !names.contains($0) }) {
      throw error(
        "scale-items", "`\(other)` is to be reversed but is no item of scale `\(name)`",
        advice: nameAdvice(for: other, among: names)
      )
    }
    return reversed
  }

  /// The variables that names and ranges stand for, misspelt ones refused with the scale's place.
  private func variables(_ written: [String], in table: DataTable) throws(DataError) -> [String] {
    try VariableRange.expand(written, among: table.names, at: place)
  }
}

extension Scale {
  /// The items' variables, ranges written out.
  ///
  /// Throws `scale-items` for fewer than two, for the same one twice, and for a least number of answers that cannot be.
  func itemNames(in table: DataTable) throws(DataError) -> [String] {
    let names = try variables(items, in: table)
    if names.count < 2 {
      throw error(
        "scale-items", "scale `\(name)` has \(names.isEmpty ? "no item" : "one item"), and a scale needs two",
        advice: names.first.map { "use `\($0)` itself in the model" } ?? "give `items`, as in `items: uwes1..uwes9`")
    }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw error("scale-items", "`\(twice)` is twice an item of scale `\(name)`", advice: "leave one of them out")
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

  private func variables(_ written: [String], in table: DataTable) throws(DataError) -> [String] {
    for name in written where table[name] == nil {
      throw error(
        "unknown-variable", "there is no variable `\(name)` in the data, an item of scale `\(self.name)`",
        advice: nameAdvice(for: name, among: table.names))
    }
    return written
  }
}

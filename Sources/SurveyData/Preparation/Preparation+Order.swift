extension Preparation {
  /// Refuses a computed variable that is made of one that a later step makes.
  ///
  /// - Parameter names: the variables before `compute`.
  ///
  /// Throws `unknown-variable`, at the mention; and as ``DataExpression/variables(among:)`` does.
  func refuseMentionsOfLater(than names: [String]) throws(DataError) {
    var known = names
    for (index, computation) in computations.enumerated() {
      let expression = computation.expression
      for (name, characters) in try expression.mentions(among: known) where !known.contains(name) {
        guard let (maker, advice) = laterStep(making: name, after: index) else { continue }
        throw DataError(
          "unknown-variable", "`\(excerpt(computation.name))` is made of `\(excerpt(name))`, which `\(maker)` makes after it",
          advice: advice, step: expression.place(at: characters))
      }
      known.append(computation.name)
    }
  }

  private func laterStep(making name: String, after index: Int) -> (key: String, advice: String)? {
    if computations.dropFirst(index + 1).contains(where: { $0.name == name }) {
      return ("compute", "write `\(excerpt(name))` first")
    }
    guard let place = madeAfterWhere(name) else { return nil }
    let alternative = place.key == "dummies" ? "`if(x == 1, 1, 0)`" : "`x * z`"
    return (place.key, "`\(place.key)` follow `compute`: write \(alternative) in the expression")
  }
}

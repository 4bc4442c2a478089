import ModelSyntax

/// An option's value that cannot be used: lavaan has it and sewall not yet, or nobody has it.
struct Refusal: Sendable {
  /// The option's name without dashes.
  var option: String
  var id: String
  var text: String
  var advice: String?
  /// A word that no program knows: the command was used wrongly.
  var isWrongUsage = false
}

extension LaterOptions {
  /// The values that were given and cannot be used, in the order of the contract's table.
  var refusals: [Refusal] {
    let limited: [Refusal?] = [
      Self.check("srmr", srmr, does: "computes", of: ["bentler", "nomean", "mplus", "crmr"], available: ["bentler"]),
      Self.check("rmsea-n", rmseaN, does: "computes with", of: ["N", "N-1", "N-G"], available: ["N"]),
      Self.check("style", style, does: "prints", of: ["paper", "lavaan", "mplus", "process", "amos"], available: ["paper"]),
    ]
    return limited.compactMap { $0 } + unavailable
  }

  /// Options that do nothing yet.
  private var unavailable: [Refusal] {
    let given: [(String, Bool, String?)] = [
      ("information-criteria", informationCriteria != nil, nil),
      ("rmsea-groups", rmseaGroups == false, nil),
    ]
    return given.filter(\.1).map { name, _, advice in
      Refusal(option: name, id: "not-available", text: "`\(name)` is not available yet", advice: advice)
    }
  }

  /// Refuses a value that is not available; one that nobody has (when `words` are named) is wrong usage.
  static func check(
    _ option: String, _ value: String?, does verb: String, of words: [String], available: [String]
  ) -> Refusal? {
    guard let value else { return nil }
    let word = value.lowercased()
    if available.contains(where: { $0.lowercased() == word }) { return nil }
    let soFar = available.joined(separator: ", ")
    if words.isEmpty || words.contains(where: { $0.lowercased() == word }) {
      return Refusal(
        option: option, id: "not-available", text: "\(option) \(value) is not available yet: sewall \(verb) \(soFar) so far")
    }
    let advice = nearestName(to: value, among: words).map { "did you mean `\($0)`?" }
    return Refusal(
      option: option, id: "unknown-value", text: "`\(value)` is no value of `\(option)`: \(words.joined(separator: ", "))",
      advice: advice, isWrongUsage: true)
  }
}

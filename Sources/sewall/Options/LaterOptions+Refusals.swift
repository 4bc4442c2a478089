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
      Self.check("estimator", estimator, does: "estimates", of: Self.estimators, available: ["ML"]),
      Self.check("missing", missing, does: "does", of: Self.missingMethods, available: ["listwise"]),
      Self.check("se", se, does: "computes", of: Self.standardErrors, available: ["standard"]),
      Self.check(
        "mimic", mimic, does: "follows", of: ["lavaan", "Mplus", "Amos", "EQS", "OpenMx", "PROCESS"], available: ["lavaan"]),
      Self.check("parameterization", parameterization, does: "does", of: ["delta", "theta"], available: ["delta"]),
      Self.check("srmr", srmr, does: "computes", of: ["bentler", "nomean", "mplus", "crmr"], available: ["bentler"]),
      Self.check("rmsea-n", rmseaN, does: "computes with", of: ["N", "N-1", "N-G"], available: ["N"]),
      Self.check("style", style, does: "prints", of: ["paper", "lavaan", "mplus", "process", "amos"], available: ["paper"]),
      Self.check("rotation", rotation, does: "does", of: [], available: ["none"]),
    ]
    let tests = (test?.items ?? []).compactMap {
      Self.check("test", $0, does: "computes", of: Self.tests, available: ["standard"])
    }
    return limited.compactMap { $0 } + tests + unavailable
  }

  /// Options that do nothing yet.
  private var unavailable: [Refusal] {
    let given: [(String, Bool, String?)] = [
      ("information-criteria", informationCriteria != nil, nil),
      ("cluster", cluster != nil, nil),
      ("sampling-weights", samplingWeights != nil, nil),
      ("ordered", ordered != nil, "all variables are taken as continuous so far"),
      ("rmsea-groups", rmseaGroups == false, nil),
      ("std-ov", stdOv == true, nil),
      ("effect-coding", effectCoding == true, nil),
    ]
    return given.filter(\.1).map { name, _, advice in
      Refusal(option: name, id: "not-available", text: "`\(name)` is not available yet", advice: advice)
    }
  }

  private static let estimators = [
    "ML", "MLR", "MLM", "MLMV", "MLMVS", "MLF", "GLS", "ULS", "WLS", "DWLS", "WLSMV", "WLSM", "ULSMV", "ULSM",
  ]
  private static let missingMethods = [
    "listwise", "ml", "fiml", "ml.x", "fiml.x", "direct", "two.stage", "robust.two.stage", "pairwise", "available.cases",
    "doubly.robust",
  ]
  private static let standardErrors = [
    "standard", "none", "robust", "robust.sem", "robust.huber.white", "robust.cluster", "first.order", "boot", "bootstrap",
    "external",
  ]
  private static let tests = [
    "standard", "none", "satorra.bentler", "yuan.bentler", "yuan.bentler.mplus", "mean.var.adjusted", "scaled.shifted",
    "bootstrap",
    "bollen.stine", "browne.residual.adf", "browne.residual.nt",
  ]

  /// Refuses a value that is not available; one that nobody has (when `words` are named) is wrong usage.
  static func check(
    _ option: String, _ value: String?, does verb: String, of words: [String], available: [String]
  ) -> Refusal? {
    guard let value else { return nil }
    let word = value.lowercased()
    if available.contains(where: { $0.lowercased() == word }) { return nil }
    let soFar = available.joined(separator: ", ")
    if words.isEmpty || words.contains(where: { $0.lowercased() == word }) {
      let advice = option == "se" && word.hasPrefix("boot") ? "bootstrap standard errors come with --bootstrap N" : nil
      return Refusal(
        option: option, id: "not-available", text: "\(option) \(value) is not available yet: sewall \(verb) \(soFar) so far",
        advice: advice)
    }
    let advice = nearestName(to: value, among: words).map { "did you mean `\($0)`?" }
    return Refusal(
      option: option, id: "unknown-value", text: "`\(value)` is no value of `\(option)`: \(words.joined(separator: ", "))",
      advice: advice, isWrongUsage: true)
  }
}

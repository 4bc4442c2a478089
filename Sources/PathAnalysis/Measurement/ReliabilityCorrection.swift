import ModelSyntax

/// A variable whose reliability is known: in the model it stands for what it measures without error (Bollen, 1989, chapter 5).
///
/// The variable `x` becomes latent, with the observed scores as its only indicator: `x =~ 1*x.observed`, and
/// `x.observed ~~ (1 - reliability) var(x) * x.observed`, var(x) the sample variance with divisor n - 1, of each group its own. The
/// degrees of freedom stay as they are. Covariances with observed exogenous variables, which nothing else would add, are added.
public struct ReliabilityCorrection: Sendable, Hashable {
  public var variable: String
  /// Above 0, at most 1.
  public var reliability: Double
  /// Where it is given, for messages about what it adds.
  public var range: SourceRange

  public init(_ variable: String, reliability: Double, range: SourceRange) {
    self.variable = variable
    self.reliability = reliability
    self.range = range
  }

  /// The name that the observed scores have in the corrected model.
  public var indicator: String { variable + ".observed" }

  /// `(1 - reliability) var(x)` in each sample; `nil` when one lacks the variable.
  func errorVariances(_ samples: [Sample]) -> [Double]? {
    let variances = samples.compactMap { sample in
      sample.variables.firstIndex { $0 == variable || $0 == indicator }.map { sample.covariance[$0, $0] }
    }
    return variances.count == samples.count ? variances.map { (1 - reliability) * $0 } : nil
  }
}

extension SyntaxTree {
  /// The model with unreliable variables corrected, and why some cannot be.
  ///
  /// - Parameter samples: of the groups, in which the variables' variances are; variances of 1 where there are none yet.
  public func correcting(
    _ corrections: [ReliabilityCorrection], samples: [Sample] = []
  ) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
    if corrections.isEmpty { return (self, []) }
    let wrong = corrections.compactMap(refusal)
    if !wrong.isEmpty { return (self, wrong) }
    var added: [Int: [Statement]] = [:]
    let blocks = statements.indices.filter { if case .group = statements[$0] { true } else { false } }
    for correction in corrections {
      let variances = correction.errorVariances(samples) ?? []
      if blocks.isEmpty { added[statements.count, default: []] += terms(correction, variances) }
      for (group, block) in blocks.enumerated() {
        added[block, default: []] += terms(correction, variances.indices.contains(group) ? [variances[group]] : [])
      }
    }
    let joins = exogenousCovariances(corrections)
    if blocks.isEmpty { added[statements.count, default: []] += joins }
    for block in blocks { added[block, default: []] += joins }
    var corrected: [Statement] = []
    for (index, statement) in statements.enumerated() {
      corrected.append(statement)
      corrected += added[index] ?? []
    }
    corrected += added[statements.count] ?? []
    return (SyntaxTree(statements: corrected, source: source), [])
  }

  /// What makes the variable latent; with an intercept of its own in the model, the scores have none.
  private func terms(_ correction: ReliabilityCorrection, _ variances: [Double]) -> [Statement] {
    let (name, indicator) = (correction.variable, correction.indicator)
    let errors = variances.isEmpty ? [1 - correction.reliability] : variances
    var added = [
      term(name, .measuredBy, indicator, .values([.fixed(1)]), correction.range),
      term(indicator, .covariance, indicator, .values(errors.map { .fixed($0) }), correction.range),
    ]
    if !mentions(.covariance, name, name) { added.append(term(name, .covariance, name, .values([.free]), correction.range)) }
    if terms.contains(where: { $0.relation == .intercept && $0.lhs == name }) {
      added.append(term(indicator, .intercept, "", .values([.fixed(0)]), correction.range))
    }
    return added
  }

  /// Corrected exogenous variables covary with the observed ones, as they did when they were observed themselves.
  private func exogenousCovariances(_ corrections: [ReliabilityCorrection]) -> [Statement] {
    let roles = VariableRoles(terms)
    let corrected = Dictionary(corrections.map { ($0.variable, $0.range) }, uniquingKeysWith: { first, _ in first })
    let predictors = roles.predictors.filter { productComponents($0) == nil }
    let latent = predictors.filter { corrected[$0] != nil }
    let observed = roles.predictors.filter { corrected[$0] == nil }
    guard let range = latent.first.flatMap({ corrected[$0] }), !observed.isEmpty else { return [] }
    var added: [Statement] = []
    func join(_ a: String, _ b: String) {
      if !mentions(.covariance, a, b) { added.append(term(a, .covariance, b, nil, range)) }
    }
    for (place, name) in observed.enumerated() {
      for other in latent { join(other, name) }
      for other in observed[...place] { join(other, name) }
    }
    return added
  }

  private func mentions(_ relation: TermOperator, _ a: String, _ b: String) -> Bool {
    terms.contains { $0.relation == relation && ($0.lhs == a && $0.rhs == b || $0.lhs == b && $0.rhs == a) }
  }

  private func term(
    _ lhs: String, _ relation: TermOperator, _ rhs: String, _ modifier: Modifier?, _ range: SourceRange
  ) -> Statement {
    .term(
      Term(
        lhs: lhs, relation: relation, rhs: rhs, modifiers: modifier.map { [$0] } ?? [], lhsRange: range, rhsRange: range,
        range: range))
  }

  private func refusal(_ correction: ReliabilityCorrection) -> Diagnostic? {
    let name = correction.variable
    func refuse(_ id: String, _ message: String, _ advice: String?) -> Diagnostic {
      Diagnostic(.error, id, message, at: correction.range, advice: advice)
    }
    let names = unique(terms.flatMap { [$0.lhs, $0.rhs] }).filter { !$0.isEmpty }
    if names.contains(where: { productComponents($0)?.contains(name) ?? false }) {
      return refuse(
        "not-available", "the reliability of `\(name)` cannot be corrected for in a product", "take the product or `\(name)` out")
    }
    guard names.contains(name) else {
      return refuse(
        "unknown-variable", "`\(name)` has a reliability but is not in the model",
        nearestName(to: name, among: names).map { "did you mean `\($0)`?" })
    }
    if names.contains(correction.indicator) {
      return refuse("reliability", "`\(correction.indicator)` would be the observed `\(name)`, and is in the model already", nil)
    }
    if terms.contains(where: { [.measuredBy, .formedBy].contains($0.relation) && [$0.lhs, $0.rhs].contains(name) }) {
      return refuse(
        "reliability", "`\(name)` has indicators or is one, and the model itself tells its reliability",
        "take it out of `reliability`")
    }
    let hasLevels = statements.contains { if case .level = $0 { true } else { false } }
    if hasLevels || terms.contains(where: { $0.relation == .threshold && $0.lhs == name }) {
      return refuse(
        "not-available", "reliabilities are not corrected for in models of two levels or of ordinal variables",
        "take `reliability` out")
    }
    return nil
  }
}

extension Sample {
  /// The sample with corrected variables under the names of their indicators.
  public func renamed(for corrections: [ReliabilityCorrection]) -> Sample {
    let names = Dictionary(corrections.map { ($0.variable, $0.indicator) }, uniquingKeysWith: { first, _ in first })
    var sample = self
    sample.variables = variables.map { names[$0] ?? $0 }
    return sample
  }
}

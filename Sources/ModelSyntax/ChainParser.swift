/// Writes out a chain of arrows.
///
/// Every link joins each source with each target: `a -> b + c -> d` is `b ~ a`, `c ~ a`, `d ~ b`, `d ~ c`. A modifier stands behind the
/// arrow it belongs to, before a variable. Links come in order; within a link, for each target the sources in order.
struct ChainParser {
  private let tokens: ArraySlice<Token>
  private let arrows: [Int]
  private let range: SourceRange

  /// - Parameter arrows: the indices of the arrows in `tokens`, at least one.
  init(_ tokens: ArraySlice<Token>, arrows: [Int], range: SourceRange) {
    self.tokens = tokens
    self.arrows = arrows
    self.range = range
  }

  func terms() throws(Diagnostic) -> [Term] {
    guard let first = arrows.first else { return [] }
    var terms: [Term] = []
    var before = try link(tokens[..<first], beside: tokens[first])
    if let operand = before.first(where: { !$0.modifiers.isEmpty }) {
      throw Diagnostic(
        .error, "modifier-before-arrow", "a modifier stands before the first arrow", at: operand.range,
        advice: "a modifier stands behind its arrow: `x -> a*m`")
    }
    for (number, index) in arrows.enumerated() {
      let end = number + 1 < arrows.count ? arrows[number + 1] : tokens.endIndex
      let after = try link(tokens[(index + 1)..<end], beside: tokens[index])
      try TermLimit.check(before.count, after.count, at: range)
      terms += try join(before, tokens[index], after)
      before = after
    }
    return terms
  }

  private func link(_ part: ArraySlice<Token>, beside arrow: Token) throws(Diagnostic) -> [Operand] {
    guard !part.isEmpty else {
      let sign = arrow.symbol?.rawValue ?? ""
      let isLeft = part.endIndex <= (tokens.firstIndex(of: arrow) ?? tokens.endIndex)
      throw Diagnostic(
        .error, isLeft ? "missing-left-side" : "missing-right-side",
        "nothing stands on the \(isLeft ? "left" : "right") of `\(sign)`",
        at: arrow.range, advice: "write a variable there")
    }
    var parser = FormulaParser(TokenCursor(part, place: arrow.range))
    let operands = try parser.list()
    for operand in operands {
      _ = try operand.variable("an arrow joins variables; write `y ~ 1` for an intercept")
      if operand.modifiers.contains(where: \.isRotationBlock) { throw Diagnostic.rotationBlockMisplaced(at: operand.range) }
    }
    return operands
  }

  private func join(_ before: [Operand], _ arrow: Token, _ after: [Operand]) throws(Diagnostic) -> [Term] {
    if before.count > 1, let operand = after.first(where: { $0.label != nil }), let label = operand.label {
      throw manySources(before, arrow, operand, label)
    }
    var terms: [Term] = []
    if arrow.symbol == .leftArrow {
      for target in before {
        for source in after { terms.append(try term(target, .regression, source, source.modifiers)) }
      }
      return terms
    }
    for target in after {
      for source in before {
        if arrow.symbol == .doubleArrow {
          terms.append(try term(source, .covariance, target, target.modifiers))
        } else {
          terms.append(try term(target, .regression, source, target.modifiers))
        }
      }
    }
    return terms
  }

  private func term(
    _ left: Operand, _ relation: TermOperator, _ right: Operand, _ modifiers: [Modifier]
  ) throws(Diagnostic) -> Term {
    Term(
      lhs: try left.variable(""), relation: relation, rhs: try right.variable(""), modifiers: modifiers, lhsRange: left.range,
      rhsRange: right.range, range: range)
  }

  /// One label behind an arrow that stands for several paths would make them equal unseen.
  private func manySources(
    _ before: [Operand], _ arrow: Token, _ operand: Operand, _ label: ParameterLabel
  ) -> Diagnostic {
    let names = before.prefix(6).compactMap { try? $0.variable("") }
    let target = (try? operand.variable("")) ?? ""
    let labels = names.indices.map { label.groupCount > 1 ? "c(…)" : "\(label.text)\($0 + 1)" }
    let more = before.count > names.count ? " …" : ""
    let pairs = zip(labels, names)
    let statements =
      switch arrow.symbol {
      case .leftArrow: pairs.map { "\($1) ~ \($0)*\(target)" }.joined(separator: "; ")
      case .doubleArrow: "\(target) ~~ " + pairs.map { "\($0)*\($1)" }.joined(separator: " + ")
      default: "\(target) ~ " + pairs.map { "\($0)*\($1)" }.joined(separator: " + ")
      }
    return Diagnostic(
      .error, "label-with-several-sources", "the label `\(label.text)` stands behind an arrow for \(before.count) paths",
      at: label.range,
      advice: "give each path its own label: `\(statements)\(more)`")
  }
}

/// Checks that definitions and constraints speak of labels that exist, and that no definition leads back to itself.
struct LabelCheck {
  private let statements: [Statement]
  /// Names of statements that could not be read: they may have been labels.
  private let excused: Set<String>
  private var labels: [String] = []
  private var known: Set<String> = []
  private var variables: Set<String> = []
  private var definitions: [String: (expression: Expression, range: SourceRange)] = [:]
  private var diagnostics: [Diagnostic] = []

  static func diagnostics(for statements: [Statement], excusing excused: Set<String>) -> [Diagnostic] {
    var check = LabelCheck(statements: statements, excused: excused)
    check.collect()
    check.checkNames()
    check.checkCycles()
    return check.diagnostics
  }

  private init(statements: [Statement], excused: Set<String>) {
    self.statements = statements
    self.excused = excused
  }

  private mutating func collect() {
    for case .term(let term) in statements {
      variables.formUnion([term.lhs, term.rhs])
      for label in term.modifiers.flatMap(\.labels) where known.insert(label).inserted { labels.append(label) }
    }
    for case .definition(let name, let expression, let range) in statements {
      if definitions[name] != nil {
        diagnostics.append(
          Diagnostic(
            .error, "duplicate-definition", "`\(name)` is defined twice", at: range, advice: "give one of them another name"))
      } else if known.contains(name) {
        diagnostics.append(
          Diagnostic(
            .error, "duplicate-definition", "`\(name)` is the label of a parameter already", at: range,
            advice: "give the definition another name; to constrain the parameter write `\(name) == …`"))
      } else {
        definitions[name] = (expression, range)
      }
    }
    for case .definition(let name, _, _) in statements where known.insert(name).inserted { labels.append(name) }
  }

  private mutating func checkNames() {
    for statement in statements {
      switch statement {
      case .definition(let name, let expression, _): check(expression.names, definedName: name)
      case .constraint(let left, _, let right, _): check(left.names + right.names, definedName: nil)
      case .term, .group, .level: break
      }
    }
  }

  private mutating func check(_ names: [(name: String, range: SourceRange)], definedName: String?) {
    var seen: Set<String> = []
    for (name, range) in names where !known.contains(name) && !excused.contains(name) && seen.insert(name).inserted {
      var advice = "label a path: `outcome ~ \(name)*predictor`"
      if let nearest = nearest(to: name, except: definedName) {
        advice = "did you mean `\(nearest)`?"
      } else if variables.contains(name) {
        advice = "`\(name)` is a variable; label the path that you mean, as in `y ~ a*\(name)`, and write `a`"
      }
      diagnostics.append(
        Diagnostic(.error, "undefined-label", "`\(name)` is not a label of this model", at: range, advice: advice))
    }
  }

  /// Suggestions are for people: the first errors have them, from the first labels, so that a hostile file costs little.
  private func nearest(to name: String, except definedName: String?) -> String? {
    guard diagnostics.count < 100 else { return nil }
    return nearestName(to: name, among: labels.prefix(1_000).filter { $0 != definedName })
  }

  // MARK: Cycles

  /// Follows the definitions depth first, without recursion: a file may define thousands, each by the one before.
  private mutating func checkCycles() {
    var finished: Set<String> = []
    for case .definition(let start, _, _) in statements where !finished.contains(start) {
      var path = [start]
      var places = [start: 0]
      var pending = [dependencies(of: start)]
      while let name = path.last, let depth = pending.indices.last {
        guard let next = pending[depth].popLast() else {
          finished.insert(name)
          places[name] = nil
          path.removeLast()
          pending.removeLast()
          continue
        }
        if let place = places[next] {
          report(cycle: path[place...])
        } else if !finished.contains(next) {
          path.append(next)
          places[next] = path.count - 1
          pending.append(dependencies(of: next))
        }
      }
    }
  }

  /// The definitions that a definition names, the last one first.
  private func dependencies(of name: String) -> [String] {
    guard let definition = definitions[name] else { return [] }
    return definition.expression.names.map(\.name).filter { definitions[$0] != nil }.reversed()
  }

  private mutating func report(cycle: ArraySlice<String>) {
    guard let first = cycle.first, let range = definitions[first]?.range else { return }
    let shown = cycle.prefix(8).map { "`\($0)`" } + (cycle.count > 8 ? ["…"] : []) + ["`\(first)`"]
    let message =
      cycle.count == 1
      ? "`\(first)` is defined by itself"
      : "definitions lead back to themselves: "
        + shown.joined(separator: " → ")
    diagnostics.append(
      Diagnostic(.error, "definition-cycle", message, at: range, advice: "define it by labels of parameters"))
  }
}

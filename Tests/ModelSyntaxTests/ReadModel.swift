@testable import ModelSyntax

/// A model as the tests look at it: its statements written in one plain form, and what was found wrong.
struct ReadModel {
  let source: SourceText
  let tree: SyntaxTree
  let diagnostics: [Diagnostic]

  init(_ text: String, name: String = "test.model") {
    source = SourceText(name: name, text: text)
    (tree, diagnostics) = ModelParser.parse(ModelDocument(source))
  }

  /// `y ~ x [label a, start 0.5]`, one string a statement.
  var statements: [String] { tree.statements.map(\.plain) }

  var errors: [String] { diagnostics.filter { $0.severity == .error }.map(\.id) }

  var rendered: String { diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n") }
}

extension Statement {
  var plain: String {
    switch self {
    case .term(let term):
      let relation = term.relation == .intercept ? "\(term.lhs) ~1" : "\(term.lhs) \(term.relation.rawValue) \(term.rhs)"
      return relation + (term.modifiers.isEmpty ? "" : " [" + term.modifiers.map(\.plain).joined(separator: ", ") + "]")
    case .definition(let name, let expression, _): return "\(name) := \(expression.plain)"
    case .constraint(let left, let relation, let right, _): return "\(left.plain) \(relation.rawValue) \(right.plain)"
    case .group(let label, _): return "group: \(label)"
    case .level(let label, _): return "level: \(label)"
    }
  }
}

extension Modifier {
  var plain: String {
    switch self {
    case .values(let values): values.map(\.plain).joined(separator: " | ")
    case .start(let values): "start " + values.map { $0.map { "\($0)" } ?? "NA" }.joined(separator: " | ")
    case .equal(let names): "equal " + names.joined(separator: " | ")
    case .lower(let values): "lower " + values.map { "\($0)" }.joined(separator: " | ")
    case .upper(let values): "upper " + values.map { "\($0)" }.joined(separator: " | ")
    case .efa(let block): "efa " + block
    }
  }
}

extension ModifierValue {
  var plain: String {
    switch self {
    case .fixed(let value): "\(value)"
    case .free: "NA"
    case .label(let label): "label \(label)"
    }
  }
}

extension Expression {
  /// With every operation in parentheses.
  var plain: String {
    switch self {
    case .number(let value): "\(value)"
    case .name(let name, _): name
    case .negate(let operand): "(-\(operand.plain))"
    case .binary(let operation, let left, let right): "(\(left.plain) \(operation.rawValue) \(right.plain))"
    case .call(let function, let argument, _): "\(function)(\(argument.plain))"
    }
  }
}

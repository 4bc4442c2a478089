/// A part of an expression, with its place in the text.
struct ExpressionNode: Sendable, Hashable {
  enum Arithmetic: String, Sendable, Hashable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case power = "^"
  }

  enum Comparison: String, Sendable, Hashable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// What stands in the list behind `in`.
  enum Member: Sendable, Hashable {
    case number(Double)
    case text(String, characters: Range<Int>)
    /// Both ends belong to it.
    case range(Double, Double)
  }

  indirect enum Kind: Sendable, Hashable {
    case number(Double)
    case text(String)
    /// The missing value.
    case missing
    case variable(String)
    /// `uwes1..uwes9`, as an argument alone.
    case variables(VariableRange)
    case negative(ExpressionNode)
    case not(ExpressionNode)
    case arithmetic(Arithmetic, ExpressionNode, ExpressionNode)
    case comparison(Comparison, ExpressionNode, ExpressionNode)
    case both(ExpressionNode, ExpressionNode)
    case either(ExpressionNode, ExpressionNode)
    case membership(ExpressionNode, [Member], isNegated: Bool)
    case call(ExpressionFunction, [ExpressionNode])
  }

  var kind: Kind
  /// UTF-8 offsets in the expression; of a comparison or a sum, its sign.
  var characters: Range<Int>
  /// How many operations stand within each other.
  var depth = 1

  init(_ kind: Kind, _ characters: Range<Int>) {
    self.kind = kind
    self.characters = characters
    depth = 1 + (children.map(\.depth).max() ?? 0)
  }

  var children: [ExpressionNode] {
    switch kind {
    case .number, .text, .missing, .variable, .variables: []
    case .negative(let part), .not(let part), .membership(let part, _, _): [part]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .both(let left, let right),
      .either(let left, let right):
      [left, right]
    case .call(_, let arguments): arguments
    }
  }

  /// This part and all within it, outer ones first.
  func visit(_ body: (ExpressionNode) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}

/// The relation that a model term states, with lavaan's operator as raw value.
public enum TermOperator: String, Sendable, Hashable {
  case measuredBy = "=~"
  case regression = "~"
  case covariance = "~~"
  case intercept = "~1"
  case threshold = "|"
  case scaling = "~*~"
  case formedBy = "<~"
}

/// The kind of a `==`, `<` or `>` statement.
public enum ConstraintRelation: String, Sendable, Hashable {
  case equal = "=="
  case less = "<"
  case greater = ">"
}

/// One value of a modifier; a modifier holds one for every group, or one for all.
public enum ModifierValue: Sendable, Hashable {
  /// `0.8*x`: fixed at the value.
  case fixed(Double)
  /// `NA*x`: free, whatever the preset would do.
  case free
  /// `a*x`: free and named.
  case label(String)
}

/// What stands before the `*` (or `?`) of a term. `values` has one element for all groups or one a group.
public enum Modifier: Sendable, Hashable {
  case values([ModifierValue])
  /// `start(0.5)*x` or `0.5?x`; `nil` where a group has none.
  case start([Double?])
  /// `equal("f=~x2")*x`: equal to the parameter of that name.
  case equal([String])
  case lower([Double])
  case upper([Double])
  /// `efa("block")*f`.
  case efa(String)
}

/// One elementary relation `lhs op rhs` after lists, arrows and chains are written out.
public struct Term: Sendable, Hashable {
  public var lhs: String
  public var relation: TermOperator
  /// Empty for an intercept.
  public var rhs: String
  public var modifiers: [Modifier]
  public var lhsRange: SourceRange
  public var rhsRange: SourceRange
  /// The whole statement it stands in.
  public var range: SourceRange

  public init(
    lhs: String, relation: TermOperator, rhs: String, modifiers: [Modifier] = [],
    lhsRange: SourceRange, rhsRange: SourceRange, range: SourceRange
  ) {
    self.lhs = lhs
    self.relation = relation
    self.rhs = rhs
    self.modifiers = modifiers
    self.lhsRange = lhsRange
    self.rhsRange = rhsRange
    self.range = range
  }
}

/// A formula of labels: what stands on the right of `:=` or on either side of a constraint.
public indirect enum Expression: Sendable, Hashable {
  case number(Double)
  case name(String, SourceRange)
  case negate(Expression)
  case binary(BinaryOperator, Expression, Expression)
  /// A function of one argument: `exp log log10 sqrt abs sin cos tan asin acos atan`.
  case call(String, Expression, SourceRange)

  public enum BinaryOperator: String, Sendable, Hashable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }
}

/// A statement of the model's body, in the order of the source.
public enum Statement: Sendable, Hashable {
  case term(Term)
  /// `name := expression`.
  case definition(name: String, expression: Expression, range: SourceRange)
  case constraint(Expression, ConstraintRelation, Expression, range: SourceRange)
  /// `group: women`; the statements up to the next `group:` belong to it.
  case group(String, range: SourceRange)
  /// `level: within`; the statements up to the next `level:` or `group:` belong to it.
  case level(String, range: SourceRange)
}

import ModelSyntax

/// One row of the parameter table: a relation of the model and how it is treated.
public struct ParameterRow: Sendable, Equatable {
  /// Whether the row's value is estimated, given, or taken from the sample.
  public enum Status: Sendable, Equatable {
    /// Element `index` of the parameter vector; rows with the same label share the index.
    case free(Int)
    case fixed(Double)
    /// A moment of exogenous variables, held at its sample value (fixed x).
    case sampleMoment
    /// What the scale of an ordinal variable leaves no choice about: its residual variance (delta parameterization) or kappa (theta).
    case computed
  }

  public enum Origin: String, Sendable {
    case user, `default`
    /// A moment of an auxiliary variable.
    case auxiliary
  }

  public var lhs: String
  public var relation: TermOperator
  /// Empty for an intercept.
  public var rhs: String
  /// 1, 2, … in order.
  public var group: Int
  /// 1 within, 2 between; 1 where there is one level.
  public var level: Int
  public var label: String
  public var status: Status
  /// The user's start value.
  public var start: Double?
  public var lowerBound: Double?
  public var upperBound: Double?
  public var origin: Origin
  /// The EFA block that the row's factor belongs to (`efa("block")*f`).
  public var factorBlock: String?
  /// The row whose parameter this one is (equality across groups).
  var equalTo: Int?
  /// Where in the model's text; `nil` for rows added by default.
  public var range: SourceRange?

  /// The index in the parameter vector, or `nil` when the row is not free.
  public var parameterIndex: Int? {
    if case .free(let index) = status { return index }
    return nil
  }

  var isFree: Bool { parameterIndex != nil }

  /// `conflict ~ fssb`; an intercept is `conflict ~1`.
  public var name: String { relation == .intercept ? "\(lhs) ~1" : "\(lhs) \(relation.rawValue) \(rhs)" }

  /// What the row relates within its group and level, a covariance in either order.
  struct RelationInBlock: Hashable {
    var relation: TermOperator
    var first: String
    var second: String
  }

  var relationInBlock: RelationInBlock {
    relation == .covariance && lhs > rhs
      ? RelationInBlock(relation: relation, first: rhs, second: lhs)
      : RelationInBlock(relation: relation, first: lhs, second: rhs)
  }

  /// Whether the row states the same relation as another, a covariance in either order.
  func isSameRelation(as other: ParameterRow, ignoringGroup: Bool = false) -> Bool {
    guard relation == other.relation, ignoringGroup || group == other.group, level == other.level else { return false }
    if lhs == other.lhs && rhs == other.rhs { return true }
    return relation == .covariance && lhs == other.rhs && rhs == other.lhs
  }
}

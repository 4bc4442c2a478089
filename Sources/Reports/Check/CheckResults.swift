import PathAnalysis

/// What `sewall check` finds out about a model without fitting it.
public struct CheckResults: Sendable {
  /// One row of the parameter table, before anything is estimated.
  public struct Row: Sendable {
    public var lhs: String
    public var op: String
    public var rhs: String
    public var group: Int
    public var level: Int
    public var label: String
    public var isFree: Bool
    /// The value it is fixed at, or the start value that the model gives.
    public var value: Double?
    public var origin: ParameterResult.Origin

    public init(
      lhs: String, op: String, rhs: String, group: Int = 1, level: Int = 1, label: String = "", isFree: Bool,
      value: Double? = nil, origin: ParameterResult.Origin = .user
    ) {
      self.lhs = lhs
      self.op = op
      self.rhs = rhs
      self.group = group
      self.level = level
      self.label = label
      self.isFree = isFree
      self.value = value
      self.origin = origin
    }
  }

  public var title: String?
  public var modelName: String
  /// `nil` when the model was checked alone.
  public var dataName: String?
  public var rows: [Row]
  /// Groups' labels in order; empty, or one empty label, in a single-group analysis.
  public var groups: [String]
  /// `nil` where the data decide it and none were given.
  public var degreesOfFreedom: Int?
  public var freeCount: Int
  public var momentsCount: Int?
  /// In a sentence, whether every free parameter can be told from the data.
  public var identification: String
  /// Free parameters that the preset added to what the user wrote: `performance ~~ ambition`.
  public var addedByDefault: [String]
  public var messages: [Message]
  public var labels: [String: String]

  public init(
    title: String? = nil, modelName: String, dataName: String? = nil, rows: [Row], groups: [String] = [],
    degreesOfFreedom: Int?, freeCount: Int, momentsCount: Int? = nil, identification: String, addedByDefault: [String] = [],
    messages: [Message] = [], labels: [String: String] = [:]
  ) {
    self.title = title
    self.modelName = modelName
    self.dataName = dataName
    self.rows = rows
    self.groups = groups
    self.degreesOfFreedom = degreesOfFreedom
    self.freeCount = freeCount
    self.momentsCount = momentsCount
    self.identification = identification
    self.addedByDefault = addedByDefault
    self.messages = messages
    self.labels = labels
  }
}

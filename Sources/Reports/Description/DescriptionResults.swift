import PathAnalysis
import SurveyData

/// What `sewall describe MODEL` finds out about a model's analysed sample.
public struct DescriptionResults: Sendable {
  /// A reliability that stands on the diagonal.
  public struct Reliability: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
      /// Cronbach's alpha of a scale's items in the analysed cases.
      case alpha
      /// As the model file gives it.
      case given
    }

    public var value: Double
    public var kind: Kind

    public init(_ value: Double, _ kind: Kind) {
      self.value = value
      self.kind = kind
    }
  }

  public struct Group: Sendable {
    public var description: SampleDescription
    /// Of the variables that have one.
    public var reliabilities: [String: Reliability]
    /// The scales item by item; `nil` when that was not asked for.
    public var items: ReliabilityResults?

    public init(_ description: SampleDescription, reliabilities: [String: Reliability] = [:]) {
      self.description = description
      self.reliabilities = reliabilities
    }
  }

  public var title: String?
  public var modelName: String
  public var dataName: String
  public var account: SampleAccount
  /// One where there is no grouping variable.
  public var groups: [Group]
  /// What the groups are groups of, in words.
  public var groupVariable: String?
  public var shape: ShapeDefinition
  /// Whether incomplete cases stay: each number is then of the cases that have the values.
  public var keepsIncomplete = false
  /// Of the intervals of correlations; `nil`: none are printed.
  public var intervalLevel: Double?
  public var labels: [String: String] = [:]
  /// The agreement of teams, where the model file has a step for them.
  public var teams: TeamResults?
  public var messages: [Message] = []

  public init(
    title: String? = nil, modelName: String, dataName: String, account: SampleAccount, groups: [Group],
    groupVariable: String? = nil, shape: ShapeDefinition = .spss
  ) {
    self.title = title
    self.modelName = modelName
    self.dataName = dataName
    self.account = account
    self.groups = groups
    self.groupVariable = groupVariable
    self.shape = shape
  }

  func label(_ variable: String) -> String { labels[variable] ?? variable }
}

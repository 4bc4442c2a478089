/// What is done to the rows between the file and the sample, in a fixed order whatever the order in the model file.
///
/// 1. `recode`: answers replaced; 2. `where`: rows kept; 3. `scales`: scores of items; 4. `compute`: new variables, in the order
/// written; 5. `dummies`: 0/1 variables of categories; 6. `aggregate`: rows of the same team become one. What `where` mentions
/// and a later step makes from its own row alone is made before `where`. Reading and missing codes come before all of it.
public struct Preparation: Sendable {
  /// Scales to be scored, in the order written.
  public var scales: [Scale] = []
  /// Agreement within teams, and team means or rows for them.
  public var teams: TeamStep?

  public init() {}

  /// Whether nothing is to be done.
  public var isEmpty: Bool { scales.isEmpty && teams == nil }

  /// The prepared table, and what each step did.
  ///
  /// Throws a `DataError` with the step's place.
  public func apply(to table: DataTable) throws(DataError) -> PreparedTable {
    var prepared = PreparedTable(table: table)
    for scale in scales { try prepared.score(scale) }
    prepared.reports += prepared.scales.map(\.report)
    if let teams { try prepared.arrange(teams) }
    return prepared
  }
}

/// A table after its preparation.
public struct PreparedTable: Sendable {
  public var table: DataTable
  /// One a step that was done, in the order done.
  public var reports: [StepReport] = []
  /// The scales that were scored, with their items: one row for every row that was neither excluded nor merged into a team.
  public var scales: [ScaleScores] = []
  /// The teams, where there is a step for them.
  public var teams: TeamResults?

  public init(table: DataTable) {
    self.table = table
  }
}

/// Where in the model file's front matter a step stands: `compute`, its entry `tenure_c`, and characters of its expression.
public struct PreparationPlace: Sendable, Hashable {
  public var key: String
  /// The entry of a key that holds several: the new variable's name.
  public var entry: String?
  /// UTF-8 offsets within the expression's text.
  public var characters: Range<Int>?

  public init(key: String, entry: String? = nil, characters: Range<Int>? = nil) {
    self.key = key
    self.entry = entry
    self.characters = characters
  }
}

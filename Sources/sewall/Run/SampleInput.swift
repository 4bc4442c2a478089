import LinearAlgebra
import PathAnalysis
import SurveyData

/// What the options name to fit a model to, as read: rows, or moments of each group.
struct DataSource: Sendable {
  enum Content: Sendable {
    case rows(DataTable)
    case moments([Sample])
    /// Moments of rows that were read and not kept.
    case stored(StoredMoments)
  }

  /// What was done to the rows before.
  struct Preparation: Sendable {
    var rowsRead: Int
    var reports: [StepReport]
    /// The scales that were scored, with their items.
    var scales: [ScaleScores]
    /// The teams, where there is a step for them.
    var teams: TeamResults?

    init(rowsRead: Int, reports: [StepReport]) {
      self.rowsRead = rowsRead
      self.reports = reports
      scales = []
    }

    init(rowsRead: Int, _ prepared: PreparedTable) {
      self.rowsRead = rowsRead
      reports = prepared.reports
      scales = prepared.scales
      teams = prepared.teams
    }
  }

  var content: Content
  /// The file, as given.
  var name: String
  var findings: [Finding] = []
  /// `nil` for moments.
  var preparation: Preparation?

  /// Reads data or moments.
  ///
  /// Throws a failure with status 64 for options that contradict each other, 65 for wrong content and 66 for missing files.
  ///
  /// - Parameter streaming: how long data may be read; `nil` where any column may be needed.
  static func read(
    _ options: InputOptions, _ input: ModelInput, streaming: DataStreaming? = nil
  ) throws(Failure) -> DataSource {
    if !options.cov.isEmpty || !options.cor.isEmpty { return try MomentsInput(options: options, input: input).read() }
    if !options.moments.isEmpty { return try StoredMomentsInput(options: options, input: input).read() }
    guard let path = options.data else {
      // Front matter that YAML cannot read names no data.
      try input.refuseWrongFrontMatter()
      throw Failure(
        .missingInput, "no-data", "there is nothing to fit `\(input.source.name)` to",
        advice: "give --data FILE, or --cov FILE --n N, or a line `data: FILE` in the front matter")
    }
    for (name, isGiven) in [("sds", !options.sds.isEmpty), ("means", !options.means.isEmpty), ("n", options.sampleSize != nil)]
    where isGiven {
      throw input.failure(option: name, "without-moments", "`\(name)` belongs to `cov` or `cor`, and there is `data`")
    }
    return try DataInput(
      path: path, missingCodes: options.missingCodes, decimalComma: options.decimalComma, input: input, streaming: streaming
    ).read()
  }

  /// More groups than a model of many parameters each can be fitted to.
  static let mostGroups = 500

  /// The groups that the model is fitted to; one where there is no grouping variable.
  ///
  /// Throws a failure with status 64 or 65 when the variable is not in the data.
  func groups(by variable: String?, _ input: ModelInput) throws(Failure) -> [RowGroup] {
    switch content {
    case .moments(let samples):
      return samples.map { RowGroup(label: $0.label, rows: []) }
    case .stored(let moments):
      if let variable, variable != moments.groupVariable {
        throw input.failure(
          option: "group", "different-groups",
          "these moments are \(moments.groupVariable.map { "by `\($0)`" } ?? "without groups"), not by `\(variable)`",
          advice: "make them with `sewall moments --group \(variable)`")
      }
      return (variable == nil ? moments.pooled : moments).groups.map { RowGroup(label: $0.label, rows: []) }
    case .rows(let table):
      guard let variable else { return [RowGroup(label: "", rows: RowSelection(all: table.rowCount))] }
      let groups: [RowGroup]
      do { groups = try table.groups(by: variable) } catch { throw Failure(error.placed(in: table), in: name) }
      if groups.count > Self.mostGroups {
        throw input.failure(
          option: "group", "too-many-groups",
          "`\(variable)` has \(groups.count) different values; a model is fitted to \(Self.mostGroups) groups at most",
          advice: "is it a number of persons or teams? `cluster: \(variable)` allows for teams")
      }
      return groups
    }
  }
}

/// The samples that a model is fitted to.
struct SampleInput: Sendable {
  /// One a group.
  var samples: [Sample]
  /// The file, as given.
  var name: String
  /// Present when rows were read.
  var listwise: ListwiseResult?
  /// Rows of the file, before its preparation; `nil` of moments that do not say.
  var rowsRead: Int?
  var findings: [Finding] = []

  var sampleSize: Int { samples.reduce(0) { $0 + $1.sampleSize } }

  /// The samples of the model's variables.
  ///
  /// Throws a failure with status 65 for variables or cells that cannot be used.
  init(
    _ source: DataSource, variables: [String], groups: [RowGroup], _ selection: CaseSelection, _ input: ModelInput
  ) throws(Failure) {
    name = source.name
    findings = source.findings
    switch source.content {
    case .moments(let given):
      for sample in given { try Self.refuseUnknown(variables, among: sample.variables, in: source.name, input) }
      samples = given
    case .stored(let stored):
      let moments = groups.map(\.label) == stored.groups.map(\.label) ? stored : stored.pooled
      try Self.refuseUnknown(variables, among: moments.variables, in: source.name, input)
      if selection.keepsIncomplete || selection.weights != nil || selection.clusters != nil {
        throw Failure(
          .wrongInput, "rows-needed", "missing values, sampling weights and clusters need the cases, and moments were given",
          place: source.name, advice: "give --data FILE")
      }
      samples = moments.groups.map { Sample(label: $0.label, variables: moments.variables, sums: $0.sums) }
      listwise = moments.listwise
      findings += Self.unusedVariables(of: moments, beside: variables, in: source.name)
    case .rows(let table):
      try input.refuseUnknown(variables, among: table.names, in: source.name)
      do {
        (samples, listwise) = try Sample.cases(of: table, variables: variables, groups: groups, selection)
      } catch {
        throw Failure(error.placed(in: table), in: source.name)
      }
    }
    rowsRead = source.preparation?.rowsRead ?? listwise?.rowsRead
  }

  private static func refuseUnknown(
    _ variables: [String], among known: [String], in file: String, _ input: ModelInput
  ) throws(Failure) {
    if let product = variables.first(where: { $0.contains(":") && !known.contains($0) }) {
      throw Failure(
        .wrongInput, "product-of-moments", "`\(product)` cannot be computed from moments", place: file,
        advice: "give the product's own row in the matrix, or the raw data")
    }
    try input.refuseUnknown(variables, among: known, in: file)
  }

  /// Rows were left out for variables that the model does not have.
  private static func unusedVariables(of moments: StoredMoments, beside variables: [String], in file: String) -> [Finding] {
    let used = Set(variables)
    let unused = moments.missingByVariable.filter { $0.count > 0 && !used.contains($0.name) }
    guard !unused.isEmpty else { return [] }
    let names = unused.prefix(5).map { "`\($0.name)`" }.joined(separator: ", ") + (unused.count > 5 ? ", …" : "")
    return [
      Finding(
        .note, "more-variables",
        "Rows were left out where any variable of the moments is missing, also \(names), which the model does not have",
        place: file, advice: "moments made with --model leave out no more than the model does")
    ]
  }
}

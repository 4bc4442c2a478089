import LinearAlgebra
import PathAnalysis
import SurveyData

/// What the options name to fit a model to, as read: rows, or moments of each group.
struct DataSource: Sendable {
  enum Content: Sendable {
    case rows(DataTable)
    case moments([Sample])
  }

  /// What was done to the rows before.
  struct Preparation: Sendable {
    var rowsRead: Int
    var reports: [StepReport]
    /// The scales that were scored, with their items.
    var scales: [ScaleScores]

    init(rowsRead: Int, _ prepared: PreparedTable) {
      self.rowsRead = rowsRead
      reports = prepared.reports
      scales = prepared.scales
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
  static func read(_ options: InputOptions, _ input: ModelInput) throws(Failure) -> DataSource {
    if !options.cov.isEmpty || !options.cor.isEmpty { return try MomentsInput(options: options, input: input).read() }
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
      path: path, missingCodes: options.missingCodes, decimalComma: options.decimalComma, input: input
    ).read()
  }

  /// The groups that the model is fitted to; one where there is no grouping variable.
  ///
  /// Throws a failure with status 64 or 65 when the variable is not in the data.
  func groups(by variable: String?, _ input: ModelInput) throws(Failure) -> [RowGroup] {
    switch content {
    case .moments(let samples):
      return samples.map { RowGroup(label: $0.label, rows: []) }
    case .rows(let table):
      guard let variable else { return [RowGroup(label: "", rows: Array(0..<table.rowCount))] }
      do { return try table.groups(by: variable) } catch { throw Failure(error, in: name) }
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
      for sample in given {
        if let product = variables.first(where: { $0.contains(":") && !sample.variables.contains($0) }) {
          throw Failure(
            .wrongInput, "product-of-moments", "`\(product)` cannot be computed from moments", place: source.name,
            advice: "give the product's own row in the matrix, or the raw data")
        }
        try input.refuseUnknown(variables, among: sample.variables, in: source.name)
      }
      samples = given
    case .rows(let table):
      try input.refuseUnknown(variables, among: table.names, in: source.name)
      do {
        (samples, listwise) = try Sample.cases(of: table, variables: variables, groups: groups, selection)
      } catch {
        throw Failure(error, in: source.name)
      }
    }
  }
}

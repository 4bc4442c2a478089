import ModelSyntax
import PathAnalysis
import Reports
import SurveyData

/// The variables and cases of a Table 1.
struct DescribedSample {
  var source: DataSource
  var observed: SampleInput
  /// In the order shown; products are replaced by their components.
  var variables: [String]
  /// The places among `variables` of those of the model.
  var tested: [Int]
  var shape: ShapeDefinition
  /// The level of intervals of scales' reliability; `nil`: scales are not described item by item.
  var itemsLevel: Double?

  init(source: DataSource, observed: SampleInput, modelVariables: [String], options: DescriptionOptions) {
    self.source = source
    self.observed = observed
    shape = options.skewness ?? .spss
    let known = Set(Self.names(source))
    let model = Self.unique(
      modelVariables.flatMap { known.contains($0) ? [$0] : $0.split(separator: ":").map(String.init) })
    let shown = Self.unique(options.only?.items ?? (options.variables?.items ?? []) + model)
    variables = shown
    let own = Set(model)
    let ofModel = shown.indices.filter { own.contains(shown[$0]) }
    tested = ofModel.isEmpty ? Array(shown.indices) : ofModel
  }

  private static func names(_ source: DataSource) -> [String] {
    switch source.content {
    case .rows(let table): table.names
    case .moments(let samples): samples.first?.variables ?? []
    case .stored(let stored): stored.variables
    }
  }

  /// How the sample came about.
  func account(_ selection: CaseSelection) -> SampleAccount {
    SampleAccount(
      read: source.preparation?.rowsRead, reports: source.preparation?.reports ?? [], analysed: observed.sampleSize,
      isComplete: !selection.keepsIncomplete)
  }

  /// Labels that the data have: of scales, and short ones of variables.
  var labels: [String: String] {
    guard case .rows(let table) = source.content else { return [:] }
    var labels: [String: String] = [:]
    for variable in variables {
      // A question's wording is no name of a row.
      if let label = table[variable]?.information.label, label.count <= 40 { labels[variable] = label }
    }
    return labels
  }

  /// What was left out, and what this table does not do.
  func findings(_ selection: CaseSelection, _ missing: EstimationOptions.Missing) -> [Finding] {
    var findings: [Finding] = []
    if let dropped = observed.droppedRows(selection, missing) { findings.append(Finding(dropped)) }
    if itemsLevel != nil, source.preparation?.scales.isEmpty ?? true {
      findings.append(
        Finding(
          .warning, "no-scales", "There are no scales whose items could be described",
          advice: "define them in the front matter, as in `scales: {engagement: uwes1..uwes9}`"))
    }
    if selection.weights != nil {
      findings.append(
        Finding(.warning, "unweighted", "The table counts every case once: sampling weights are not used in it."))
    }
    return findings
  }

  /// The numbers of each group.
  ///
  /// Throws a failure with status 64 or 65 for variables that are not in the data or are no numbers.
  func groups(_ rowGroups: [RowGroup]) throws(Failure) -> [DescriptionResults.Group] {
    var groups: [DescriptionResults.Group] = []
    for (sample, rowGroup) in zip(observed.samples, rowGroups) {
      switch source.content {
      case .moments, .stored: groups.append(try group(ofMoments: sample))
      case .rows(let table): groups.append(try group(of: table, sample, before: rowGroup.rows))
      }
    }
    return groups
  }

  /// - Parameter rowsBefore: the group's rows before incomplete ones were dropped; missing values are counted among these.
  private func group(
    of table: DataTable, _ sample: Sample, before rowsBefore: [Int]
  ) throws(Failure) -> DescriptionResults.Group {
    try refuseUnknown(among: table.names)
    let rows = sample.rowNumbers ?? []
    var columns: [[Double]] = []
    var missing: [Int] = []
    for variable in variables {
      do {
        let values = try table.numbers(of: variable)
        columns.append(rows.map { values[$0] })
        missing.append(rowsBefore.count { values[$0].isNaN })
      } catch {
        throw Failure(error, in: source.name)
      }
    }
    var description = SampleDescription(
      label: sample.label, variables: variables, columns: columns, tested: tested, shape: shape)
    for (variable, count) in missing.enumerated() { description.statistics[variable].missingCount = count }
    var group = DescriptionResults.Group(description, reliabilities: alphas(rows, rowCount: table.rowCount))
    group.items = items(rows, rowCount: table.rowCount)
    return group
  }

  /// The scales of the analysed rows, item by item; after merging into teams, of all members.
  private func items(_ rows: [Int], rowCount: Int) -> ReliabilityResults? {
    guard let itemsLevel, let scales = source.preparation?.scales, !scales.isEmpty else { return nil }
    return ReliabilityResults(
      scales.map { $0.items.rowCount == rowCount ? $0.selecting(rows) : $0 }, level: itemsLevel)
  }

  private func group(ofMoments sample: Sample) throws(Failure) -> DescriptionResults.Group {
    try refuseUnknown(among: sample.variables)
    let places = variables.compactMap { sample.variables.firstIndex(of: $0) }
    return DescriptionResults.Group(
      SampleDescription(
        label: sample.label, variables: variables, sampleSize: sample.sampleSize,
        covariance: sample.covariance.submatrix(rows: places, columns: places),
        means: sample.means.map { means in places.map { means[$0] } }))
  }

  /// Alpha of each scale in the analysed rows.
  private func alphas(_ rows: [Int], rowCount: Int) -> [String: DescriptionResults.Reliability] {
    var alphas: [String: DescriptionResults.Reliability] = [:]
    // After merging into teams the rows are no longer those of the items.
    for scores in source.preparation?.scales ?? []
    where variables.contains(scores.scale.name) && scores.items.rowCount == rowCount {
      guard let alpha = scores.selecting(rows).reliability().alpha?.value else { continue }
      alphas[scores.scale.name] = DescriptionResults.Reliability(alpha, .alpha)
    }
    return alphas
  }

  private func refuseUnknown(among names: [String]) throws(Failure) {
    let known = Set(names)
    let findings = variables.filter { !known.contains($0) }.map { name in
      Finding(
        .error, "unknown-variable", "there is no variable `\(name)` in `\(source.name)`",
        advice: nearestName(to: name, among: names).map { "did you mean `\($0)`?" })
    }
    guard findings.isEmpty else { throw Failure(.wrongInput, findings) }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}

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
  var groupVariable: String?

  init(
    source: DataSource, observed: SampleInput, modelVariables: [String], groupVariable: String?, options: DescriptionOptions
  ) {
    self.groupVariable = groupVariable
    self.source = source
    self.observed = observed
    shape = options.skewness ?? .spss
    let known = Set(Self.names(source, observed))
    let model = Self.unique(
      modelVariables.flatMap { known.contains($0) ? [$0] : $0.split(separator: ":").map(String.init) })
    let shown = Self.unique(options.only?.items ?? (options.variables?.items ?? []) + model)
    variables = shown
    let own = Set(model)
    let ofModel = shown.indices.filter { own.contains(shown[$0]) }
    tested = ofModel.isEmpty ? Array(shown.indices) : ofModel
  }

  private static func names(_ source: DataSource, _ observed: SampleInput) -> [String] {
    if case .rows(let table) = source.content { return table.names }
    return observed.samples.first?.variables ?? []
  }

  /// How the sample came about.
  func account(_ selection: CaseSelection) -> SampleAccount {
    SampleAccount(
      read: source.preparation?.rowsRead ?? observed.listwise?.rowsRead, reports: source.preparation?.reports ?? [],
      analysed: observed.sampleSize,
      isComplete: !selection.keepsIncomplete)
  }

  /// Labels that the data have: of scales, and short ones of variables.
  var labels: [String: String] {
    guard case .rows(let table) = source.content else { return [:] }
    var labels: [String: String] = [:]
    for variable in variables + [groupVariable].compactMap({ $0 }) {
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

  private static func unique(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}

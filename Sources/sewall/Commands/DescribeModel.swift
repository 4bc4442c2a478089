import ModelSyntax
import PathAnalysis
import Reports
import SurveyData

extension DescribeCommand {
  /// Table 1 of the cases that `fit` would analyse.
  func describeSample(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    let file = analysis.output.output.map(OutputFile.init)
    try file?.check()
    let source = try DataSource.read(analysis.input, input)
    let groups = try source.groups(by: analysis.specification.group, input)
    let (table, found) = try input.table(
      try analysis.modelOptions.counting(source, input, analysis.estimationOptions.missing), groupCount: groups.count)
    var selection = analysis.selection(table)
    // Table 1 is of the values as they are.
    selection.standardized = []
    let observed = try SampleInput(
      source, variables: table.allObservedVariables + analysis.estimationOptions.auxiliary, groups: groups, selection, input)
    console.narrate("\(observed.sampleSize) cases of \(table.allObservedVariables.count) variables from \(observed.name)")
    var sample = DescribedSample(
      source: source, observed: observed, modelVariables: input.inOrderOfAppearance(table.allObservedVariables),
      groupVariable: analysis.specification.group, options: own.description)
    sample.itemsLevel = own.description.items ? analysis.intervals.level ?? 0.95 : nil
    var results = DescriptionResults(
      title: input.frontMatter.title, modelName: input.source.name, dataName: observed.name,
      account: sample.account(selection), groups: try sample.groups(groups, given: input.frontMatter.givenReliabilities),
      shape: own.description.skewness ?? .spss)
    results.teams = source.preparation?.teams
    results.labels = sample.labels.merging(input.frontMatter.labels) { $1 }
    results.groupVariable = analysis.specification.group.map { results.labels[$0] ?? $0 }
    results.keepsIncomplete = selection.keepsIncomplete
    results.intervalLevel = own.description.intervals ? analysis.intervals.level ?? 0.95 : nil
    let findings = found + observed.findings + sample.findings(selection, analysis.estimationOptions.missing)
    results.messages = findings.map(\.message)
    let format = analysis.output.format ?? .text
    if format != .text || file != nil { console.showApart(findings) }
    let text = render(results, format, console, isFile: file != nil)
    if let file { try file.write(text) } else { try console.write(text) }
    return .done
  }

  private func render(_ results: DescriptionResults, _ format: OutputFormat, _ console: Console, isFile: Bool) -> String {
    switch format {
    case .text:
      DescriptionReport.text(
        results, width: console.terminal.width, colour: console.terminal.usesColour && !isFile)
    case .json: DescriptionReport.json(results, version: Sewall.version)
    case .csv: DescriptionReport.csv(results)
    case .markdown: DescriptionReport.document(results).markdown
    case .latex: DescriptionReport.document(results).latex
    case .html: DescriptionReport.document(results).html
    }
  }
}

extension ModelInput {
  /// Variables in the order in which the model's text first names them.
  func inOrderOfAppearance(_ variables: [String]) -> [String] {
    var place: [String: Int] = [:]
    for term in ModelParser.parse(document).tree.terms {
      for (name, range) in [(term.lhs, term.lhsRange), (term.rhs, term.rhsRange)] {
        place[name] = min(place[name] ?? Int.max, range.start)
      }
    }
    let sorted = variables.enumerated().sorted {
      (place[$0.element] ?? Int.max, $0.offset) < (place[$1.element] ?? Int.max, $1.offset)
    }
    return sorted.map(\.element)
  }
}

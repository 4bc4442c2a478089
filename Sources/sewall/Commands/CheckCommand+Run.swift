import ModelSyntax
import PathAnalysis
import Reports

extension CheckCommand {
  /// The parameter table, its degrees of freedom and whether it is identified. Nothing is fitted.
  func check(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    let output = analysis.output.output.map(OutputFile.init)
    try output?.check()
    var options = analysis.modelOptions
    let hasSample = analysis.input.data != nil || analysis.input.givesMoments
    // Without data there are no sample moments to hold exogenous variables at; the degrees of freedom are the same.
    if options.fixedX == nil, !hasSample { options.fixedX = false }
    let source = hasSample ? try DataSource.read(analysis.input, input) : nil
    if let source { options = try options.counting(source, input, analysis.estimationOptions.missing) }
    let rowGroups = try source?.groups(by: analysis.specification.group, input)
    let groupCount = rowGroups?.count ?? own.groups ?? 1
    var corrections = input.draftCorrections
    var (table, findings) = try input.table(options, groupCount: groupCount, correcting: corrections)
    findings += try input.notes(on: analysis.idleOptions(in: table))
    var samples: [Sample] = []
    var dataName: String?
    if let source, let rowGroups {
      let names = Dictionary(corrections.map { ($0.indicator, $0.variable) }, uniquingKeysWith: { first, _ in first })
      let observed = try SampleInput(
        source, variables: table.allObservedVariables.map { names[$0] ?? $0 }, groups: rowGroups, analysis.selection(table), input
      )
      samples = observed.samples
      if !corrections.isEmpty {
        corrections = try input.corrections(source, samples)
        (table, findings) = try input.table(options, groupCount: groupCount, correcting: corrections, samples: samples)
      }
      findings += observed.findings
      dataName = observed.name
    } else if !corrections.isEmpty {
      findings.append(
        Finding(.note, "reliability", "Without data, error variances of `reliability` are shown for variables of variance 1"))
    }
    let tree = input.tree(correcting: corrections, samples: samples).tree
    let results = results(table, tree, input, options, dataName, findings.map(\.message))
    let text =
      analysis.output.format == .json
      ? CheckReport.json(results, version: Sewall.version)
      : CheckReport.text(results, width: console.terminal.width)
    if let output { try output.write(text) } else { try console.write(text) }
    if output != nil || analysis.output.format == .json { console.showApart(findings) }
    return .done
  }

  private func results(
    _ table: ParameterTable, _ tree: SyntaxTree, _ input: ModelInput, _ options: ModelOptions, _ dataName: String?,
    _ messages: [Message]
  ) -> CheckResults {
    let (model, refusals) = PathModel.specify(tree, options: options, groupCount: table.groupCount)
    let fitted = model.flatMap { model in model.freeCount.map { (model: model, freeCount: $0) } }
    let degreesOfFreedom = fitted.map { $0.model.momentCount - $0.freeCount }
    return CheckResults(
      title: input.frontMatter.title, modelName: input.source.name, dataName: dataName,
      rows: table.rows.map(CheckResults.Row.init) + table.definitions.map(CheckResults.Row.init),
      groups: (1...table.groupCount).map(String.init), degreesOfFreedom: degreesOfFreedom,
      freeCount: fitted?.freeCount ?? table.parameterCount, momentsCount: model?.momentCount,
      identification: identification(model, degreesOfFreedom, refusals), addedByDefault: table.addedByDefault,
      messages: messages, labels: input.frontMatter.labels)
  }

  private func identification(_ model: PathModel?, _ degreesOfFreedom: Int?, _ refusals: [Diagnostic]) -> String {
    guard let model else {
      let reasons = refusals.filter { $0.severity == .error }.map(\.message)
      return "Not judged: \(reasons.joined(separator: "; "))."
    }
    if let degreesOfFreedom, degreesOfFreedom < 0 {
      return "Not identified: there are \(-degreesOfFreedom) more free parameters than sample moments."
    }
    guard let identification = model.genericIdentification() else {
      return "Not judged: the constraints cannot be judged without data."
    }
    if identification.isIdentified { return "Identified: the data can tell all free parameters apart." }
    let sets = identification.dependentSets.map { $0.joined(separator: ", ") }
    return "Not identified: these move together without changing the fit: \(sets.joined(separator: "; "))."
  }
}

extension CheckResults.Row {
  fileprivate init(_ row: ParameterRow) {
    var value = row.start
    if case .fixed(let number) = row.status { value = number }
    self.init(
      lhs: row.lhs, op: row.relation.rawValue, rhs: row.rhs, group: row.group, level: row.level, label: row.label,
      isFree: row.parameterIndex != nil, value: value, origin: .init(row.origin))
  }

  fileprivate init(_ definition: ParameterTable.Definition) {
    self.init(
      lhs: definition.name, op: ":=", rhs: definition.text, label: definition.name, isFree: false, origin: .defined)
  }
}

extension ParameterResult.Origin {
  fileprivate init(_ origin: ParameterRow.Origin) {
    self =
      switch origin {
      case .user: .user
      case .default: .default
      case .auxiliary: .auxiliary
      }
  }
}

import ModelSyntax
import PathAnalysis
import Reports
import SurveyData

extension DescribedSample {
  /// The numbers of each group.
  ///
  /// - Parameter given: reliabilities of the model file, for variables whose items are not known.
  ///
  /// Throws a failure with status 64 or 65 for variables that are not in the data or are no numbers.
  func groups(_ rowGroups: [RowGroup], given: [String: Double]) throws(Failure) -> [DescriptionResults.Group] {
    var groups: [DescriptionResults.Group] = []
    let reliabilities = given.mapValues { DescriptionResults.Reliability($0, .given) }
    for (sample, rowGroup) in zip(observed.samples, rowGroups) {
      switch source.content {
      case .moments, .stored: groups.append(try group(ofMoments: sample))
      case .rows(let table): groups.append(try group(of: table, sample, before: rowGroup.rows))
      }
    }
    for index in groups.indices {
      let shown = reliabilities.filter { variables.contains($0.key) }
      groups[index].reliabilities.merge(shown) { alpha, _ in alpha }
    }
    return groups
  }

  /// - Parameter rowsBefore: the group's rows before incomplete ones were dropped; missing values are counted among these.
  private func group(
    of table: DataTable, _ sample: Sample, before rowsBefore: RowSelection
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
      label: groupName(sample.label, table), variables: variables, columns: columns, tested: tested, shape: shape)
    for (variable, count) in missing.enumerated() { description.statistics[variable].missingCount = count }
    var group = DescriptionResults.Group(description, reliabilities: alphas(rows, rowCount: table.rowCount))
    group.items = items(rows, rowCount: table.rowCount)
    return group
  }

  /// The scales of the analysed rows, item by item; after merging into teams, of all members.
  private func items(_ rows: RowSelection, rowCount: Int) -> ReliabilityResults? {
    guard let itemsLevel, let scales = source.preparation?.scales, !scales.isEmpty else { return nil }
    return ReliabilityResults(
      scales.map { $0.items.rowCount == rowCount ? $0.selecting(rows) : $0 }, level: itemsLevel)
  }

  /// What a group is called: the label of its value, where the data have one.
  private func groupName(_ label: String, _ table: DataTable) -> String {
    guard let groupVariable, let labels = table[groupVariable]?.information.valueLabels,
      let value = Double(label), let name = labels.first(where: { $0.value == value })?.label
    else { return label }
    return name
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
  private func alphas(_ rows: RowSelection, rowCount: Int) -> [String: DescriptionResults.Reliability] {
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
}

import LinearAlgebra

extension Fit {
  /// Which values the analysed cases have; `nil` when all have all, or listwise deletion left complete cases only.
  public var missingData: MissingDataResult? {
    let incomplete = solution.estimation.data.map { data in
      data.patterns ?? (data.sample.isIncomplete ? data.rows.map { MissingPatterns(rows: $0) } : nil)
    }
    guard incomplete.contains(where: { $0 != nil }) else { return nil }
    var patterns: [MissingPatternResult] = []
    var coverage: [CoverageResult] = []
    for (index, group) in incomplete.enumerated() {
      guard let group else { continue }
      let names = observedNames(ofGroup: index)
      let common = group.patterns.sorted { $0.sampleSize > $1.sampleSize }
      patterns += common.map { pattern in
        let present = Set(pattern.observed)
        return MissingPatternResult(
          group: index + 1, sampleSize: pattern.sampleSize,
          missing: names.indices.filter { !present.contains($0) }.map { names[$0] })
      }
      let shares = group.coverage
      for j in names.indices {
        for i in j..<names.count {
          coverage.append(CoverageResult(a: names[i], b: names[j], group: index + 1, share: shares[i, j]))
        }
      }
    }
    return MissingDataResult(treatment: options.missing.rawValue, patterns: patterns, coverage: coverage)
  }

  /// Variables that helped with missing values: saturated correlates, or those of the first of two stages.
  public var auxiliaryVariables: [String] {
    let own = Set(model.allObservedVariables)
    return model.table.auxiliaryVariables + unique(options.auxiliary).filter { !own.contains($0) }
  }

  /// The group's variables in the order of its patterns: auxiliary ones of the first of two stages come last.
  private func observedNames(ofGroup index: Int) -> [String] {
    let own = groups[index].observedVariables
    return own + options.auxiliaryVariables(beside: own)
  }

  /// What a reader must know of missing values: pairs that no case has, auxiliary variables that are none.
  var missingDataMessages: [Message] {
    var messages: [Message] = []
    for (index, group) in solution.estimation.data.enumerated() {
      guard let pairs = group.patterns?.pairsNeverTogether, !pairs.isEmpty else { continue }
      let names = observedNames(ofGroup: index)
      let listed = pairs.prefix(Self.listedPairs).map { "\(names[$0.0]) and \(names[$0.1])" }.joined(separator: ", ")
      let more = pairs.count > Self.listedPairs ? " and \(pairs.count - Self.listedPairs) more pairs" : ""
      let place = groups.count > 1 ? " in group \(groups[index].sample.label)" : ""
      messages.append(
        Message(
          .warning, "never-observed-together",
          "No case\(place) has both \(listed)\(more): their covariance is known through the model alone, and the chi-square and fit "
            + "measures compare with a saturated model that the data do not determine."))
    }
    let stated = Set(model.table.rows.filter { $0.origin != .auxiliary }.flatMap { [$0.lhs, $0.rhs] })
    let superfluous = unique(model.options.auxiliary + options.auxiliary).filter { stated.contains($0) }
    if !superfluous.isEmpty {
      messages.append(
        Message(
          .note, "auxiliary-in-model",
          "\(superfluous.joined(separator: ", ")): in the model already, so that as auxiliary nothing is added."))
    }
    return messages + pairwiseMessages + binaryAuxiliaryMessages
  }

  /// Errors of pairwise covariances are too small where many values are missing; nothing in the numbers shows it.
  private var pairwiseMessages: [Message] {
    guard options.missing == .pairwise, !model.table.isCategorical, groups.contains(where: \.sample.isIncomplete) else {
      return []
    }
    return [
      Message(
        .warning, "pairwise-errors",
        "Standard errors, chi-square and fit measures take each pairwise covariance as if all \(sampleSize) cases had both values; "
          + "they are too favourable. --missing ml uses the same cases and has neither fault.")
    ]
  }

  /// Pairs that are named one by one at most.
  private static let listedPairs = 5

  private var binaryAuxiliaryMessages: [Message] {
    let binary = auxiliaryVariables.filter { name in
      let values = groups.reduce(into: Set<Double>()) { values, group in
        guard let rows = group.sample.rows, let column = group.sample.variables.firstIndex(of: name) else { return }
        values.formUnion(rows.column(column).filter { !$0.isNaN })
      }
      return values.count == 2
    }
    guard !binary.isEmpty else { return [] }
    return [
      Message(
        .warning, "binary-auxiliary",
        "\(binary.joined(separator: ", ")): an auxiliary variable of two values, treated as normal like the others (lavaan leaves such "
          + "variables out).")
    ]
  }

  /// What was done about missing values, where it is not listwise deletion.
  var missingConventions: [Convention] {
    guard options.missing != .listwise else { return [] }
    let helpers = auxiliaryVariables.isEmpty ? "" : " with auxiliary \(auxiliaryVariables.joined(separator: ", "))"
    return [Convention("missing", options.missing.rawValue + helpers)]
  }
}

extension EstimationOptions {
  /// Auxiliary variables of the first of two stages that are not among the model's.
  func auxiliaryVariables(beside names: [String]) -> [String] {
    let own = Set(names)
    return missing.isTwoStage ? unique(auxiliary).filter { !own.contains($0) } : []
  }
}

import ModelSyntax

/// Builds the rows of one group or level: the user's terms, merged, then what the preset adds.
struct BlockRows {
  let terms: [Term]
  let roles: VariableRoles
  let group: Int
  let level: Int
  let groupCount: Int
  let options: ModelOptions
  let hasMeans: Bool
  let hasFixedX: Bool
  /// Findings are reported once, not once a group.
  let isFirstGroup: Bool
  /// Of a block within clusters: variables whose means are those of their between parts.
  var variablesWithMeansBetween: Set<String> = []
  var rows: [ParameterRow] = []
  /// Where each relation stands among the rows.
  private var places: [ParameterRow.RelationInBlock: Int] = [:]
  var diagnostics: [Diagnostic] = []
  /// Whether a row's free-or-fixed state was said by the user, by row.
  private var isSaid: [Bool] = []

  init(
    terms: [Term], roles: VariableRoles, group: Int, level: Int, groupCount: Int, options: ModelOptions,
    hasMeans: Bool, hasFixedX: Bool, isFirstGroup: Bool
  ) {
    self.terms = terms
    self.roles = roles
    self.group = group
    self.level = level
    self.groupCount = groupCount
    self.options = options
    self.hasMeans = hasMeans
    self.hasFixedX = hasFixedX
    self.isFirstGroup = isFirstGroup
  }

  /// lavaan(): nothing is added by itself.
  private var isBare: Bool { options.preset == .none }
  /// The EFA block of each factor that is in one.
  private var factorBlocks: [String: String] {
    Dictionary(rows.compactMap { row in row.factorBlock.map { (row.lhs, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  mutating func build() {
    for term in terms { addUserRow(term) }
    if !isBare { fixScales() }
    addThresholds()
    addCompositeMoments(variances: true)
    addVariances()
    addCovariances()
    addCompositeMoments(variances: false)
    addExogenousMoments()
    addScalings()
    addIntercepts()
    addAuxiliary()
  }

  /// More distinct values are no categories.
  private static let mostCategories = 50
  private var isTheta: Bool { options.parameterization == .theta }

  /// Thresholds between the categories that the data show.
  private mutating func addThresholds() {
    for name in roles.modelled where roles.ordinal.contains(name) {
      if let count = options.categoryCounts[name], count > Self.mostCategories {
        let place = terms.first { $0.lhs == name || $0.rhs == name }?.range
        diagnostics.append(
          Diagnostic(
            .error, "not-ordinal", "`\(name)` has \(count) different values: it is no ordinal variable", at: place,
            advice: "leave it out of --ordered"))
        continue
      }
      for number in 1..<max(options.categoryCounts[name] ?? 1, 1) { add(name, .threshold, "t\(number)", .free(0)) }
    }
  }

  private mutating func addScalings() {
    for name in roles.modelled where roles.ordinal.contains(name) {
      add(name, .scaling, name, isTheta ? .computed : .fixed(1))
    }
  }

  /// The residual variance of an ordinal variable is no parameter: 1 (theta), or what makes its variance 1 (delta).
  private func residualOfOrdinal(_ name: String) -> ParameterRow.Status? {
    roles.ordinal.contains(name) ? (isTheta ? .fixed(1) : .computed) : nil
  }

  // MARK: The user's rows

  private mutating func addUserRow(_ term: Term) {
    var row = ParameterRow(
      lhs: term.lhs, relation: term.relation, rhs: term.rhs, group: group, level: level, label: "", status: .free(0),
      origin: .user, range: term.range)
    let settings = apply(term.modifiers, to: &row, at: term.rhsRange)
    guard let earlier = places[row.relationInBlock] else {
      places[row.relationInBlock] = rows.count
      rows.append(row)
      isSaid.append(settings)
      return
    }
    merge(row, said: settings, into: earlier, at: term.range)
  }

  /// The same statement twice is one parameter: what one leaves open the other may say; two different answers are an error.
  private mutating func merge(_ row: ParameterRow, said: Bool, into index: Int, at range: SourceRange) {
    let earlier = rows[index]
    var conflicts: [String] = []
    if said && isSaid[index] && row.status != earlier.status { conflicts.append("two different values") }
    if !row.label.isEmpty && !earlier.label.isEmpty && row.label != earlier.label {
      conflicts.append("two different labels, `\(earlier.label)` and `\(row.label)`")
    }
    if let a = row.start, let b = earlier.start, a != b { conflicts.append("two different start values") }
    guard conflicts.isEmpty else {
      report(
        .error, "contradictory-duplicate", "`\(row.name)` is stated twice with \(conflicts.joined(separator: " and "))", range,
        advice: "keep one of the two statements")
      return
    }
    if said { rows[index].status = row.status }
    isSaid[index] = isSaid[index] || said
    if rows[index].label.isEmpty { rows[index].label = row.label }
    rows[index].start = rows[index].start ?? row.start
    rows[index].factorBlock = rows[index].factorBlock ?? row.factorBlock
    rows[index].lowerBound = rows[index].lowerBound ?? row.lowerBound
    rows[index].upperBound = rows[index].upperBound ?? row.upperBound
    report(.note, "duplicate-statement", "`\(row.name)` is stated twice: one parameter, with the modifiers of both", range)
  }

  /// Applies what stands before `*`; returns whether it settles that the row is fixed or free.
  private mutating func apply(_ modifiers: [Modifier], to row: inout ParameterRow, at range: SourceRange) -> Bool {
    var isSettled = false
    for modifier in modifiers {
      switch modifier {
      case .values(let values):
        guard let value = ofGroup(values, in: row, at: range) else { continue }
        switch value {
        case .fixed(let number):
          row.status = .fixed(number)
          isSettled = true
        case .free:
          row.status = .free(0)
          isSettled = true
        case .label(let label): row.label = label
        }
      case .start(let values): row.start = ofGroup(values, in: row, at: range) ?? nil
      case .equal(let labels): row.label = ofGroup(labels, in: row, at: range) ?? ""
      case .lower(let values): row.lowerBound = ofGroup(values, in: row, at: range)
      case .upper(let values): row.upperBound = ofGroup(values, in: row, at: range)
      case .efa(let block): row.factorBlock = block
      }
    }
    return isSettled
  }

  /// A modifier's value for this group: one for all, or one a group.
  private mutating func ofGroup<Value>(_ values: [Value], in row: ParameterRow, at range: SourceRange) -> Value? {
    if values.count == 1 { return values[0] }
    guard values.count == groupCount else {
      report(
        .error, "modifier-count",
        "`\(row.name)` has \(values.count) modifiers in c(), but there \(groupCount == 1 ? "is 1 group" : "are \(groupCount) groups")",
        range, advice: "give one value for all groups, or one for each")
      return nil
    }
    return values[group - 1]
  }

  // MARK: What the preset adds

  /// A latent variable's scale: the first loading 1, or (`std.lv`, EFA) the variance 1.
  private mutating func fixScales() {
    let blocks = factorBlocks
    guard !options.standardizeLatent else { return }
    for factor in roles.latent where blocks[factor] == nil && (!options.effectCoding.contains(.loadings) || isComposite(factor)) {
      guard let first = rows.firstIndex(where: { $0.lhs == factor && ($0.relation == .measuredBy || $0.relation == .formedBy) })
      else { continue }
      if !isSaid[first] { rows[first].status = .fixed(1) }
    }
  }

  private mutating func addVariances() {
    guard options.autoVariance ?? !isBare else {
      // What nobody states is zero, and stands in the table as such.
      for name in roles.modelled + roles.latent {
        add(name, .covariance, name, residualOfOrdinal(name) ?? (isComposite(name) ? .computed : .fixed(0)))
      }
      return
    }
    for name in roles.modelled {
      let status: ParameterRow.Status =
        residualOfOrdinal(name) ?? (isSingleIndicator(name) ? .fixed(0) : .free(0))
      add(name, .covariance, name, status)
    }
    let blocks = factorBlocks
    for name in roles.latent {
      let isUnit = options.standardizeLatent || blocks[name] != nil
      add(name, .covariance, name, isComposite(name) ? .computed : isUnit ? .fixed(1) : .free(0))
    }
  }

  private func isComposite(_ name: String) -> Bool { roles.composites.contains(name) }

  /// Whether a variable measures one factor, and nothing else measures that.
  private func isSingleIndicator(_ name: String) -> Bool {
    let factors = terms.filter { $0.relation == .measuredBy && $0.rhs == name }.map(\.lhs)
    return factors.count == 1 && terms.filter { $0.relation == .measuredBy && $0.lhs == factors[0] }.count == 1
  }

  private mutating func addCovariances() {
    if !isBare {
      let blocks = factorBlocks
      for (first, second) in pairs(roles.exogenousLatent) where blocks[first] == nil || blocks[first] != blocks[second] {
        add(first, .covariance, second, options.orthogonal ? .fixed(0) : .free(0))
      }
      let isUncorrelated = options.orthogonal || options.rotation.keepsFactorsUncorrelated
      for (first, second) in pairs(roles.latent) where blocks[first] != nil && blocks[first] == blocks[second] {
        add(first, .covariance, second, isUncorrelated ? .fixed(0) : .free(0))
      }
    }
    if options.autoCovarianceOutcomes ?? !isBare {
      for (first, second) in pairs(roles.finalOutcomes) { add(first, .covariance, second, .free(0)) }
    }
  }

  /// Moments of a composite's indicators among themselves are the sample's: their variances, or their covariances.
  private mutating func addCompositeMoments(variances: Bool) {
    for composite in roles.composites {
      let names = terms.filter { $0.relation == .formedBy && $0.lhs == composite }.map(\.rhs)
      for (first, second) in variances ? names.map({ ($0, $0) }) : pairs(names) {
        add(first, .covariance, second, .sampleMoment)
      }
    }
  }

  private mutating func addExogenousMoments() {
    let names = roles.exogenous
    for i in names.indices {
      for j in names.indices where j >= i {
        add(names[i], .covariance, names[j], hasFixedX ? .sampleMoment : .free(0))
      }
    }
  }

  private mutating func addIntercepts() {
    guard hasMeans else { return }
    let observedAreFree = options.freeObservedIntercepts ?? (options.preset == .sem || options.preset == .cfa)
    let latentAreFree = options.preset == .growth
    for name in roles.modelled {
      let isFree = observedAreFree && !roles.ordinal.contains(name) && !variablesWithMeansBetween.contains(name)
      add(name, .intercept, "", isFree ? .free(0) : .fixed(0))
    }
    for name in roles.compositeIndicators { add(name, .intercept, "", .sampleMoment) }
    for name in roles.composites { add(name, .intercept, "", .computed) }
    for name in roles.exogenous {
      add(name, .intercept, "", variablesWithMeansBetween.contains(name) ? .fixed(0) : hasFixedX ? .sampleMoment : .free(0))
    }
    for name in roles.latent {
      add(name, .intercept, "", latentAreFree || hasEffectCodedMean(name) ? .free(0) : .fixed(0))
    }
  }

  /// Whether the intercepts of a factor's indicators, none of which is fixed, are to be 0 on average, so that its mean is free.
  private func hasEffectCodedMean(_ factor: String) -> Bool {
    let loadings = rows.filter { $0.relation == .measuredBy && $0.lhs == factor }
    guard options.effectCoding.contains(.intercepts), !loadings.isEmpty, factorBlocks[factor] == nil else { return false }
    return loadings.allSatisfy { loading in
      rows.first { $0.relation == .intercept && $0.lhs == loading.rhs }.map { $0.isFree } ?? true
    }
  }

  /// Free moments of auxiliary variables with one another and with all others.
  private mutating func addAuxiliary() {
    for (index, name) in roles.auxiliary.enumerated() {
      for other in roles.auxiliary[index...] + roles.stated { add(name, .covariance, other, .free(0), .auxiliary) }
      if hasMeans { add(name, .intercept, "", .free(0), .auxiliary) }
    }
  }

  /// Adds a row unless the user has stated it.
  private mutating func add(
    _ lhs: String, _ relation: TermOperator, _ rhs: String, _ status: ParameterRow.Status,
    _ origin: ParameterRow.Origin = .default
  ) {
    let row = ParameterRow(
      lhs: lhs, relation: relation, rhs: rhs, group: group, level: level, label: "", status: status, origin: origin)
    guard places[row.relationInBlock] == nil else { return }
    places[row.relationInBlock] = rows.count
    rows.append(row)
    isSaid.append(false)
  }

  private func pairs(_ names: [String]) -> [(String, String)] {
    names.indices.flatMap { i in names.indices.filter { $0 > i }.map { (names[i], names[$0]) } }
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ id: String, _ message: String, _ range: SourceRange, advice: String? = nil
  ) {
    guard isFirstGroup else { return }
    diagnostics.append(Diagnostic(severity, id, message, at: range, advice: advice))
  }
}

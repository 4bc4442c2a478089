extension Recoding {
  /// Throws `unknown-variable`, `unknown-label` or `name-taken`.
  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    guard let column = rows[variable] else {
      var unknown = VariableRange.unknown(variable, among: rows.names)
      unknown.step = place
      throw unknown
    }
    let tests = try rules.map { rule throws(DataError) in try sources(rule, on: column) }
    let fitting = (0..<rows.rowCount).map { fittingRule(column, row: $0, tests) }
    var recoded = Column(name: newName ?? variable, storage: storage(column, fitting))
    recoded.information = column.information
    recoded.information.valueLabels = valueLabels(column, tests)
    if case .text(let texts) = recoded.storage {
      recoded.firstTextRow = texts.firstIndex { $0.map { Self.number($0) == nil } ?? false }
    }
    var tally = StepTally(rowsBefore: rows.rowCount, rowsAfter: rows.rowCount)
    tally.parts = rules.map { StepTally.Part(name: $0.text, count: 0) }
    if otherwise != nil { tally.parts.append(StepTally.Part(name: "else", count: 0)) }
    for rule in fitting { if let rule { tally.parts[rule].count += 1 } }
    tally.valuesChanged = (0..<rows.rowCount).count { recoded.text(ofRow: $0) != column.text(ofRow: $0) }
    if newName == nil { rows.replace(recoded) } else { try rows.append(recoded, at: place) }
    return tally
  }

  /// The rule of a row; `rules.count` is `else`.
  private func fittingRule(_ column: Column, row: Int, _ tests: [[Source]]) -> Int? {
    let isMissing = column.isMissing(row: row)
    if let rule = tests.firstIndex(where: { $0.contains { fits($0, column, row, isMissing) } }) { return rule }
    return otherwise != nil && !isMissing ? rules.count : nil
  }

  private func fits(_ source: Source, _ column: Column, _ row: Int, _ isMissing: Bool) -> Bool {
    switch (source, column.storage) {
    case (.missing, _): isMissing
    case (.range(let lower, let upper), .numbers(let values)): values[row] >= lower && values[row] <= upper
    case (.range(let lower, let upper), .text(let texts)):
      texts[row].flatMap(Self.number).map { $0 >= lower && $0 <= upper } ?? false
    case (.text(let text), .text(let texts)): texts[row] == text
    case (.text, .numbers): false
    }
  }

  /// A rule's old answers, value labels as their numbers.
  private func sources(_ rule: Rule, on column: Column) throws(DataError) -> [Source] {
    guard case .numbers = column.storage else { return rule.sources }
    var sources: [Source] = []
    for source in rule.sources {
      guard case .text(let text) = source else {
        sources.append(source)
        continue
      }
      let labels = column.information.valueLabels
      let values = labels.filter { $0.label == text }.map(\.value)
      if values.isEmpty {
        throw DataError(
          "unknown-label", "`\(excerpt(variable))` holds numbers, and none is labelled \"\(excerpt(text))\"",
          advice: labels.isEmpty ? "write the number, or a range `1..3`" : nameAdvice(for: text, among: labels.map(\.label)),
          step: place)
      }
      sources += values.map { .range($0, $0) }
    }
    return sources
  }

  // MARK: New values

  /// Numbers where every new answer is one or missing, texts otherwise.
  private func storage(_ column: Column, _ fitting: [Int?]) -> Column.Storage {
    let targets = fitting.map { rule in rule.map { $0 < rules.count ? rules[$0].target : otherwise ?? .missing } }
    var numbers: [Double] = []
    numbers.reserveCapacity(targets.count)
    for (row, target) in targets.enumerated() {
      switch (target, column.storage) {
      case (.number(let number), _): numbers.append(number)
      case (.missing, _): numbers.append(.nan)
      case (nil, .numbers(let values)): numbers.append(values[row])
      case (nil, .text(let texts)):
        guard let text = texts[row] else {
          numbers.append(.nan)
          continue
        }
        guard let number = Self.number(text) else { return .text(texts: targets, column) }
        numbers.append(number)
      case (.text, _): return .text(texts: targets, column)
      }
    }
    return .numbers(Numbers(numbers))
  }

  /// A label goes with its answers; answers that become one join their labels.
  private func valueLabels(_ column: Column, _ tests: [[Source]]) -> [VariableInformation.ValueLabel] {
    var labels: [VariableInformation.ValueLabel] = []
    for label in column.information.valueLabels {
      let rule = tests.firstIndex { $0.contains { $0.includes(label.value) } }
      var value = label.value
      switch rule.map({ rules[$0].target }) ?? otherwise {
      case .number(let number)?: value = number
      case .text?, .missing?: continue
      case nil: break
      }
      if let known = labels.firstIndex(where: { $0.value == value }) {
        labels[known].label += " / " + label.label
      } else {
        labels.append(VariableInformation.ValueLabel(value: value, label: label.label))
      }
    }
    return labels.sorted { $0.value < $1.value }
  }
}

extension Recoding.Source {
  fileprivate func includes(_ value: Double) -> Bool {
    guard case .range(let lower, let upper) = self else { return false }
    return lower <= value && value <= upper
  }
}

extension Column.Storage {
  fileprivate static func text(texts targets: [Recoding.Target?], _ column: Column) -> Column.Storage {
    let texts: [String?] = targets.enumerated().map { row, target in
      switch target {
      case .number(let number)?: Int(exactly: number).map(String.init) ?? String(number)
      case .text(let text)?: text
      case .missing?: nil
      case nil: column.text(ofRow: row)
      }
    }
    return .text(Texts(texts))
  }
}

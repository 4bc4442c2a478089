import PathAnalysis

extension TextReport {
  /// Indirect, direct and total effects, pair by pair; pairs that nothing mediates are in the table of paths already.
  static func effects(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    guard part.level == 1 else { return [] }
    let pairs = EffectPair.all(results.effects.filter { $0.group == part.group }).filter(\.isMediated)
    guard !pairs.isEmpty else { return [] }
    let percent = APANumber.percent(results.interval.level)
    func table(name: (EffectResult) -> String) -> TextTable {
      var table = TextTable("From -> to", headers: ["b", "SE", "p", "\(percent) CI", "β", "\(percent) CI of β"])
      for pair in pairs {
        table.rows.append(.heading(route([pair.from, pair.to], results.labels)))
        table.rows += pair.effects.map { .cells(name($0), cells($0)) }
      }
      return table
    }
    var chosen = table { $0.kind.words ?? route([$0.from] + $0.via + [$0.to], results.labels) }
    if !chosen.holdsNamesUnbroken(width: width) { chosen = table { $0.kind.words ?? "via \(route($0.via, results.labels))" } }
    let values = pairs.flatMap(\.effects).map(\.value)
    let method = results.interval.heading(isFromDraws: results.interval.type != "wald")
    let hasIntervals = values.contains { $0.lower != nil }
    let title = "Indirect, direct and total effects"
    return [TextLine(hasIntervals ? "\(title) (\(method))" : title, .heading)] + chosen.lines(width: width)
  }

  private static func cells(_ effect: EffectResult) -> [TextTable.Cell] {
    estimateCells(effect.value) + [
      APANumber.standardized(effect.standardized.estimate).map { .number($0) } ?? .word("-"),
      interval(effect.standardized, APANumber.standardized),
    ]
  }

  private static func route(_ variables: [String], _ labels: [String: String]) -> String {
    variables.map { labels[$0] ?? $0 }.joined(separator: " -> ")
  }
}

extension EffectResult.Kind {
  /// What the row is called; `nil` for a specific indirect effect, which is called by its route.
  fileprivate var words: String? {
    switch self {
    case .direct: "Direct"
    case .indirect: nil
    case .totalIndirect: "Total indirect"
    case .total: "Total"
    }
  }
}

/// All effects of one variable on another.
private struct EffectPair {
  var from: String
  var to: String
  /// Specific indirect effects, then their total, the direct effect, and the total.
  var effects: [EffectResult]

  var isMediated: Bool { effects.contains { $0.kind == .indirect || $0.kind == .totalIndirect } }

  /// Pairs in the order in which they first appear.
  static func all(_ effects: [EffectResult]) -> [EffectPair] {
    var order: [[String]] = []
    var found: [[String]: [EffectResult]] = [:]
    for effect in effects {
      let key = [effect.from, effect.to]
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(effect)
    }
    return order.map { key in
      let own = found[key] ?? []
      let sorted = [EffectResult.Kind.indirect, .totalIndirect, .direct, .total].flatMap { kind in own.filter { $0.kind == kind }
      }
      return EffectPair(from: key[0], to: key[1], effects: sorted)
    }
  }
}

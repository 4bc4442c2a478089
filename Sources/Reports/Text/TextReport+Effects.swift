import PathAnalysis

extension TextReport {
  /// Indirect, direct and total effects, pair by pair; pairs that nothing mediates are in the table of paths already.
  static func effects(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let pairs = EffectPair.all(results.effects.filter { $0.group == part.group && $0.level == part.level }).filter(\.isMediated)
    guard !pairs.isEmpty else { return [] }
    let percent = APANumber.percent(results.interval.level)
    func table(name: (_ specific: EffectResult) -> String) -> TextTable {
      var table = TextTable("From -> to", headers: ["b", "SE", "p", "\(percent) CI", "β", "\(percent) CI of β"])
      for pair in pairs {
        table.rows.append(.heading(route([pair.from, pair.to], results.labels)))
        table.rows += pair.rows.map { .cells($0.words ?? name($0.effect), cells($0.effect)) }
      }
      return table
    }
    var chosen = table { route([$0.from] + $0.via + [$0.to], results.labels) }
    if !chosen.holdsNamesUnbroken(width: width) { chosen = table { "via \(route($0.via, results.labels))" } }
    let values = pairs.flatMap(\.rows).map(\.effect.value)
    let method = results.interval.heading(isFromDraws: results.interval.type != "wald")
    let hasIntervals = values.contains { $0.lower != nil }
    let hasNoTotal = pairs.contains { !$0.hasDirect }
    let words = "Without a direct path the total effect is the indirect effect, all routes together."
    let remark = hasNoTotal ? WrappedText.lines(words, width: width, first: "  ", rest: "  ").map { TextLine($0) } : []
    let title = "Indirect, direct and total effects"
    return [TextLine(hasIntervals ? "\(title) (\(method))" : title, .heading)] + chosen.lines(width: width) + remark
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

/// All effects of one variable on another.
private struct EffectPair {
  var from: String
  var to: String
  var effects: [EffectResult]

  var isMediated: Bool { effects.contains { $0.kind == .indirect || $0.kind == .totalIndirect } }

  var hasDirect: Bool { effects.contains { $0.kind == .direct } }

  /// Specific indirect effects, their total, the direct effect and the total, with what each is called; a specific indirect
  /// effect is called by its route.
  ///
  /// A total that is another row by definition has no row: the total indirect effect of one route is that route's, and
  /// without a direct effect the total is the total indirect effect.
  var rows: [(words: String?, effect: EffectResult)] {
    let routes = effects.filter { $0.kind == .indirect }
    let direct = effects.filter { $0.kind == .direct }
    var rows: [(words: String?, effect: EffectResult)] = routes.map { (nil, $0) }
    if routes.count != 1 {
      rows += effects.filter { $0.kind == .totalIndirect }.map { ("Total indirect", $0) }
    }
    rows += direct.map { ("Direct", $0) }
    if !direct.isEmpty { rows += effects.filter { $0.kind == .total }.map { ("Total", $0) } }
    return rows
  }

  /// Pairs in the order in which they first appear.
  static func all(_ effects: [EffectResult]) -> [EffectPair] {
    var order: [[String]] = []
    var found: [[String]: [EffectResult]] = [:]
    for effect in effects {
      let key = [effect.from, effect.to]
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(effect)
    }
    return order.map { EffectPair(from: $0[0], to: $0[1], effects: found[$0] ?? []) }
  }
}

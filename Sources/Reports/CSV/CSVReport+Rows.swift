import PathAnalysis

extension CSVReport {
  static func parameter(_ row: ParameterResult) -> [String: String] {
    var cells = estimate(row.value)
    cells["section"] = "parameter"
    cells["group"] = String(row.group)
    cells["level"] = String(row.level)
    cells["lhs"] = row.lhs
    cells["op"] = row.op
    cells["rhs"] = row.rhs
    cells["label"] = row.label
    cells["free"] = row.isFree ? "TRUE" : "FALSE"
    cells["origin"] = row.origin.rawValue
    cells["std.lv"] = number(row.standardizedLatent)
    cells["std.all"] = number(row.standardizedAll)
    return cells
  }

  static func effect(_ row: EffectResult) -> [String: String] {
    var cells = estimate(row.value)
    cells["section"] = "effect"
    cells["group"] = String(row.group)
    cells["level"] = String(row.level)
    cells["kind"] = row.kind.rawValue
    cells["from"] = row.from
    cells["to"] = row.to
    cells["via"] = row.via.joined(separator: " -> ")
    cells["std.all"] = number(row.standardized.estimate)
    cells["std.ci.lower"] = number(row.standardized.lower)
    cells["std.ci.upper"] = number(row.standardized.upper)
    return cells
  }

  /// A row for each kind of residual that exists.
  static func residual(_ row: ResidualResult) -> [[String: String]] {
    let kinds = [
      ("raw", Optional(row.raw)), ("cor", row.correlation), ("normalized", row.normalized), ("standardized", row.standardized),
    ]
    return kinds.compactMap { name, value in
      guard let value else { return nil }
      return [
        "section": "residual", "group": String(row.group), "level": String(row.level), "lhs": row.a,
        "op": row.b.isEmpty ? "~1" : "~~", "rhs": row.b,
        "name": name, "est": number(value),
      ]
    }
  }

  static func interval(_ interval: IntervalDescription) -> [[String: String]] {
    var rows: [[String: String]] = [
      ["section": "interval", "name": "type", "text": interval.type],
      ["section": "interval", "name": "level", "est": number(interval.level)],
      ["section": "interval", "name": "draws", "est": String(interval.draws)],
      ["section": "interval", "name": "used", "est": String(interval.used)],
    ]
    rows += interval.failed.sorted { $0.key < $1.key }.map {
      ["section": "interval", "name": "failed", "kind": $0.key, "est": String($0.value)]
    }
    // As text: a spreadsheet's number would lose digits of a 64-bit seed.
    if let seed = interval.seed { rows.append(["section": "interval", "name": "seed", "text": String(seed)]) }
    rows.append(["section": "interval", "name": "rng", "text": interval.generator])
    return rows
  }

  private static func estimate(_ value: EstimateResult) -> [String: String] {
    [
      "est": number(value.estimate), "se": number(value.standardError), "z": number(value.z), "pvalue": number(value.pValue),
      "ci.lower": number(value.lower), "ci.upper": number(value.upper), "mc.error.lower": number(value.lowerError),
      "mc.error.upper": number(value.upperError),
    ]
  }
}

import PathAnalysis

/// The results as one tidy table that every program loads (RFC 4180): a row for each number, told apart by `section`.
///
/// `section` is `parameter`, `effect`, `fit`, `r2`, `icc`, `residual`, `implied`, `modification`, `test`, `interval`, `group`, `convention` or `message`;
/// `name` and `text` serve those that are not parameters or effects, their number stands under `est`. What does not exist is an
/// empty cell.
public enum CSVReport {
  static let columns = [
    "section", "group", "level", "lhs", "op", "rhs", "label", "free", "origin", "kind", "from", "to", "via", "name", "est", "se",
    "z", "pvalue", "ci.lower", "ci.upper", "mc.error.lower", "mc.error.upper", "std.lv", "std.all", "std.ci.lower",
    "std.ci.upper", "text",
  ]

  public static func render(_ results: Results) -> String {
    var rows: [[String: String]] = results.parameters.map(parameter)
    rows += results.effects.map(effect)
    rows += results.fitMeasures.map { ["section": "fit", "name": $0.name, "est": number($0.value)] }
    for row in results.rSquared {
      let place = ["section": "r2", "group": String(row.group), "level": String(row.level), "lhs": row.variable]
      rows.append(place.merging(["name": "r2", "est": number(row.rSquared)]) { $1 })
      if let adjusted = row.adjusted { rows.append(place.merging(["name": "r2.adjusted", "est": number(adjusted)]) { $1 }) }
    }
    rows += results.intraclassCorrelations.map {
      ["section": "icc", "group": String($0.group), "lhs": $0.variable, "name": "icc", "est": number($0.correlation)]
    }
    rows += results.residuals.flatMap(residual)
    rows += results.implied.map {
      [
        "section": "implied", "group": String($0.group), "level": String($0.level), "lhs": $0.a, "op": $0.b.isEmpty ? "~1" : "~~",
        "rhs": $0.b,
        "est": number($0.value),
      ]
    }
    rows += diagnostics(results.diagnostics)
    rows += interval(results.interval)
    rows += results.groups.enumerated().map {
      ["section": "group", "group": String($0 + 1), "label": $1.label, "name": "n", "est": String($1.sampleSize)]
    }
    rows += results.conventions.map { ["section": "convention", "name": $0.name, "text": $0.choice] }
    rows += results.messages.map { ["section": "message", "kind": $0.severity.rawValue, "name": $0.id, "text": $0.text] }
    return table(rows)
  }

  /// Cells by column name as RFC 4180 text: comma, CRLF, quotation marks round what needs them.
  private static func table(_ rows: [[String: String]]) -> String {
    var text = columns.joined(separator: ",") + "\r\n"
    for row in rows {
      text += columns.map { quoted(row[$0] ?? "") }.joined(separator: ",")
      text += "\r\n"
    }
    return text
  }

  static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard needsQuotes else { return cell }
    var text = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { text.append("\"") }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return PrintedNumber.exact(value)
  }
}

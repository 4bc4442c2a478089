import PathAnalysis
import SurveyData

/// The list of a file's variables as text, JSON or CSV.
public enum VariableListReport {
  /// Schema `sewall.variables/1`: `variables` with `name label kind origin n missing declared distinct min max values`. `declared`
  /// counts the answers that the file or the user declared missing; they are among `missing`. `distinct` is `null` above 1,000.
  public static func json(_ list: VariableList, version: String) -> String {
    JSONValue.object([
      ("schema", .string("sewall.variables/1")),
      ("program", .string("sewall \(version)")),
      ("data", .string(list.dataName)),
      ("rows", .integer(list.rowCount)),
      ("variables", .array(list.variables.map(variable))),
      ("messages", JSONReport.messages(list.messages)),
    ]).rendered()
  }

  private static func variable(_ variable: VariableSummary) -> JSONValue {
    .object([
      ("name", .string(variable.name)), ("label", .string(variable.information.label)), ("kind", .string(variable.kind.rawValue)),
      ("origin", .string(variable.origin)), ("n", .integer(variable.valueCount)), ("missing", .integer(variable.missingCount)),
      ("declared", .object(variable.declared.map { ($0.key, .integer($0.value)) })),
      ("distinct", variable.distinctCount.map { .integer($0) } ?? .null), ("min", .number(variable.minimum)),
      ("max", .number(variable.maximum)),
      (
        "values",
        .array(
          variable.values.map {
            .object([("value", .string($0.text)), ("label", .string($0.label)), ("n", .integer($0.count))])
          })
      ),
    ])
  }

  /// A row for each variable (RFC 4180); `declared` and `values` read `-99: 12; -98: 3` and `1 male: 120; 2 female: 158`.
  public static func csv(_ list: VariableList) -> String {
    let header = ["name", "label", "kind", "origin", "n", "missing", "declared", "distinct", "min", "max", "values"]
    let rows = list.variables.map { variable in
      [
        variable.name, variable.information.label ?? "", variable.kind.rawValue, variable.origin ?? "",
        String(variable.valueCount), String(variable.missingCount),
        variable.declared.map { "\($0.key): \($0.value)" }.joined(separator: "; "),
        variable.distinctCount.map(String.init) ?? "", CSVReport.number(variable.minimum), CSVReport.number(variable.maximum),
        variable.values.map { "\($0.named): \($0.count)" }.joined(separator: "; "),
      ]
    }
    return ([header] + rows).map { $0.map(CSVReport.quoted).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension VariableSummary {
  /// What a date counts, since when.
  var origin: String? {
    if case .date(let origin) = information.format { return origin }
    return nil
  }

  /// The declared missing values in order.
  var declared: [(key: String, value: Int)] {
    information.declaredMissing.sorted { (Double($0.key) ?? .infinity, $0.key) < (Double($1.key) ?? .infinity, $1.key) }
  }
}

extension VariableSummary.Value {
  /// `1 male`.
  var named: String { label.map { "\(text) \($0)" } ?? text }
}

import PathAnalysis

/// The results as JSON, schema `sewall.fit/1`: every number with 17 significant digits, `null` for what does not exist.
public enum JSONReport {
  /// - Parameter version: what `program` says after the name: `0.1.0`.
  public static func render(_ results: Results, version: String) -> String {
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("sewall.fit/1")),
      ("program", .string("sewall \(version)")),
      ("converged", .bool(results.converged)),
      ("iterations", .integer(results.iterations)),
      ("n", .integer(results.sampleSize)),
      ("groups", .array(results.groups.map(group))),
      ("parameters", .array(results.parameters.map(parameter))),
      ("effects", .array(results.effects.map(effect))),
      ("fit", .object(results.fitMeasures.map { ($0.name, .number($0.value)) })),
      ("r2", .array(results.rSquared.map(rSquared))),
      ("interval", interval(results.interval)),
    ]
    if let missing = results.missing { members.append(("missing", self.missing(missing))) }
    if !results.auxiliary.isEmpty { members.append(("auxiliary", .array(results.auxiliary.map { .string($0) }))) }
    if !results.intraclassCorrelations.isEmpty {
      members.append(("icc", .array(results.intraclassCorrelations.map(intraclassCorrelation))))
    }
    if !results.residuals.isEmpty { members.append(("residuals", .array(results.residuals.map(residual)))) }
    if !results.implied.isEmpty { members.append(("implied", .array(results.implied.map(implied)))) }
    members += diagnostics(results.diagnostics)
    members.append(("conventions", .object(results.conventions.map { ($0.name, .string($0.choice)) })))
    members.append(("messages", self.messages(results.messages)))
    return JSONValue.object(members).rendered()
  }

  /// An input that was refused, schema `sewall.error/1`.
  public static func error(messages: [Message]) -> String {
    JSONValue.object([("schema", .string("sewall.error/1")), ("messages", self.messages(messages))]).rendered()
  }

  static func messages(_ messages: [Message]) -> JSONValue {
    .array(
      messages.map {
        .object([
          ("severity", .string($0.severity.rawValue)), ("id", .string($0.id)), ("text", .string($0.text)),
          ("where", .string($0.place)),
        ])
      })
  }
}

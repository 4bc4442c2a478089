import PathAnalysis
import Reports
import Testing

@Suite struct JSONReportTests {
  let results = ResultsFixture.serial

  func tree(_ results: Results) throws -> JSONTree { try JSONTree.read(JSONReport.render(results, version: "1.2.3")) }

  func number(_ value: Double?) -> JSONTree { value.map { .number($0) } ?? .null }

  @Test func theHeadSaysWhatItIs() throws {
    let tree = try tree(results)
    #expect(tree["schema"] == .string("sewall.fit/1"))
    #expect(tree["program"] == .string("sewall 1.2.3"))
    #expect(tree["converged"] == .bool(true))
    #expect(tree["n"] == .number(250))
    #expect(tree["groups"] == .array([.object(["label": .string(""), "n": .number(250)])]))
  }

  @Test func parametersReadBackToTheBit() throws {
    let rows = try #require(try tree(results)["parameters"])
    #expect(rows.count == results.parameters.count)
    for (index, parameter) in results.parameters.enumerated() {
      let expected: [String: JSONTree] = [
        "lhs": .string(parameter.lhs), "op": .string(parameter.op), "rhs": .string(parameter.rhs), "group": .number(1),
        "level": .number(1), "label": .string(parameter.label), "free": .bool(parameter.isFree),
        "origin": .string(parameter.origin.rawValue), "est": number(parameter.value.estimate),
        "se": number(parameter.value.standardError), "z": number(parameter.value.z), "pvalue": number(parameter.value.pValue),
        "ci.lower": number(parameter.value.lower), "ci.upper": number(parameter.value.upper),
        "std.lv": number(parameter.standardizedLatent), "std.all": number(parameter.standardizedAll),
      ]
      #expect(rows[index] == .object(expected))
    }
  }

  @Test func effectsReadBackToTheBit() throws {
    let rows = try #require(try tree(results)["effects"])
    #expect(rows.count == results.effects.count)
    for (index, effect) in results.effects.enumerated() {
      let expected: [String: JSONTree] = [
        "kind": .string(effect.kind.rawValue), "from": .string("X"), "to": .string(effect.to),
        "via": .array(effect.via.map { .string($0) }), "group": .number(1), "level": .number(1),
        "est": number(effect.value.estimate),
        "se": number(effect.value.standardError), "z": number(effect.value.z), "pvalue": number(effect.value.pValue),
        "ci.lower": number(effect.value.lower), "ci.upper": number(effect.value.upper),
        "mc.error.lower": number(effect.value.lowerError), "mc.error.upper": number(effect.value.upperError),
        "std.all": number(effect.standardized.estimate), "std.ci.lower": number(effect.standardized.lower),
        "std.ci.upper": number(effect.standardized.upper),
      ]
      #expect(rows[index] == .object(expected))
    }
  }

  @Test func fitMeasuresKeepTheirNamesAndAbsentOnesAreNull() throws {
    let fit = try #require(try tree(results)["fit"])
    #expect(fit.count == results.fitMeasures.count)
    for measure in results.fitMeasures { #expect(fit[measure.name] == number(measure.value)) }
    #expect(fit["cfi.robust"] == .null)
  }

  @Test func theIntervalSaysHowItWasMade() throws {
    var results = results
    results.interval = IntervalDescription(
      type: "bca", level: 0.95, draws: 5000, used: 4997, failed: ["not-positive-definite": 1, "not-converged": 2],
      seed: 18_446_744_073_709_551_615, unit: "clusters")
    let interval = try #require(try tree(results)["interval"])
    #expect(
      interval
        == .object([
          "type": .string("bca"), "level": .number(0.95), "draws": .number(5000), "used": .number(4997),
          "failed": .object(["not-converged": .number(2), "not-positive-definite": .number(1)]),
          "seed": .number(0x1p64), "rng": .string("sewall"), "unit": .string("clusters"),
        ]))
    #expect(JSONReport.render(results, version: "1").contains("\"seed\": 18446744073709551615"))
  }

  @Test func tablesNotAskedForAreAbsent() throws {
    let keys = ["residuals", "implied", "modification.indices"]
    let plain = try tree(results)
    for key in keys { #expect(plain[key] == nil) }
    var results = results
    results.residuals = [ResidualResult(a: "M", b: "Z", raw: 0.01, correlation: nil, normalized: 0.2, standardized: .nan)]
    results.implied = [ImpliedResult(a: "M", b: "", value: 2.5)]
    let full = try tree(results)
    #expect(
      full["residuals"]?[0]
        == .object([
          "a": .string("M"), "b": .string("Z"), "group": .number(1), "level": .number(1), "raw": .number(0.01), "cor": .null,
          "normalized": .number(0.2),
          "standardized": .null,
        ]))
    #expect(
      full["implied"]?[0]
        == .object(["a": .string("M"), "b": .string(""), "group": .number(1), "level": .number(1), "value": .number(2.5)]))
  }

  @Test func clustersAndIntraclassCorrelationsAreThoseOfTwoLevels() throws {
    #expect(try tree(results)["icc"] == nil)
    var results = results
    results.groups = [GroupResult(label: "", sampleSize: 250, clusterCount: 40)]
    results.intraclassCorrelations = [IntraclassCorrelationResult(variable: "M", correlation: 0.25)]
    let full = try tree(results)
    #expect(full["icc"]?[0] == .object(["variable": .string("M"), "group": .number(1), "icc": .number(0.25)]))
    #expect(full["groups"]?[0]?["clusters"] == .number(40))
  }

  @Test func aRefusalIsASchemaOfItsOwn() throws {
    let text = JSONReport.error(messages: [Message(.error, "syntax", "expected \"~\"\nhere", place: "a.model:1:3")])
    #expect(
      try JSONTree.read(text)
        == .object([
          "schema": .string("sewall.error/1"),
          "messages": .array([
            .object([
              "severity": .string("error"), "id": .string("syntax"), "text": .string("expected \"~\"\nhere"),
              "where": .string("a.model:1:3"),
            ])
          ]),
        ]))
  }

  @Test func fiveThousandRowsAreFiveThousandLines() {
    var results = results
    results.parameters = (0..<5000).map { index in
      var row = ResultsFixture.parameters[0]
      row.rhs = "x\(index)"
      return row
    }
    let lines = JSONReport.render(results, version: "1").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("    {\"lhs\": ") } == 5000)
  }
}

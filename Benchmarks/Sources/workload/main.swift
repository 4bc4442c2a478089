// Fixed work of one kind, for counting its instructions: workload KIND [FACTOR]
// FACTOR repeats the work so many times as often; Benchmarks/check --self-test shows with 1.3 that it would notice.
import Example
import PathAnalysis
import Reports

let arguments = CommandLine.arguments
guard arguments.count >= 2, let factor = Double(arguments.count > 2 ? arguments[2] : "1"), factor > 0 else {
  preconditionFailure("workload KIND [FACTOR]: parse, fit, closed-draws, iterated-draws, bca or report")
}

func times(_ count: Int) -> Int { Int((Double(count) * factor).rounded()) }

/// Printed at the end, so that no work can be left out as unused.
var sum = 0.0

switch arguments[1] {
case "parse":
  for _ in 0..<times(200) { sum += Double(Example.model(Example.closedModel).table.rows.count) }
case "fit":
  let analysis = try Example.analysis(Example.iteratedModel, draws: 0)
  for _ in 0..<times(200) { sum += try analysis.model.fit(to: analysis.samples).chiSquare }
case "closed-draws":
  sum = try Example.analysis(Example.closedModel, draws: times(20_000)).run(Example.description).effects[0].value.upper ?? 0
case "iterated-draws":
  sum = try Example.analysis(Example.iteratedModel, draws: times(2_000)).run(Example.description).effects[0].value.upper ?? 0
case "bca":
  let analysis = try Example.analysis(Example.closedModel, draws: 400, interval: .biasCorrectedAccelerated)
  for _ in 0..<times(10) { sum += try analysis.run(Example.description).effects[0].value.upper ?? 0 }
case "report":
  let results = try Example.analysis(Example.closedModel, draws: 100).run(Example.description)
  for _ in 0..<times(30) {
    sum += Double(JSONReport.render(results, version: "0").utf8.count + TextReport.render(results).utf8.count)
  }
default:
  preconditionFailure("no work is called \(arguments[1])")
}
print(arguments[1], sum)

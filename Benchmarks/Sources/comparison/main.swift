// One row of Benchmarks/lavaan/cases.csv, timed in this process: comparison key=value ...
// model, data: files. preset, cluster, group, equal, estimator, missing: as in lavaan. ordered: all, or nothing. draws: of a percentile bootstrap, 0 for a fit. threads: 0 for all cores.
// Prints: median seconds, runs, chi-square, peak memory in MB.
import Glibc
import LinearAlgebra
import ModelSyntax
import PathAnalysis
import SurveyData

func bytes(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { preconditionFailure("\(path) cannot be read") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return bytes
}

func peakMegabytes() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

func valueCount(_ column: Column) -> Int {
  if case .numbers(let values) = column.storage { Set(values).count } else { 0 }
}

let settings = Dictionary(
  CommandLine.arguments.dropFirst().map { argument in
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    precondition(parts.count == 2, "\(argument) is not key=value")
    return (parts[0], parts[1])
  }, uniquingKeysWith: { $1 })

let text = String(decoding: bytes(settings["model"] ?? ""), as: UTF8.self)
let table = try DelimitedReader.read(bytes(settings["data"] ?? ""))
let draws = Int(settings["draws"] ?? "") ?? 0
let threads = Int(settings["threads"] ?? "") ?? 1
let group = settings["group"] ?? ""
let cluster = settings["cluster"] ?? ""
let estimation = {
  var options = EstimationOptions()
  options.estimator = EstimationOptions.Estimator(rawValue: settings["estimator"] ?? "")
  options.missing = EstimationOptions.Missing(rawValue: settings["missing"] ?? "") ?? .listwise
  return options
}()
let options = {
  var options = ModelOptions()
  if settings["ordered"] == "all" {
    options.ordered = .all
    for column in table.columns { options.categoryCounts[column.name] = valueCount(column) }
  }
  if estimation.missing != .listwise || !cluster.isEmpty { options.meanStructure = true }
  options.preset = ModelOptions.Preset(rawValue: settings["preset"] ?? "") ?? .sem
  options.groupEqual = (settings["equal"] ?? "").split(separator: " ").compactMap { .init(rawValue: String($0)) }
  return options
}()

/// What lavaan's function does with a data frame: reading the model, moments, fit, standard errors, fit measures; then the draws.
func work() throws -> Double {
  let groups = group.isEmpty ? [] : try table.groups(by: group)
  let (tree, _) = ModelParser.parse(ModelDocument(SourceText(name: "comparison.model", text: text)))
  guard let model = PathModel.specify(tree, options: options, groupCount: max(groups.count, 1)).model else {
    preconditionFailure("the model cannot be specified: \(text)")
  }
  var selection = CaseSelection()
  selection.clusters = cluster.isEmpty ? nil : cluster
  selection.keepsIncomplete = estimation.missing != .listwise
  let all = RowGroup(label: "", rows: Array(0..<table.rowCount))
  let samples = try Sample.cases(
    of: table, variables: model.allObservedVariables, groups: groups.isEmpty ? [all] : groups, selection
  ).samples
  guard draws > 0 else {
    let fit = try model.fit(to: samples, options: estimation)
    precondition(fit.converged && fit.asymptoticCovariance != nil)
    return fit.measures.first { $0.name == "chisq" }?.value ?? .nan
  }
  var analysis = Analysis(model: model, samples: samples)
  analysis.estimation = estimation
  analysis.resampling.draws = draws
  analysis.resampling.seed = 2021
  analysis.resampling.threads = threads > 0 ? threads : nil
  let results = try analysis.run(AnalysisDescription(modelName: "comparison.model", dataName: "data"))
  precondition(results.converged && results.interval.used > draws / 2)
  return results.fitMeasures.first { $0.name == "chisq" }?.value ?? .nan
}

let clock = ContinuousClock()
var seconds: [Double] = []
var chiSquare = 0.0
let start = clock.now
repeat {
  let time = try clock.measure { chiSquare = try work() }
  seconds.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
} while seconds.count < 1_000 && (clock.now - start < .seconds(2) || seconds.count < 3)
print(seconds.sorted()[seconds.count / 2], seconds.count, chiSquare, peakMegabytes())

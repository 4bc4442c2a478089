import Benchmark
import Example
import PathAnalysis
import Reports

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident], timeUnits: .microseconds, maxDuration: .seconds(2),
    maxIterations: 10_000)

  Benchmark("parse") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(Example.model(Example.closedModel)) }
  }

  Benchmark("fit") { benchmark in
    let analysis = try Example.analysis(Example.iteratedModel, draws: 0)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try analysis.model.fit(to: analysis.samples)) }
  }

  for (name, model) in [("closed", Example.closedModel), ("iterated", Example.iteratedModel)] {
    Benchmark("bootstrap-5000-\(name)") { benchmark in
      var analysis = try Example.analysis(model, draws: 5_000)
      analysis.resampling.threads = nil
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { blackHole(try analysis.run(Example.description)) }
    }
  }

  Benchmark("json") { benchmark in
    let results = try Example.analysis(Example.closedModel, draws: 100).run(Example.description)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(JSONReport.render(results, version: "0")) }
  }
}

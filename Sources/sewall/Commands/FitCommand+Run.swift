import PathAnalysis
import Reports

extension FitCommand {
  /// Model, sample, fit, intervals, report: the program's main line.
  func fit(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    let outputs = try Outputs(analysis.output)
    let source = try DataSource.read(analysis.input, input, streaming: DataStreaming(analysis, input, console))
    let groups = try source.groups(by: analysis.specification.group, input)
    let specified = try input.specifiedSamples(analysis, source, groups)
    let (model, observed) = (specified.model, specified.observed)
    let findings = try specified.findings + input.notes(on: specified.idle)
    console.narrate("\(observed.sampleSize) cases of \(model.observedVariables.count) variables from \(observed.name)")
    let request = try analysis(of: model, observed.samples, input)
    let bar = ProgressBar(
      total: request.resampling.draws, isShown: console.terminal.errorIsTerminal && !console.isQuiet)
    let start = TerminalCalls.seconds
    let results: Results
    do {
      results = try request.run(description(input, observed, analysis.selection(model.table), findings)) { newDraws in
        bar.advance(by: newDraws)
        return !Interruption.isRequested
      }
    } catch {
      bar.finish()
      throw Failure(error, model: model, data: observed.name, input)
    }
    bar.finish()
    console.narrate(
      "fitted in \(results.iterations) iterations, \(results.interval.used) draws used; "
        + "\(Int((TerminalCalls.seconds - start) * 1_000)) ms in all")
    // The findings of the model file come first, and have carets.
    if outputs.hidesMessages { console.showApart(findings + results.messages.dropFirst(findings.count).map { Finding($0) }) }
    try outputs.write(results, console)
    return status(results)
  }

  private func analysis(of model: PathModel, _ samples: [Sample], _ input: ModelInput) throws(Failure) -> Analysis {
    var request = Analysis(model: model, samples: samples)
    request.estimation = analysis.estimationOptions
    request.resampling = analysis.intervals.resamplingOptions
    if request.resampling.draws > 0, request.resampling.seed == nil {
      // Short enough to be given to R as well.
      request.resampling.seed = UInt64(Int32.random(in: 1...Int32.max))
    }
    if request.resampling.generator == .r, let seed = request.resampling.seed, seed > UInt64(Int32.max) {
      throw input.failure(option: "seed", "bad-seed", "R has no seed \(seed)", advice: "R's seeds end at \(Int32.max)")
    }
    request.diagnostics = try analysis.tests.request(for: model, input)
    if analysis.output.factorScores != nil {
      try refuseFactorScores(of: model, samples)
      request.factorScoreMethod = analysis.output.factorScoreMethod ?? .regression
    }
    request.reportsResiduals = analysis.fitting.residuals ?? false
    request.reportsImpliedMoments = analysis.fitting.implied ?? false
    request.reportsAdjustedRSquared = analysis.fitting.adjustedRSquared ?? false
    return request
  }

  private func refuseFactorScores(of model: PathModel, _ samples: [Sample]) throws(Failure) {
    guard model.hasLatentVariables else {
      throw Failure(.wrongUsage, "no-latent-variables", "`--factor-scores`: the model has no latent variables to score")
    }
    guard !model.table.hasLevels else {
      throw Failure(.wrongUsage, "not-available", "`--factor-scores` is not available yet for models of two levels")
    }
    guard samples.allSatisfy({ $0.rows != nil }) else {
      throw Failure(.wrongUsage, "no-rows", "`--factor-scores`: moments have no cases to score", advice: "give the raw data")
    }
  }

  private func description(_ input: ModelInput, _ observed: SampleInput, _ selection: CaseSelection, _ findings: [Finding])
    -> AnalysisDescription
  {
    var description = AnalysisDescription(
      title: input.frontMatter.title, modelName: input.source.name, dataName: observed.name)
    description.rowsRead = observed.rowsRead
    description.labels = input.frontMatter.labels
    description.messages =
      (findings + observed.findings).map(\.message)
      + (observed.droppedRows(selection, analysis.estimationOptions.missing).map { [$0] } ?? [])
    return description
  }

  private func status(_ results: Results) -> ExitStatus {
    if results.interval.isInterrupted { return .interrupted }
    return results.messages.contains { $0.severity == .error } ? .notConverged : .done
  }
}

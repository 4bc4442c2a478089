import LinearAlgebra
import Probability

/// Estimates of every reported quantity with standard error, p value and interval, by whatever method was asked for.
struct Uncertainty: Sendable {
  /// Of each free parameter, defined parameter, effect and standardised effect.
  var parameters: [EstimateResult]
  var definitions: [EstimateResult]
  var effects: [EstimateResult]
  var standardizedEffects: [EstimateResult]
  var interval: IntervalDescription
  var messages: [Message] = []
  /// Tests of fit that the draws give.
  var measures: [FitMeasure] = []

  /// A bootstrap where rows and draws are there; otherwise Wald intervals of the parameters and Monte Carlo intervals of the effects.
  static func of(
    _ fit: Fit, effects: EffectList, options: ResamplingOptions, progress: @escaping Bootstrap.Progress
  ) -> Uncertainty {
    guard fit.converged, fit.identification.isIdentified else { return estimatesOnly(fit, effects, options) }
    if options.draws > 0, let seed = options.seed,
      let bootstrap = Bootstrap(fit, effects: effects, options: options, seed: seed)
    {
      return bootstrapped(bootstrap, fit, effects, options, seed, progress)
    }
    var result = fit.asymptoticCovariance == nil ? estimatesOnly(fit, effects, options) : monteCarlo(fit, effects, options)
    if fit.solution.estimation.method.tests.contains(.bollenStine) {
      result.messages.append(options.draws > 0 ? BollenStine.notAvailable : BollenStine.drawsNeeded)
    }
    if options.draws > 0 {
      result.messages.append(
        Message(
          .warning, "no-rows-to-resample",
          "Moments were given instead of rows, so there is nothing to resample"
            + ": effects have Monte Carlo intervals, parameters Wald intervals."
        ))
    }
    return result
  }

  // MARK: Without draws

  private static func estimatesOnly(_ fit: Fit, _ effects: EffectList, _ options: ResamplingOptions) -> Uncertainty {
    let values = DerivedQuantities(fit.model, effects: effects, forDraws: true)
    let estimates = values.program.values(at: fit.programInputs).map { EstimateResult(estimate: $0.isFinite ? $0 : nil) }
    return Uncertainty(
      parameters: Array(estimates[values.layout.parameters]), definitions: Array(estimates[values.layout.definitions]),
      effects: Array(estimates[values.layout.effects]),
      standardizedEffects: Array(estimates[values.layout.standardizedEffects]),
      interval: IntervalDescription(type: "none", level: options.level))
  }

  // MARK: Delta method and Monte Carlo

  private static func monteCarlo(_ fit: Fit, _ effects: EffectList, _ options: ResamplingOptions) -> Uncertainty {
    var result = estimatesOnly(fit, effects, options)
    let quantities = DerivedQuantities(fit.model, effects: effects, forDraws: true)
    let wald = fit.waldResults(quantities.program, level: options.level)
    result.parameters = Array(wald[quantities.layout.parameters])
    result.definitions = Array(wald[quantities.layout.definitions])
    let sampler = MonteCarlo(fit: fit, effects: effects, options: options)
    guard !effects.effects.isEmpty, let draws = sampler.draws() else {
      result.interval = IntervalDescription(type: "wald", level: options.level)
      return result
    }
    let layout = quantities.layout
    let intervals = sampler.results(
      draws, outputs: layout.effects.lowerBound..<layout.standardizedEffects.upperBound,
      estimates: (result.effects + result.standardizedEffects).map { $0.estimate ?? .nan })
    result.effects = Array(intervals.prefix(layout.effects.count))
    result.standardizedEffects = Array(intervals.dropFirst(layout.effects.count))
    result.interval = IntervalDescription(
      type: "monte-carlo", level: options.level, draws: draws.requested, used: draws.used, seed: sampler.seed,
      generator: options.generator.rawValue)
    return result
  }

  // MARK: Bootstrap

  private static func bootstrapped(
    _ bootstrap: Bootstrap, _ fit: Fit, _ effects: EffectList, _ options: ResamplingOptions, _ seed: UInt64,
    _ progress: @escaping Bootstrap.Progress
  ) -> Uncertainty {
    let needsRows = options.generator == .r || options.acceleration == .regression
    let rows = options.generator == .r ? bootstrap.rowsAsInR() : needsRows ? bootstrap.rowsOfDraws() : []
    let draws =
      options.generator == .r ? bootstrap.run(rows: rows, progress: progress) : bootstrap.run(progress: progress)
    let test = bollenStine(
      fit, options, seed, rows: options.generator == .r ? rows : nil, isInterrupted: draws.isInterrupted, progress)
    let isAccelerated = options.interval == .biasCorrectedAccelerated
    let quantities = DerivedQuantities(fit.model, effects: effects, forDraws: true)
    let intervals = BootstrapIntervals(
      draws: draws, options: options, estimates: quantities.program.values(at: fit.programInputs),
      centres: quantities.program.values(at: fit.programInputs(atMeanOf: draws)),
      jackknife: isAccelerated && options.acceleration == .jackknife ? bootstrap.jackknife() : nil,
      regression: isAccelerated && options.acceleration == .regression && draws.used == draws.requested && fit.groups.count == 1
        ? RegressionInfluence(rows: rows, caseCount: fit.sample.sampleSize) : nil)
    let layout = quantities.layout
    let results = intervals.results()
    var result = Uncertainty(
      parameters: Array(results[layout.parameters]), definitions: Array(results[layout.definitions]),
      effects: Array(results[layout.effects]), standardizedEffects: Array(results[layout.standardizedEffects]),
      interval: IntervalDescription(
        type: options.interval.rawValue, level: options.level, draws: draws.requested, used: draws.used,
        failed: Dictionary(uniqueKeysWithValues: draws.failures.map { ($0.key.rawValue, $0.value) }), seed: seed,
        generator: options.generator.rawValue, isInterrupted: draws.isInterrupted,
        unit: bootstrap.drawsClusters ? "clusters" : "cases"))
    result.messages = draws.messages(fit.model) + missing(intervals, result) + test.messages
    result.measures = test.measures
    return result
  }

  /// The Bollen-Stine test where it was asked for, by the same rows; not after an interruption.
  private static func bollenStine(
    _ fit: Fit, _ options: ResamplingOptions, _ seed: UInt64, rows: [UInt32]?, isInterrupted: Bool,
    _ progress: @escaping Bootstrap.Progress
  ) -> (measures: [FitMeasure], messages: [Message]) {
    guard fit.solution.estimation.method.tests.contains(.bollenStine), !isInterrupted else { return ([], []) }
    guard let test = BollenStine(fit, options: options, seed: seed, rows: rows, proceed: { progress(0) }) else {
      return ([], [BollenStine.notAvailable])
    }
    return (test.measures, test.messages)
  }

  /// Intervals that could not be made although there are draws.
  private static func missing(_ intervals: BootstrapIntervals, _ result: Uncertainty) -> [Message] {
    let values = result.parameters + result.definitions + result.effects
    let lacking = values.indices.filter {
      values[$0].estimate != nil && (values[$0].standardError ?? 0) > 0 && values[$0].lower == nil
    }
    guard !lacking.isEmpty else { return [] }
    let isAccelerated = intervals.options.interval == .biasCorrectedAccelerated
    let lacksInfluence = isAccelerated && lacking.contains { !intervals.hasInfluence(of: $0) }
    let reason =
      lacksInfluence
      ? "the regression form of the acceleration needs more draws than cases, and the value of every draw"
      : "all draws lie on one side of the estimate, so that no bias correction exists"
    return [Message(.warning, "no-interval", "\(lacking.count) intervals are missing: \(reason).")]
  }
}

extension Fit {
  /// Each group's sample covariances, vech after vech.
  var sampleMoments: [Double] { groups.flatMap { $0.observed.covariance.halfVector } }

  /// Inputs of ``DerivedQuantities``: the parameters, then the sample's covariances.
  var programInputs: [Double] { parameters + sampleMoments }

  /// The same with the mean of the draws' parameters.
  func programInputs(atMeanOf draws: Draws) -> [Double] {
    let means = draws.layout.parameters.map { output in
      let values = draws.values(of: output)
      return values.isEmpty ? Double.nan : values.reduce(0, +) / Double(values.count)
    }
    return means + sampleMoments
  }

  /// Estimates with delta-method standard errors `J acov J'` and Wald intervals; the sample's moments count as constants.
  func waldResults(_ program: StraightLineProgram, level: Double) -> [EstimateResult] {
    guard let acov = asymptoticCovariance else { return [] }
    let (values, jacobian) = program.jacobian(at: programInputs, inputs: parameters.count)
    let spread = jacobian * acov
    let z = Normal.quantile((1 + level) / 2)
    return values.indices.map { row in
      var variance = 0.0
      for k in parameters.indices { variance += spread[row, k] * jacobian[row, k] }
      guard values[row].isFinite else { return EstimateResult(estimate: nil) }
      let standardError = max(variance, 0).squareRoot()
      guard standardError > 0, standardError.isFinite else { return EstimateResult(estimate: values[row]) }
      let ratio = values[row] / standardError
      return EstimateResult(
        estimate: values[row], standardError: standardError, z: ratio, pValue: 2 * Normal.upperTail(abs(ratio)),
        lower: values[row] - z * standardError, upper: values[row] + z * standardError)
    }
  }
}

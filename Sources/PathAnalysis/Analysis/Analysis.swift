import LinearAlgebra
import Probability

/// A model, a sample and all choices: the whole of `sewall fit` between reading and printing.
///
/// ```swift
/// var analysis = Analysis(model: model, sample: sample)
/// analysis.resampling.draws = 5_000
/// analysis.resampling.interval = .biasCorrectedAccelerated
/// analysis.resampling.seed = 2021
/// let results = try analysis.run(AnalysisDescription(modelName: "fssb.model", dataName: "fssb.csv"))
/// ```
public struct Analysis: Sendable {
  public var model: PathModel
  /// One a group of the model.
  public var samples: [Sample]
  public var estimation = EstimationOptions()
  public var resampling = ResamplingOptions()
  public var reportsResiduals = false
  public var reportsImpliedMoments = false
  public var reportsAdjustedRSquared = false
  public var diagnostics = DiagnosticsRequest()
  /// `nil`: no factor scores.
  public var factorScoreMethod: FactorScores.Method?

  public init(model: PathModel, sample: Sample) {
    self.init(model: model, samples: [sample])
  }

  public init(model: PathModel, samples: [Sample]) {
    self.model = model
    self.samples = samples
  }

  /// Fits, resamples and collects everything there is to report.
  ///
  /// Collinear variables leave the model without a unique solution: that is a result that has not converged and says why.
  public func run(
    _ description: AnalysisDescription, progress: @escaping Bootstrap.Progress = { _ in true }
  ) throws(FitError) -> Results {
    let fit: Fit
    do {
      fit = try model.fit(to: samples, options: estimation)
    } catch {
      guard case .collinear(let variable, let others) = error else { throw error }
      return ResultsBuilder.withoutSolution(self, description, collinear: variable, with: others)
    }
    let effects = EffectList(model)
    let uncertainty = Uncertainty.of(fit, effects: effects, options: resampling, progress: progress)
    return ResultsBuilder(
      analysis: self, fit: fit, effects: effects, uncertainty: uncertainty, description: description
    ).results
  }
}

/// What a report says about where a model and its data came from.
public struct AnalysisDescription: Sendable {
  public var title: String?
  public var modelName: String
  public var dataName: String
  /// Rows read, before listwise deletion; `nil` when moments were given.
  public var rowsRead: Int?
  /// Display label of each variable that has one.
  public var labels: [String: String] = [:]
  /// Findings of reading and specifying, which come first.
  public var messages: [Message] = []

  public init(title: String? = nil, modelName: String, dataName: String) {
    self.title = title
    self.modelName = modelName
    self.dataName = dataName
  }
}

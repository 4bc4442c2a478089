import LinearAlgebra
import ModelSyntax
import PathAnalysis
import Probability
import SurveyData

/// The work that is measured: a model of six variables and a sample of 278 cases, always the same.
public enum Example {
  /// Same predictors within each block: every draw's estimates have a closed form.
  public static let closedModel = """
    fssb -> conflict + enrichment + engagement -> performance + ambition
    conflict <-> enrichment + engagement
    enrichment <-> engagement
    performance <-> ambition
    """

  /// Different predictors of outcomes whose errors covary: every draw is iterated.
  public static let iteratedModel = """
    fssb -> conflict + enrichment + engagement
    conflict + engagement -> performance
    enrichment + engagement -> ambition
    conflict <-> enrichment + engagement
    enrichment <-> engagement
    performance <-> ambition
    """

  /// Reads and specifies a model; these texts have no errors.
  public static func model(_ text: String) -> PathModel {
    let (tree, _) = ModelParser.parse(ModelDocument(SourceText(name: "example.model", text: text)))
    guard let model = PathModel.specify(tree, options: ModelOptions()).model else {
      preconditionFailure("the example cannot be specified: \(text)")
    }
    return model
  }

  /// 278 cases as text: regressions on what stands to the left, with normal errors.
  public static let data: String = {
    let names = ["fssb", "conflict", "enrichment", "engagement", "performance", "ambition"]
    let slopes: [[Double]] = [
      [], [-0.3], [0.3, -0.1], [0.2, -0.2, 0.3], [0, -0.2, 0.05, 0.3], [0, 0, 0.25, 0.3, 0.1],
    ]
    var random = CounterRandom(seed: 2021, stream: 0)
    var lines = [names.joined(separator: ",")]
    for _ in 0..<278 {
      var scores: [Double] = []
      for weights in slopes {
        scores.append(zip(weights, scores).reduce(random.normal()) { $0 + $1.0 * $1.1 })
      }
      lines.append(scores.map { "\($0)" }.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  public static func sample(for model: PathModel) throws(DataError) -> Sample {
    let table = try DelimitedReader.read(Array(data.utf8))
    return try Sample.completeCases(of: table, variables: model.observedVariables).sample
  }

  /// An analysis with `draws` bootstrap draws on one thread.
  public static func analysis(
    _ text: String, draws: Int, interval: ResamplingOptions.IntervalType = .percentile
  ) throws(DataError) -> Analysis {
    let model = model(text)
    var analysis = Analysis(model: model, sample: try sample(for: model))
    analysis.resampling.draws = draws
    analysis.resampling.interval = interval
    analysis.resampling.seed = 2021
    analysis.resampling.threads = 1
    return analysis
  }

  public static let description = AnalysisDescription(modelName: "example.model", dataName: "example.csv")
}

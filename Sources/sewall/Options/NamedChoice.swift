import ArgumentParser
import PathAnalysis

/// One of a few words, written in any case; lavaan's other spellings are understood too.
protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable, Sendable where RawValue == String {
  static var otherSpellings: [String: Self] { get }
}

extension NamedChoice {
  static var otherSpellings: [String: Self] { [:] }

  public init?(argument: String) {
    let word = argument.lowercased()
    guard let choice = Self.allCases.first(where: { $0.rawValue.lowercased() == word }) ?? Self.otherSpellings[word] else {
      return nil
    }
    self = choice
  }
}

extension ModelOptions.Preset: NamedChoice {
  static var otherSpellings: [String: Self] { ["lavaan": .none] }
}

extension EstimationOptions.Likelihood: NamedChoice {}

extension EstimationOptions.Information: NamedChoice {}

extension AutomaticBounds: NamedChoice {
  static var otherSpellings: [String: Self] { ["true": .wide, "false": .none] }
}

extension EstimationOptions.Estimator: NamedChoice {}

extension EstimationOptions.Mimic: NamedChoice {}

extension RAMMatrices.Parameterization: NamedChoice {}

extension EstimationOptions.StandardErrors: NamedChoice {
  static var otherSpellings: [String: Self] { ["robust.mlr": .robustScores, "robust.mlm": .robustMoments] }
}

extension EstimationOptions.Test: NamedChoice {
  static var otherSpellings: [String: Self] {
    [
      "satorra-bentler": .satorraBentler, "yuan-bentler": .yuanBentler, "yuan-bentler-mplus": .yuanBentlerMplus,
      "mean.var": .meanVarianceAdjusted, "browne.residual": .browneADF,
      "bollen-stine": .bollenStine, "bootstrap": .bollenStine, "boot": .bollenStine,
    ]
  }
}

extension EstimationOptions.Missing: NamedChoice {
  static var otherSpellings: [String: Self] {
    [
      "fiml": .fullInformation, "direct": .fullInformation, "fiml.x": .fullInformationWithX, "direct.x": .fullInformationWithX,
      "two-stage": .twoStage, "twostage": .twoStage, "robust-two-stage": .robustTwoStage, "available.cases": .pairwise,
    ]
  }
}

/// Tests with commas between them.
struct TestList: ExpressibleByArgument, Sendable {
  var choices: [EstimationOptions.Test]

  init?(argument: String) {
    let words = CommaList(argument: argument)?.items ?? []
    choices = words.compactMap { EstimationOptions.Test(argument: $0) }
    if words.isEmpty || choices.count < words.count { return nil }
  }

  static var allValueStrings: [String] { EstimationOptions.Test.allCases.map(\.rawValue) }
}

extension RotationOptions.StandardErrors: NamedChoice {}

extension ResamplingOptions.IntervalType: NamedChoice {
  static var otherSpellings: [String: Self] {
    ["perc": .percentile, "bca.simple": .biasCorrected, "norm": .normal]
  }
}

extension ResamplingOptions.Generator: NamedChoice {}

extension ResamplingOptions.Acceleration: NamedChoice {}

extension ResamplingOptions.ExogenousMoments: NamedChoice {}

extension ResamplingOptions.PValue: NamedChoice {}

extension FactorScores.Method: NamedChoice {}

/// How results are written.
enum OutputFormat: String, NamedChoice {
  case text, json, csv, markdown, latex, html
}

/// Covariances among exogenous variables in the baseline model.
enum BaselineX: String, NamedChoice {
  case keep, zero
}

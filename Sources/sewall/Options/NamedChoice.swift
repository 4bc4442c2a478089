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
    guard let choice = Self(rawValue: word) ?? Self.otherSpellings[word] else { return nil }
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

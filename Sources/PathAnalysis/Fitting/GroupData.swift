import LinearAlgebra
import SurveyData

/// One group's data in the form that the estimator fits.
struct GroupData: Sendable {
  enum Form: Sendable {
    /// Complete cases, or moments that were given.
    case moments
    /// Incomplete cases by pattern, with the estimates of the saturated model.
    case patterns(SaturatedMissing)
    /// What the saturated model estimates from incomplete cases, fitted as if it were moments of complete ones.
    case twoStage(TwoStageMoments)
    /// Thresholds and correlations of ordinal variables.
    case ordinal(OrdinalMoments)
    /// Complete cases in clusters, for a model of two levels, with F of the saturated model.
    case clusters(ClusteredData, saturated: Double)
  }

  let sample: Sample
  /// Moments of the saturated model in the order of the matrices' variables.
  let observed: ObservedMoments
  /// n for the normal likelihood, n - 1 for Wishart and least squares.
  let weight: Double
  let form: Form
  /// n x p in the order of the matrices' variables, missing values NaN; `nil` when moments were given.
  let rows: CaseRows?

  var sampleSize: Int { observed.sampleSize }
  var isIncomplete: Bool {
    if case .patterns = form { return true }
    return false
  }
  /// Which values the cases have, where not all have all.
  var patterns: MissingPatterns? {
    switch form {
    case .patterns(let saturated): saturated.patterns
    case .twoStage(let moments): moments.saturated.patterns
    case .moments, .ordinal, .clusters: nil
    }
  }
  /// The saturated model of the first of two stages.
  var twoStage: TwoStageMoments? {
    if case .twoStage(let moments) = form { return moments }
    return nil
  }
  /// The cases by cluster, for a model of two levels.
  var clusters: ClusteredData? {
    if case .clusters(let data, _) = form { return data }
    return nil
  }
}

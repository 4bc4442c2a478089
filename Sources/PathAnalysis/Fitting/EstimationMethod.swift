/// An estimator's name resolved: what is minimised, how errors are computed, and which test scales the chi-square.
///
/// Source: conventions.md sections 6 and 7.
struct EstimationMethod: Sendable, Equatable {
  enum Discrepancy: String, Sendable {
    case maximumLikelihood = "ML"
    case generalizedLeastSquares = "GLS"
    case unweightedLeastSquares = "ULS"
    case weightedLeastSquares = "WLS"
    case diagonallyWeightedLeastSquares = "DWLS"
  }

  enum StandardErrors: Sendable {
    case none
    /// The inverse information.
    case information
    /// E Delta'W Gamma W Delta E with the moments' own sampling covariance.
    case moments
    /// H^-1 J H^-1 with the cross-products of the scores of cases (or clusters).
    case scores
    /// J^-1.
    case firstOrder
  }

  var estimator: EstimationOptions.Estimator
  var discrepancy: Discrepancy
  var standardErrors: StandardErrors
  /// In the order asked for.
  var tests: [EstimationOptions.Test]
  var information: EstimationOptions.Information

  /// Whether robust errors and tests of maximum likelihood weight moments at the sample's instead of the implied covariance, and errors
  /// of covariances have divisor n - 1: Mplus's MLM.
  var weightsAtSample: Bool

  /// The test that scales the chi-square, if one does.
  var scaling: EstimationOptions.Test? { tests.first { $0.isScaled } }

  /// Whether moments alone do not do.
  var needsRows: Bool {
    ![.none, .information].contains(standardErrors) || information == .firstOrder || scaling != nil || tests.contains(.browneADF)
      || [.weightedLeastSquares, .diagonallyWeightedLeastSquares].contains(discrepancy)
  }

  init(
    _ options: EstimationOptions, isCategorical: Bool = false, isIncomplete: Bool = false, isClustered: Bool = false,
    hasLevels: Bool = false
  ) {
    let estimator = options.estimator ?? (isCategorical ? .WLSMV : .ML)
    self.estimator = estimator
    weightsAtSample = options.mimic == .mplus
    var preset = Self.preset(estimator, isClustered: isClustered)
    if options.missing.isTwoStage, estimator == .ML { preset = (.maximumLikelihood, .robustMoments, [.satorraBentler]) }
    discrepancy = preset.discrepancy
    let errors = options.standardErrors ?? preset.errors
    standardErrors =
      switch errors {
      case .none: .none
      case .standard: .information
      case .robustMoments: .moments
      case .robustScores, .robustClusters: .scores
      case .firstOrder: .firstOrder
      case .robust where options.missing.isTwoStage: .moments
      case .robust: isIncomplete || isClustered || preset.errors == .robustScores ? .scores : .moments
      }
    tests = options.tests ?? preset.tests
    let usesObserved =
      isIncomplete || options.missing.isFullInformation || options.missing.isTwoStage || hasLevels
      || [.scores, .firstOrder].contains(standardErrors)
    information = options.information ?? (usesObserved && discrepancy == .maximumLikelihood ? .observed : .expected)
  }

  private static func preset(
    _ estimator: EstimationOptions.Estimator, isClustered: Bool
  ) -> (discrepancy: Discrepancy, errors: EstimationOptions.StandardErrors, tests: [EstimationOptions.Test]) {
    switch estimator {
    case .ML: (.maximumLikelihood, .standard, [.standard])
    case .MLR: (.maximumLikelihood, .robustScores, [.yuanBentlerMplus])
    case .MLM: (.maximumLikelihood, .robustMoments, [.satorraBentler])
    case .MLMV: (.maximumLikelihood, .robustMoments, [.scaledShifted])
    case .MLMVS: (.maximumLikelihood, .robustMoments, [.meanVarianceAdjusted])
    case .MLF: (.maximumLikelihood, .firstOrder, [.standard])
    case .GLS: (.generalizedLeastSquares, .standard, [.standard])
    case .ULS: (.unweightedLeastSquares, .standard, [.standard])
    case .ULSM: (.unweightedLeastSquares, .robustMoments, [.satorraBentler])
    case .ULSMV: (.unweightedLeastSquares, .robustMoments, [.scaledShifted])
    case .ULSMVS: (.unweightedLeastSquares, .robustMoments, [.meanVarianceAdjusted])
    case .WLS: (.weightedLeastSquares, .standard, [.standard])
    case .DWLS: (.diagonallyWeightedLeastSquares, .standard, [.standard])
    case .WLSM: (.diagonallyWeightedLeastSquares, .robustMoments, [.satorraBentler])
    case .WLSMV: (.diagonallyWeightedLeastSquares, .robustMoments, [.scaledShifted])
    case .WLSMVS: (.diagonallyWeightedLeastSquares, .robustMoments, [.meanVarianceAdjusted])
    }
  }
}

extension EstimationOptions {
  /// Whether the cases are needed to estimate a model and judge its fit, not only the moments of complete ones.
  ///
  /// Bootstrap draws, factor scores, weights, clusters and the standardising of variables need them too, whatever the estimator.
  public func needsRows(for table: ParameterTable) -> Bool {
    let method = EstimationMethod(self, isCategorical: table.isCategorical, hasLevels: table.hasLevels)
    return method.needsRows || missing != .listwise || table.isCategorical || table.hasLevels
  }
}

extension EstimationOptions.Estimator {
  /// Whether a likelihood is maximised.
  public var isLikelihood: Bool { rawValue.hasPrefix("ML") }
}

extension EstimationOptions.Test {
  /// Whether the test corrects the chi-square, so that fit measures have scaled versions.
  var isScaled: Bool {
    switch self {
    case .satorraBentler, .yuanBentler, .yuanBentlerMplus, .meanVarianceAdjusted, .scaledShifted: true
    case .standard, .none, .browneADF, .browneNormalTheory, .bollenStine: false
    }
  }
}

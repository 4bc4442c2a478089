/// The test statistics that fit measures are made of: the model's and the baseline's, uncorrected and scaled.
struct FitTests: Sendable {
  let chiSquare: Double
  let degreesOfFreedom: Double
  let scaled: ScaledTest?
  let baseline: Baseline
  /// Browne's residual-based tests that were asked for, by name.
  let residualTests: [(name: String, chiSquare: Double?)]
  let robustForm: RobustForm?

  init(_ fit: Fit) {
    let solution = fit.solution
    let method = solution.estimation.method
    chiSquare = fit.chiSquare
    degreesOfFreedom = Double(fit.degreesOfFreedom)
    scaled = method.scaling.flatMap { solution.scaledTest($0, degreesOfFreedom: fit.degreesOfFreedom) }
    baseline = Baseline(fit)
    robustForm = Self.robustForm(fit, scaled, baseline)
    residualTests = method.tests.compactMap { test in
      switch test {
      case .browneADF: (test.rawValue, solution.residualTest(.empirical))
      case .browneNormalTheory: (test.rawValue, solution.residualTest(.normalTheory))
      default: nil
      }
    }
  }

  private static func robustForm(_ fit: Fit, _ scaled: ScaledTest?, _ baseline: Baseline) -> RobustForm? {
    let (df, df0) = (Double(fit.degreesOfFreedom), Double(baseline.degreesOfFreedom))
    let solution = fit.solution
    if solution.estimation.isCategorical {
      guard let tests = solution.categoricalTest() else { return nil }
      func form(_ test: (chiSquare: Double, trace: Double), _ df: Double) -> TestForm {
        TestForm(test.chiSquare, df, weight: df > 0 ? test.trace / df : 1)
      }
      return RobustForm(
        model: form(tests.model, df), baseline: form(tests.baseline, df0),
        scaledChiSquare: df > 0 ? tests.model.chiSquare * df / tests.model.trace : 0)
    }
    if df > 0, solution.estimation.data.contains(where: \.isIncomplete) {
      let isRobust = scaled != nil
      let exogenous = fit.groups.map(\.exogenousIndices)
      guard let own = solution.completeDataTest(isRobust: isRobust, exogenous: exogenous),
        let null = baseline.solution?.completeDataTest(isRobust: isRobust, exogenous: exogenous)
      else { return nil }
      return RobustForm(
        model: TestForm(own.chiSquare, df, weight: own.trace / df),
        baseline: TestForm(null.chiSquare, df0, weight: null.trace / df0), scaledChiSquare: own.chiSquare * df / own.trace)
    }
    guard let scaled else { return nil }
    let missing = TestForm(.nan, df0)
    return RobustForm(
      model: TestForm(fit.chiSquare, df, weight: scaled.meanWeight),
      baseline: baseline.scaled.map { TestForm(baseline.chiSquare, df0, weight: $0.meanWeight) } ?? missing,
      scaledChiSquare: scaled.chiSquare, scalingFactor: scaled.scalingFactor)
  }

  /// The model and the baseline in the forms that fit measures come in.
  var forms: [(form: MeasureForm, model: TestForm, baseline: TestForm)] {
    var forms = [
      (MeasureForm.plain, TestForm(chiSquare, degreesOfFreedom), TestForm(baseline.chiSquare, Double(baseline.degreesOfFreedom)))
    ]
    if let scaled {
      forms.append(
        (
          .scaled, TestForm(scaled.chiSquare, scaled.degreesOfFreedom),
          baseline.scaled.map { TestForm($0.chiSquare, $0.degreesOfFreedom) }
            ?? TestForm(.nan, Double(baseline.degreesOfFreedom))
        ))
    }
    if let robustForm { forms.append((.robust, robustForm.model, robustForm.baseline)) }
    return forms
  }
}

/// What robust fit measures are made of (Brosseau-Liard and Savalei 2014; of incomplete data Zhang and Savalei 2023).
struct RobustForm: Sendable {
  /// Uncorrected statistics, with what a degree of freedom adds to their expectations.
  var model: TestForm
  var baseline: TestForm
  /// The model's corrected statistic, which has about a chi-square distribution.
  var scaledChiSquare: Double
  /// What it was divided by, where that is not the model's weight (scaled-shifted).
  var scalingFactor: Double?
}

/// Fit measures as they are, with scaled tests in their place, and Brosseau-Liard and Savalei's robust form.
enum MeasureForm: String, Sendable {
  case plain = ""
  case scaled = ".scaled"
  case robust = ".robust"
}

/// A chi-square with its degrees of freedom, and what a degree of freedom adds to its expectation if the model is right.
struct TestForm: Sendable {
  var chiSquare: Double
  var degreesOfFreedom: Double
  var weight: Double

  init(_ chiSquare: Double, _ degreesOfFreedom: Double, weight: Double = 1) {
    self.chiSquare = chiSquare
    self.degreesOfFreedom = degreesOfFreedom
    self.weight = weight
  }

  /// What the statistic exceeds its expectation by.
  var excess: Double { chiSquare - weight * degreesOfFreedom }
}

/// A restricted model and the less restricted one before it: the test of their difference, and what is to be said of it.
struct ComparedPair {
  let nesting: Nesting
  /// `nil` with equal degrees of freedom, or when a model has not converged.
  let difference: DifferenceResult?
  private let restricted: ModelComparison.Entry
  private let general: ModelComparison.Entry
  /// The method that was asked for, or that the estimator has.
  private let wanted: DifferenceMethod

  init(restricted: ModelComparison.Entry, general: ModelComparison.Entry, method: DifferenceMethod?) {
    self.restricted = restricted
    self.general = general
    let net = NestingTest(of: restricted.fit, in: general.fit)
    nesting = net.nesting
    wanted = method ?? Self.customary(restricted.fit)
    let isTestable =
      restricted.fit.degreesOfFreedom > general.fit.degreesOfFreedom && restricted.fit.converged && general.fit.converged
    difference = isTestable ? Self.test(restricted, general, wanted, net) : nil
  }

  /// lavaan's choice: Satorra (2000) for tests that are adjusted in mean and variance, Satorra and Bentler (2001) for scaled ones.
  private static func customary(_ fit: Fit) -> DifferenceMethod {
    switch fit.solution.estimation.method.scaling {
    case nil: .standard
    case .meanVarianceAdjusted, .scaledShifted: .satorra2000
    default: .satorraBentler2001
    }
  }

  private static func test(
    _ restricted: ModelComparison.Entry, _ general: ModelComparison.Entry, _ method: DifferenceMethod, _ net: NestingTest
  ) -> DifferenceResult {
    func statistic(_ entry: ModelComparison.Entry) -> DifferenceTest.Statistic {
      DifferenceTest.Statistic(
        chiSquare: entry.fit.chiSquare, degreesOfFreedom: entry.fit.degreesOfFreedom,
        scalingFactor: entry.measures["chisq.scaling.factor"])
    }
    let test = DifferenceTest(
      restricted: statistic(restricted), general: statistic(general), sampleWeight: restricted.fit.sampleWeight,
      groupCount: restricted.fit.groups.count)
    let standard = test.result(.standard, against: general.name, scalingFactor: nil)
    guard method != .standard, let c0 = test.restricted.scalingFactor else { return standard }
    if method == .satorra2000, let moments = Satorra2000(restricted: restricted.fit, general: general.fit) {
      return test.result(moments, against: general.name)
    }
    if method == .satorraBentler2010, let c1 = general.fit.scalingFactor(at: net.parameters) {
      return test.result(method, against: general.name, scalingFactor: test.scalingFactor(restricted: c0, general: c1))
    }
    guard let c1 = test.general.scalingFactor ?? (general.fit.degreesOfFreedom == 0 ? 1 : nil) else { return standard }
    return test.result(.satorraBentler2001, against: general.name, scalingFactor: test.scalingFactor(restricted: c0, general: c1))
  }

  var messages: [Message] { [equalDegreesOfFreedom, notNested, otherMethod, noTest].compactMap { $0 } }

  private var equalDegreesOfFreedom: Message? {
    guard restricted.fit.degreesOfFreedom == general.fit.degreesOfFreedom else { return nil }
    let rest = nesting == .equivalent ? ", and each reproduces the other's moments: no data can tell them apart." : "."
    return Message(
      .warning, "equal-degrees-of-freedom",
      "\(restricted.name) and \(general.name) have the same degrees of freedom: there is no chi-square difference to test" + rest)
  }

  private var notNested: Message? {
    guard nesting == .notNested else { return nil }
    return Message(
      .warning, "not-nested",
      "\(restricted.name) is not nested in \(general.name), which cannot reproduce the moments it implies: the chi-square difference has "
        + "no reference distribution; compare AIC and BIC.")
  }

  private var otherMethod: Message? {
    guard let difference, difference.method != wanted else { return nil }
    let reason =
      difference.method == .standard
      ? "the models have no scaled tests (--estimator MLM and MLR have)"
      : "it needs complete cases of the same variables, and for 2010 nested models"
    return Message(
      .warning, "other-difference-test",
      "The difference between \(restricted.name) and \(general.name) is tested by \(difference.method.rawValue), not \(wanted.rawValue): "
        + "\(reason).")
  }

  private var noTest: Message? {
    guard let difference, difference.pValue == nil else { return nil }
    if difference.chiSquare == nil {
      return Message(
        .warning, "negative-scaling",
        "The scaling factor of the difference between \(restricted.name) and \(general.name) is not positive, so that this test does not "
          + "exist; --difference-test satorra.bentler.2010 or satorra.2000 does.")
    }
    return Message(
      .warning, "negative-difference",
      "\(restricted.name) fits better than \(general.name), which has more free parameters: the models are not nested, or the estimation "
        + "of \(general.name) stopped at a local optimum (give start values with start()).")
  }
}

extension Fit {
  /// The scaling factor that the model's test would have at other parameters (Satorra & Bentler 2010); 1 for a saturated model.
  func scalingFactor(at parameters: [Double]?) -> Double? {
    guard degreesOfFreedom > 0 else { return 1 }
    guard let parameters, let kind = solution.estimation.method.scaling,
      let moved = solution.moved(to: parameters)
    else { return nil }
    return moved.scaledTest(kind, degreesOfFreedom: degreesOfFreedom)?.scalingFactor
  }
}

extension Solution {
  /// The same estimation at other parameters: no minimum, but all that tests take from one.
  fileprivate func moved(to parameters: [Double]) -> Solution? {
    let point: Point?
    switch self.point {
    case .likelihood(let function, _): point = (try? function.evaluate(parameters)).map { .likelihood(function, $0) }
    case .leastSquares(let function, _): point = (try? function.evaluate(parameters)).map { .leastSquares(function, $0) }
    }
    guard let point else { return nil }
    return Solution(
      estimation: estimation, parameters: parameters, iterations: 0, converged: true,
      restrictions: estimation.constraints?.restrictions(at: parameters, active: activeConditions) ?? restrictions,
      activeConditions: activeConditions, unmetCondition: nil, point: point)
  }
}

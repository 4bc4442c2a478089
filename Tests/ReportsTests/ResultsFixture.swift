import PathAnalysis
import Reports

/// Results made by hand for tests of reports: `M ~ X + W; M2 ~ X + M; Y ~ M + M2; Z ~ M + Y` on 250 cases.
///
/// Parameters and fit measures are lavaan 0.7-2's (printed with ten digits); effects are products of its coefficients with
/// percentile limits of 20,000 normal draws. Reports print numbers and compute none, so nothing depends on their truth.
enum ResultsFixture {
  static let serial = Results(
    title: "Serial mediation", modelName: "serial.model", dataName: "serial.csv", converged: true, iterations: 1, sampleSize: 250,
    rowsRead: 255, groups: [GroupResult(label: "", sampleSize: 250)], parameters: parameters, effects: effects,
    fitMeasures: fitMeasures, rSquared: rSquared,
    interval: IntervalDescription(type: "monte-carlo", level: 0.95, draws: 20000, used: 20000, seed: 1),
    conventions: [
      Convention("estimator", "ML"), Convention("likelihood", "normal (n)"), Convention("x", "fixed"),
      Convention("means", "not modelled"), Convention("information", "expected"),
      Convention("baseline", "independence, covariances of x kept (df 14)"),
      Convention("srmr", "bentler (means counted: no)"), Convention("rmsea", "N = 250, CI 90%"),
    ],
    messages: [
      Message(.note, "added-by-default", "Added by default: nothing but residual variances."),
      Message(.warning, "rows-dropped", "5 of 255 rows were dropped: X is missing.", place: "serial.csv"),
    ],
    labels: ["X": "Supportive leadership"],
    variables: ["M", "M2", "Y", "Z", "X", "W"].map {
      VariableResult(name: $0, isLatent: false, isExogenous: $0 == "X" || $0 == "W")
    })

  static let parameters: [ParameterResult] = [
    path(
      "M", "X", "a",
      EstimateResult(
        estimate: 0.5327664178, standardError: 0.0582767919, z: 9.141999766, pValue: 0, lower: 0.4185460046, upper: 0.6469868311),
      0.4865939604),
    path(
      "M", "W", "",
      EstimateResult(
        estimate: 0.2529247539, standardError: 0.05625729248, z: 4.495857208, pValue: 6.929022661e-06, lower: 0.1426624868,
        upper: 0.363187021), 0.2392974207),
    path(
      "M2", "X", "",
      EstimateResult(
        estimate: 0.420815375, standardError: 0.06919494553, z: 6.081591246, pValue: 1.189956134e-09, lower: 0.2851957739,
        upper: 0.5564349762), 0.3519119594),
    path(
      "M2", "M", "d",
      EstimateResult(
        estimate: 0.3755041425, standardError: 0.06319813235, z: 5.941696828, pValue: 2.82086754e-09, lower: 0.2516380792,
        upper: 0.4993702058), 0.3438169532),
    path(
      "Y", "M", "b",
      EstimateResult(
        estimate: 0.3435154922, standardError: 0.06363958951, z: 5.397826964, pValue: 6.745287373e-08, lower: 0.2187841888,
        upper: 0.4682467957), 0.3000240552),
    path(
      "Y", "M2", "b2",
      EstimateResult(
        estimate: 0.4722103595, standardError: 0.05826931661, z: 8.103928225, pValue: 4.440892099e-16, lower: 0.3580045975,
        upper: 0.5864161214), 0.4504355966),
    path(
      "Z", "M", "",
      EstimateResult(
        estimate: 0.1453843115, standardError: 0.07602484642, z: 1.912326276, pValue: 0.05583435754, lower: -0.003621649447,
        upper: 0.2943902724), 0.1313161698),
    path(
      "Z", "Y", "",
      EstimateResult(
        estimate: 0.2968813516, standardError: 0.06639957508, z: 4.471133305, pValue: 7.780617874e-06, lower: 0.1667405758,
        upper: 0.4270221273), 0.3070250656),
    variance(
      "M",
      EstimateResult(
        estimate: 0.8752769397, standardError: 0.07828714945, z: 11.18033989, pValue: 0, lower: 0.7218369463, upper: 1.028716933),
      0.7081923433),
    variance(
      "M2",
      EstimateResult(
        estimate: 0.9446257567, standardError: 0.08448989621, z: 11.18033989, pValue: 0, lower: 0.7790286031, upper: 1.11022291),
      0.6407529784),
    variance(
      "Y",
      EstimateResult(
        estimate: 0.9204495047, standardError: 0.08232750649, z: 11.18033989, pValue: 0, lower: 0.759090557, upper: 1.081808452),
      0.5681005454),
    variance(
      "Z",
      EstimateResult(
        estimate: 1.281058328, standardError: 0.1145813402, z: 11.18033989, pValue: 0, lower: 1.056483028, upper: 1.505633628),
      0.8456214109),
    ofSample("X", "X", 1.030988934, 1), ofSample("X", "W", -0.01022353133, -0.009572604568), ofSample("W", "W", 1.106337472, 1),
    ParameterResult(
      lhs: "ind", op: ":=", rhs: "a*b", label: "ind", isFree: false, origin: .defined,
      value: EstimateResult(
        estimate: 0.1830135183, standardError: 0.03958, z: 4.624, pValue: 3.8e-06, lower: 0.1054, upper: 0.2606),
      standardizedLatent: 0.1459899, standardizedAll: 0.1459899),
  ]

  static let effects: [EffectResult] = [
    effect(.direct, "M2", [], [0.42081537, 0.06875059, 0.28698980, 0.55584262], [0.35191196, 0.23999870, 0.46483013]),
    effect(.indirect, "M2", ["M"], [0.20005600, 0.04016699, 0.12591779, 0.28224627], [0.16729925, 0.10530028, 0.23603187]),
    effect(.totalIndirect, "M2", [], [0.20005600, 0.04016699, 0.12591779, 0.28224627], [0.16729925, 0.10530028, 0.23603187]),
    effect(.total, "M2", [], [0.62087137, 0.07974104, 0.46565763, 0.77893987], [0.51921121, 0.38941184, 0.65139791]),
    effect(.indirect, "Y", ["M"], [0.18301352, 0.03947373, 0.10978072, 0.26430090], [0.14598989, 0.08757209, 0.21083284]),
    effect(.indirect, "Y", ["M2"], [0.19871338, 0.04056136, 0.12533376, 0.28238103], [0.15851367, 0.09997875, 0.22525536]),
    effect(
      .indirect, "Y", ["M", "M2"], [0.09446851, 0.02231965, 0.05511479, 0.14261422], [0.07535754, 0.04396507, 0.11376337]),
    effect(.totalIndirect, "Y", [], [0.47619541, 0.06822962, 0.34820158, 0.61580510], [0.37986111, 0.27776042, 0.49122776]),
    effect(.total, "Y", [], [0.47619541, 0.06822962, 0.34820158, 0.61580510], [0.37986111, 0.27776042, 0.49122776]),
  ]

  static let fitMeasures = [
    FitMeasure("npar", 12), FitMeasure("fmin", 0.0372421487), FitMeasure("chisq", 18.62107435), FitMeasure("df", 6),
    FitMeasure("pvalue", 0.004853822102), FitMeasure("baseline.chisq", 399.4438744), FitMeasure("baseline.df", 14),
    FitMeasure("baseline.pvalue", 0), FitMeasure("cfi", 0.9672557402), FitMeasure("tli", 0.9235967272),
    FitMeasure("logl", -1415.765036), FitMeasure("aic", 2855.530072), FitMeasure("bic", 2897.787604),
    FitMeasure("rmsea", 0.09172812854), FitMeasure("rmsea.ci.lower", 0.04635984636),
    FitMeasure("rmsea.ci.upper", 0.1404929363), FitMeasure("rmsea.ci.level", 0.9), FitMeasure("srmr", 0.04172399666),
    FitMeasure("cfi.robust", nil),
  ]

  static let rSquared = [
    RSquaredResult(variable: "M", rSquared: 0.2918076567), RSquaredResult(variable: "M2", rSquared: 0.3592470216),
    RSquaredResult(variable: "Y", rSquared: 0.4318994546), RSquaredResult(variable: "Z", rSquared: 0.1543785891),
  ]

  private static func path(_ lhs: String, _ rhs: String, _ label: String, _ value: EstimateResult, _ std: Double)
    -> ParameterResult
  {
    ParameterResult(
      lhs: lhs, op: "~", rhs: rhs, label: label, isFree: true, origin: .user, value: value,
      standardizedLatent: value.estimate, standardizedAll: std)
  }

  private static func variance(_ name: String, _ value: EstimateResult, _ std: Double) -> ParameterResult {
    ParameterResult(
      lhs: name, op: "~~", rhs: name, isFree: true, origin: .default, value: value, standardizedLatent: value.estimate,
      standardizedAll: std)
  }

  private static func ofSample(_ lhs: String, _ rhs: String, _ value: Double, _ std: Double) -> ParameterResult {
    ParameterResult(
      lhs: lhs, op: "~~", rhs: rhs, isFree: false, origin: .default, value: EstimateResult(estimate: value, standardError: 0),
      standardizedLatent: value, standardizedAll: std)
  }

  /// From X; `numbers` are b, SE and limits, `standardized` β and limits.
  private static func effect(
    _ kind: EffectResult.Kind, _ to: String, _ via: [String], _ numbers: [Double], _ standardized: [Double]
  ) -> EffectResult {
    EffectResult(
      kind: kind, from: "X", to: to, via: via,
      value: EstimateResult(
        estimate: numbers[0], standardError: numbers[1], z: numbers[0] / numbers[1], pValue: 0.00005, lower: numbers[2],
        upper: numbers[3], lowerError: 0.0004, upperError: 0.0006),
      standardized: EstimateResult(estimate: standardized[0], lower: standardized[1], upper: standardized[2]))
  }
}

extension ResultsFixture {
  static let check = CheckResults(
    title: "Serial mediation", modelName: "serial.model", dataName: nil,
    rows: [
      CheckResults.Row(lhs: "M", op: "~", rhs: "X", label: "a", isFree: true),
      CheckResults.Row(lhs: "Y", op: "~", rhs: "M", label: "b", isFree: true, value: 0.3),
      CheckResults.Row(lhs: "Y", op: "~", rhs: "X", isFree: false, value: 0),
      CheckResults.Row(lhs: "M", op: "~~", rhs: "M", isFree: true, origin: .default),
      CheckResults.Row(lhs: "Y", op: "~~", rhs: "Y", isFree: true, origin: .default),
      CheckResults.Row(lhs: "X", op: "~~", rhs: "X", isFree: false, origin: .default),
      CheckResults.Row(lhs: "ind", op: ":=", rhs: "a*b", label: "ind", isFree: false, origin: .defined),
    ],
    degreesOfFreedom: 1, freeCount: 4, momentsCount: 5, identification: "Every free parameter can be told from the data.",
    addedByDefault: ["M ~~ M", "Y ~~ Y"],
    messages: [Message(.note, "fixed-to-zero", "Y ~ X is fixed at 0.", place: "serial.model:3:1")])
}

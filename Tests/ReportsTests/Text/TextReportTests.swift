import PathAnalysis
import Testing

@testable import Reports

@Suite struct TextReportTests {
  @Test func theWholeReport() {
    #expect(
      TextReport.render(ResultsFixture.serial) == """
        Serial mediation

        Model   serial.model
        Data    serial.csv, n = 250 of 255 rows read
        Fit     χ²(6) = 18.62, p = .005, CFI = .967, TLI = .924, RMSEA = .092, 90% CI [.046, .140],
                SRMR = .042
                AIC = 2855.53, BIC = 2897.79, log-likelihood = -1415.77, 12 free parameters

        Paths (95% CI: Wald)
          Predictor -> outcome                 b     SE       p           95% CI     β
          ─────────────────────────────────────────────────────────────────────────────────
          Supportive leadership -> M (a)   0.533  0.058  < .001  [ 0.419, 0.647]  .487  ***
          W -> M                           0.253  0.056  < .001  [ 0.143, 0.363]  .239  ***
          Supportive leadership -> M2      0.421  0.069  < .001  [ 0.285, 0.556]  .352  ***
          M -> M2 (d)                      0.376  0.063  < .001  [ 0.252, 0.499]  .344  ***
          M -> Y (b)                       0.344  0.064  < .001  [ 0.219, 0.468]  .300  ***
          M2 -> Y (b2)                     0.472  0.058  < .001  [ 0.358, 0.586]  .450  ***
          M -> Z                           0.145  0.076    .056  [-0.004, 0.294]  .131
          Y -> Z                           0.297  0.066  < .001  [ 0.167, 0.427]  .307  ***

        Residual variances (95% CI: Wald)
          Variable      b     SE       p          95% CI  std.
          ─────────────────────────────────────────────────────────
          M         0.875  0.078  < .001  [0.722, 1.029]  .708  ***
          M2        0.945  0.084  < .001  [0.779, 1.110]  .641  ***
          Y         0.920  0.082  < .001  [0.759, 1.082]  .568  ***
          Z         1.281  0.115  < .001  [1.056, 1.506]  .846  ***

        Defined parameters (95% CI: Wald)
          Name := formula      b     SE       p          95% CI     β
          ────────────────────────────────────────────────────────────────
          ind := a*b       0.183  0.040  < .001  [0.105, 0.261]  .146  ***

        Indirect, direct and total effects (95% CI: Monte Carlo, 20,000 draws)
          From -> to                                   b     SE       p          95% CI     β   95% CI of β
          ─────────────────────────────────────────────────────────────────────────────────────────────────
          Supportive leadership -> M2
            Supportive leadership -> M -> M2       0.200  0.040  < .001  [0.126, 0.282]  .167  [.105, .236]
            Direct                                 0.421  0.069  < .001  [0.287, 0.556]  .352  [.240, .465]
            Total                                  0.621  0.080  < .001  [0.466, 0.779]  .519  [.389, .651]
          Supportive leadership -> Y
            Supportive leadership -> M -> Y        0.183  0.039  < .001  [0.110, 0.264]  .146  [.088, .211]
            Supportive leadership -> M2 -> Y       0.199  0.041  < .001  [0.125, 0.282]  .159  [.100, .225]
            Supportive leadership -> M -> M2 -> Y  0.094  0.022  < .001  [0.055, 0.143]  .075  [.044, .114]
            Total indirect                         0.476  0.068  < .001  [0.348, 0.616]  .380  [.278, .491]
          Without a direct path the total effect is the indirect effect, all routes together.

        Explained variance
          Outcome    R²
          ─────────────
          M        .292
          M2       .359
          Y        .432
          Z        .154

        b: unstandardised; β (r, std.): completely standardised. * p < .05, ** p < .01, *** p < .001
        95% confidence intervals of effects: Monte Carlo, 20,000 draws, all used, seed 1, generator sewall.
        Other intervals: Wald. Monte Carlo error of limits: at most 0.0006.

        Notes
          - Warning: 5 of 255 rows were dropped: X is missing. (serial.csv)
          - Added by default: nothing but residual variances.

        Conventions
          estimator: ML | likelihood: normal (n) | x: fixed | means: not modelled | information: expected
          baseline: independence, covariances of x kept (df 14) | srmr: bentler (means counted: no)
          rmsea: N = 250, CI 90%

        """)
  }

  @Test func noLineIsWiderThanThePage() {
    for width in [80, 81, 92, 100, 132] {
      for line in TextReport.render(Self.twoGroups, width: width).split(separator: "\n") {
        #expect(line.displayWidth <= width, "\(line)")
      }
    }
  }

  @Test func aNarrowPageIsAsNarrowAsNumbersAllow() {
    #expect(TextReport.render(ResultsFixture.serial, width: 10) == TextReport.render(ResultsFixture.serial, width: 80))
  }

  @Test func onANarrowPageRoutesNameTheMediatorsOnly() {
    let text = TextReport.render(ResultsFixture.serial, width: 80)
    #expect(text.contains("via M -> M2     0.094  0.022  < .001  [0.055, 0.143]  .075  [.044, .114]"))
  }

  @Test func aTotalThatIsAnotherRowHasNone() {
    var results = ResultsFixture.serial
    results.effects = [EffectResult.Kind.indirect, .totalIndirect, .total].map { kind in
      var effect = ResultsFixture.effects[1]
      effect.kind = kind
      effect.via = kind == .indirect ? ["M"] : []
      return effect
    }
    let text = TextReport.render(results)
    #expect(text.contains("Supportive leadership -> M -> M2  0.200"))
    #expect(!text.contains("Total"))
    #expect(text.contains("Without a direct path the total effect is the indirect effect"))
  }

  @Test func colourAddsNothingButSequences() {
    let plain = TextReport.render(Self.twoGroups)
    let coloured = TextReport.render(Self.twoGroups, colour: true)
    #expect(coloured.contains("\u{1b}[1m"))
    #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
    #expect(!plain.contains("\u{1b}"))
  }

  @Test func everyGroupHasItsTables() {
    let text = TextReport.render(Self.twoGroups)
    for phrase in ["Groups  women (n = 130), men (n = 120)", "\nGroup women (n = 130)\n", "\nGroup men (n = 120)\n"] {
      #expect(text.contains(phrase))
    }
    #expect(text.split(separator: "\n").count { $0.hasPrefix("Paths (95% CI: BCa bootstrap, 5,000 draws)") } == 2)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("Defined parameters") } == 1)
  }

  @Test func aFitThatDidNotConvergeSaysSoFirst() {
    var results = ResultsFixture.serial
    results.converged = false
    results.messages.append(Message(.error, "not-converged", "It stopped after 12 iterations."))
    let lines = TextReport.render(results).split(separator: "\n")
    #expect(lines[0] == "NOT CONVERGED: the numbers below are not a solution. Do not report them.")
    #expect(lines[2] == "ERROR  It stopped after 12 iterations.")
  }

  @Test func aSaturatedModelHasNoFit() {
    var results = ResultsFixture.serial
    results.fitMeasures = [FitMeasure("chisq", 0), FitMeasure("df", 0), FitMeasure("pvalue", nil), FitMeasure("cfi", 1)]
    let text = TextReport.render(results)
    #expect(text.contains("Fit     The model is saturated (0 degrees of freedom): fit cannot be tested.\n"))
    #expect(!text.contains("CFI"))
  }

  @Test func aRobustTestHasALineOfItsOwn() {
    var results = ResultsFixture.serial
    results.fitMeasures += [
      FitMeasure("chisq.scaled", 19.53160246), FitMeasure("df.scaled", 6), FitMeasure("pvalue.scaled", 0.0034),
      FitMeasure("cfi.scaled", 0.9), FitMeasure("cfi.robust", 0.9665991531), FitMeasure("rmsea.robust", 0.09273900128),
    ]
    let line = "Robust  scaled χ²(6) = 19.53, p = .003, CFI = .967, RMSEA = .093, SRMR = .042\n"
    #expect(TextReport.render(results).contains(line))
  }

  @Test func whatDoesNotExistIsADash() {
    var results = ResultsFixture.serial
    results.parameters = [ResultsFixture.parameters[1]]
    results.parameters[0].value = EstimateResult(estimate: 0.25, standardError: .nan)
    results.parameters[0].standardizedAll = nil
    #expect(TextReport.render(results).contains("  W -> M                0.250   -  -       -\n"))
  }

  @Test func whatRoundingLeavesOfAZeroResidualIsZero() {
    var results = ResultsFixture.serial
    results.residuals = [
      ResidualResult(a: "M", b: "Z", raw: 5.6e-17, correlation: 1e-17, normalized: -1.8e-15, standardized: nil),
      ResidualResult(a: "Y", b: "Y", raw: 0.0123, correlation: 0.01, normalized: 1.234, standardized: -2.1),
      ResidualResult(a: "X", b: "", raw: -0.5, correlation: nil, normalized: 0.5, standardized: 0.6),
    ]
    #expect(
      TextReport.render(results).contains(
        """
        Residuals (observed minus implied)
          Pair or variable                  raw  correlation  normalized z  standardized z
          ────────────────────────────────────────────────────────────────────────────────
          M <-> Z                         0.000         .000          0.00               -
          variance of Y                   0.012         .010          1.23           -2.10
          mean of Supportive leadership  -0.500            -          0.50            0.60

        """))
  }

  @Test func aFixedParameterIsCalledSo() {
    var results = ResultsFixture.serial
    results.parameters[1].isFree = false
    #expect(TextReport.render(results).contains("W -> M                           0.253  fixed                           .239\n"))
  }

  @Test func theBollenStineTestStandsUnderTheFit() {
    var results = ResultsFixture.serial
    results.fitMeasures.append(FitMeasure("pvalue.bollen.stine", 0.008))
    #expect(TextReport.render(results).contains("\n        Bollen-Stine bootstrap of χ²: p = .008\n"))
  }

  @Test func failedDrawsAreCountedByCause() {
    var results = ResultsFixture.serial
    results.interval = IntervalDescription(
      type: "bca", level: 0.95, draws: 5000, used: 4997, failed: ["not-positive-definite": 1, "not-converged": 2], seed: 2021)
    let account =
      "95% confidence intervals: BCa bootstrap, 4,997 of 5,000 draws used (failed: not converged 2, not positive definite 1), "
      + "seed 2021, generator sewall."
    #expect(TextReport.render(results, width: 200).contains(account))
    results.interval.unit = "clusters"
    #expect(TextReport.render(results, width: 200).contains("4,997 of 5,000 draws of whole clusters used (failed: "))
    results.interval.isInterrupted = true
    #expect(TextReport.render(results).contains("INTERRUPTED: 4,997 of 5,000 draws were done; the intervals rest on these."))
  }

  @Test func emptyResultsAreNoTrap() {
    let results = Results(
      modelName: "", dataName: "", converged: true, iterations: 0, sampleSize: 0, rowsRead: 0, groups: [], parameters: [],
      effects: [], fitMeasures: [], rSquared: [], interval: IntervalDescription(type: "wald", level: 0.95), conventions: [],
      variables: [])
    #expect(TextReport.render(results).contains("95% confidence intervals: Wald."))
    var without = results
    without.interval.type = "none"
    #expect(TextReport.render(without).contains("There are no confidence intervals."))
  }

  /// Women and men, long and Chinese labels, numbers near zero and far from it.
  static let twoGroups: Results = {
    var results = ResultsFixture.serial
    results.groups = [GroupResult(label: "women", sampleSize: 130), GroupResult(label: "men", sampleSize: 120)]
    results.parameters += ResultsFixture.parameters.dropLast().enumerated().map { index, parameter in
      var parameter = parameter
      parameter.group = 2
      parameter.value.lower = [-3.2e-11, 0.000_32, -98765.4][index % 3]
      parameter.value.upper = [123456.7, 1.5, 1.23e15][index % 3]
      return parameter
    }
    results.effects += ResultsFixture.effects.map { effect in
      var effect = effect
      effect.group = 2
      return effect
    }
    results.interval = IntervalDescription(type: "bca", level: 0.95, draws: 5000, used: 5000, seed: 2021)
    results.labels["M"] = "Perceived support from the organisation and from one's colleagues at work"
    results.labels["Y"] = "工作绩效"
    results.labels["W"] = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    results.residuals = [ResidualResult(a: "M", b: "Z", raw: 0.01, correlation: 0.01, normalized: nil, standardized: -2.1)]
    results.implied = [ImpliedResult(a: "M", b: "Z", value: 0.2)]
    return results
  }()
}

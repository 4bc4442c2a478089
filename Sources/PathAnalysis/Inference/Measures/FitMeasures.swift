import Probability

extension Fit {
  /// Every fit measure under lavaan's name, in lavaan's order. To add one, add a sibling of the types in this folder.
  public var measures: [FitMeasure] {
    let tests = FitTests(self)
    return testMeasures(tests) + baselineMeasures(tests.baseline) + IncrementalIndices.measures(tests)
      + LikelihoodMeasures.measures(self, tests) + RMSEAMeasures.measures(self, tests) + ResidualMeasures.measures(self)
      + (model.table.isCategorical ? [] : GoodnessOfFitMeasures.measures(self, tests))
  }

  private func testMeasures(_ tests: FitTests) -> [FitMeasure] {
    let df = tests.degreesOfFreedom
    let hasDistribution = solution.hasReferenceDistribution
    var measures = [
      FitMeasure("npar", Double(freeCount)), FitMeasure("fmin", max(discrepancy, 0) / 2), FitMeasure("chisq", chiSquare),
      FitMeasure("df", df), FitMeasure("pvalue", hasDistribution ? upperTail(chiSquare, df) : nil),
    ]
    if let scaled = tests.scaled { measures += scaledMeasures(scaled, prefix: "") }
    for test in tests.residualTests {
      measures += [
        FitMeasure("chisq." + test.name, test.chiSquare),
        FitMeasure("pvalue." + test.name, test.chiSquare.flatMap { upperTail($0, df) }),
      ]
    }
    return measures
  }

  private func baselineMeasures(_ baseline: Baseline) -> [FitMeasure] {
    let df = Double(baseline.degreesOfFreedom)
    let measures = [
      FitMeasure("baseline.chisq", baseline.chiSquare.isFinite ? baseline.chiSquare : nil), FitMeasure("baseline.df", df),
      FitMeasure("baseline.pvalue", upperTail(baseline.chiSquare, df)),
    ]
    return measures + (baseline.scaled.map { scaledMeasures($0, prefix: "baseline.") } ?? [])
  }

  private func scaledMeasures(_ test: ScaledTest, prefix: String) -> [FitMeasure] {
    [
      FitMeasure(prefix + "chisq.scaled", test.chiSquare), FitMeasure(prefix + "df.scaled", test.degreesOfFreedom),
      FitMeasure(prefix + "pvalue.scaled", upperTail(test.chiSquare, test.degreesOfFreedom)),
      FitMeasure(prefix + "chisq.scaling.factor", test.scalingFactor.isFinite ? test.scalingFactor : nil),
    ] + (test.shift.map { [FitMeasure(prefix + "chisq.shift.parameters", $0)] } ?? [])
  }

  private func upperTail(_ statistic: Double, _ df: Double) -> Double? {
    df > 0 && statistic.isFinite ? ChiSquare(degreesOfFreedom: df).upperTail(max(statistic, 0)) : nil
  }
}

import Probability

extension Fit {
  /// Every fit measure under lavaan's name, in lavaan's order. To add one, add a sibling of the types in this folder.
  public var measures: [FitMeasure] {
    let df = Double(degreesOfFreedom)
    let test = [
      FitMeasure("npar", Double(freeCount)), FitMeasure("fmin", max(discrepancy, 0) / 2), FitMeasure("chisq", chiSquare),
      FitMeasure("df", df),
      FitMeasure("pvalue", df > 0 ? ChiSquare(degreesOfFreedom: df).upperTail(chiSquare) : nil),
    ]
    return test + IncrementalIndices.measures(self) + LikelihoodMeasures.measures(self) + RMSEAMeasures.measures(self)
      + ResidualMeasures.measures(self) + GoodnessOfFitMeasures.measures(self)
  }
}

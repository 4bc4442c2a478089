/// Indices that compare the model with the baseline (conventions.md section 5).
enum IncrementalIndices {
  static func measures(_ tests: FitTests) -> [FitMeasure] {
    let forms = tests.forms
    func named(_ names: [String], _ form: MeasureForm, _ values: [String: Double]) -> [FitMeasure] {
      names.map { FitMeasure($0 + form.rawValue, values[$0].flatMap { $0.isFinite ? $0 : nil }) }
    }
    let all = forms.map { values($0.model, $0.baseline) }
    let first = forms.indices.flatMap { named(["cfi", "tli"], forms[$0].form, all[$0]) }
    let rest = forms.indices.flatMap { index -> [FitMeasure] in
      let names =
        forms[index].form == .robust ? ["nnfi", "rni"] : ["nnfi", "rfi", "nfi", "pnfi", "ifi", "rni", "pcfi"]
      return named(names, forms[index].form, all[index])
    }
    return first + rest
  }

  private static func values(_ model: TestForm, _ baseline: TestForm) -> [String: Double] {
    let (t, df, t0, df0) = (model.chiSquare, model.degreesOfFreedom, baseline.chiSquare, baseline.degreesOfFreedom)
    let excess = max(model.excess, 0)
    let excess0 = max(model.excess, baseline.excess, 0)
    let cfi = baseline.excess.isNaN ? Double.nan : excess0 == 0 ? 1 : 1 - excess / excess0
    let tli = df == 0 || df0 == 0 ? 1 : 1 - (model.excess * df0) / (baseline.excess * df)
    let nfi = t0 > 0 ? (t0 - t) / t0 : t0.isNaN ? .nan : 1
    return [
      "cfi": cfi, "tli": tli, "nnfi": tli, "nfi": nfi, "rfi": df == 0 || df0 == 0 ? 1 : (t0 / df0 - t / df) / (t0 / df0),
      "pnfi": df0 > 0 ? df / df0 * nfi : .nan, "ifi": t0 - df == 0 ? 1 : (t0 - t) / (t0 - df),
      "rni": baseline.excess == 0 ? 1 : 1 - model.excess / baseline.excess, "pcfi": df0 > 0 ? df / df0 * cfi : .nan,
    ]
  }
}

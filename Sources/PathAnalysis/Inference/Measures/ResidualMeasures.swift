import LinearAlgebra

/// Summaries of observed minus implied moments: SRMR in its variants, CRMR, RMR (conventions.md section 9).
///
/// The means of CRMR are divided by the observed SDs, as those of SRMR are. With conditional x the moments are those of the outcomes
/// given x, and the slopes on x count among the residuals, scaled by `sd_x / sd_y`. Of several groups the mean is taken, weighted by
/// their cases.
struct ResidualMeasures {
  /// Observed and implied moments that are compared; with conditional x those of the outcomes given x.
  let observed: Matrix
  let implied: Matrix
  let observedMeans: [Double]?
  let impliedMeans: [Double]
  private let isCategorical: Bool
  /// Observed minus implied slopes on x, raw and scaled; empty unless x is conditional.
  private let slopeResiduals: [(raw: Double, scaled: Double)]

  static func measures(_ fit: Fit) -> [FitMeasure] {
    if fit.model.table.hasLevels { return LevelResidualMeasures.measures(fit) }
    let total = Double(fit.sampleSize)
    let byGroup = fit.groups.map { (share: Double($0.sample.sampleSize) / total, measures: ResidualMeasures($0, fit).measures) }
    return byGroup[0].measures.indices.map { index in
      FitMeasure(
        byGroup[0].measures[index].name, byGroup.reduce(0) { $0 + $1.share * ($1.measures[index].value ?? .nan) })
    }
  }

  init(_ group: FittedGroup, _ fit: Fit) {
    isCategorical = !group.matrices.thresholds.isEmpty
    let exogenous = group.exogenousIndices
    let groupImplied = group.impliedCovariance
    let means = fit.model.table.hasMeanStructure ? group.observed.means : nil
    guard fit.model.table.isConditionalX, !exogenous.isEmpty else {
      let targets = group.matrices.targets
      let impliedMeans = group.impliedMeans
      observed = group.observed.covariance.principal(targets)
      implied = groupImplied.principal(targets)
      observedMeans = means.map { means in targets.map { means[$0] } }
      self.impliedMeans = targets.map { impliedMeans[$0] }
      slopeResiduals = []
      return
    }
    let isExogenous = Set(exogenous)
    let outcomes = (0..<group.observed.covariance.rowCount).filter { !isExogenous.contains($0) }
    observed = group.observed.covariance.partial(outcomes, given: exogenous)
    implied = groupImplied.partial(outcomes, given: exogenous)
    let observedSlopes = group.observed.covariance.slopes(of: outcomes, on: exogenous)
    let impliedSlopes = groupImplied.slopes(of: outcomes, on: exogenous)
    func intercepts(_ slopes: Matrix, _ means: [Double]) -> [Double] {
      let shift = slopes.transposedTimes(exogenous.map { means[$0] })
      return outcomes.indices.map { means[outcomes[$0]] - shift[$0] }
    }
    observedMeans = means.map { intercepts(observedSlopes, $0) }
    impliedMeans = intercepts(impliedSlopes, group.impliedMeans)
    let sd = observed.diagonal.map { $0.squareRoot() }
    let xSD = exogenous.map { group.observed.covariance[$0, $0].squareRoot() }
    var residuals: [(raw: Double, scaled: Double)] = []
    for j in outcomes.indices {
      for i in exogenous.indices {
        let raw = observedSlopes[i, j] - impliedSlopes[i, j]
        residuals.append((raw, raw * xSD[i] / sd[j]))
      }
    }
    slopeResiduals = residuals
  }

  private var measures: [FitMeasure] {
    let p = observed.rowCount
    let halfCount = Double(p * (p + 1) / 2)
    let meanCount = observedMeans == nil ? 0 : Double(p)
    let s = observed.diagonal.map { $0.squareRoot() }
    let sigma = implied.diagonal.map { $0.squareRoot() }
    let raw = sum { observed[$0, $1] - implied[$0, $1] }
    let bentler = sum { (observed[$0, $1] - implied[$0, $1]) / (s[$0] * s[$1]) }
    let bollen = sum { observed[$0, $1] / (s[$0] * s[$1]) - implied[$0, $1] / (sigma[$0] * sigma[$1]) }
    let mplusDiagonal = (0..<p).reduce(0) { $0 + square((observed[$1, $1] - implied[$1, $1]) / observed[$1, $1]) }
    let rawMeans = meanSum { observed, implied, _ in observed - implied }
    let bentlerMeans = meanSum { observed, implied, i in (observed - implied) / s[i] }
    let slopes = slopeResiduals.reduce(0) { $0 + square($1.raw) }
    let scaledSlopes = slopeResiduals.reduce(0) { $0 + square($1.scaled) }
    let bollenMeans = meanSum { observed, implied, i in observed / s[i] - implied / sigma[i] }
    func root(_ sum: Double, _ count: Double) -> Double { count > 0 ? (sum / count).squareRoot() : 0 }
    let withMeans = halfCount + meanCount
    let withSlopes = withMeans + Double(slopeResiduals.count)
    // Of ordinal variables the correlations alone are compared (conventions.md section 9).
    let srmr = isCategorical ? root(bentler, halfCount) : root(bentler + bentlerMeans + scaledSlopes, withSlopes)
    return [
      FitMeasure("rmr", root(raw + rawMeans + slopes, withSlopes)), FitMeasure("rmr_nomean", root(raw, halfCount)),
      FitMeasure("srmr", srmr), FitMeasure("srmr_bentler", srmr),
      FitMeasure("srmr_bentler_nomean", root(bentler, halfCount)),
      FitMeasure("crmr", root(bollen + bentlerMeans + scaledSlopes, withSlopes - Double(p))),
      FitMeasure("crmr_nomean", root(bollen, halfCount - Double(p))),
      FitMeasure("srmr_mplus", root(bollen + mplusDiagonal + bollenMeans, withMeans)),
      FitMeasure("srmr_mplus_nomean", root(bollen + mplusDiagonal, halfCount)),
    ]
  }

  private func square(_ x: Double) -> Double { x * x }

  private func sum(_ residual: (Int, Int) -> Double) -> Double {
    var total = 0.0
    for j in 0..<observed.rowCount { for i in j..<observed.rowCount { total += square(residual(i, j)) } }
    return total
  }

  private func meanSum(_ residual: (Double, Double, Int) -> Double) -> Double {
    guard let observedMeans else { return 0 }
    return observedMeans.indices.reduce(0) { $0 + square(residual(observedMeans[$1], impliedMeans[$1], $1)) }
  }
}

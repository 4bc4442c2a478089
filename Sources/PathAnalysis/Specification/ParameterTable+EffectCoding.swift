extension ParameterTable {
  /// Effect coding (Little, Slegers & Card 2006): the loadings of a factor add up to their number, and the intercepts of its indicators to
  /// 0 where its mean is free.
  ///
  /// As in lavaan, a fixed loading gives the factor its scale instead, and a fixed intercept its mean.
  var effectCodingRestrictions: [LinearForm] {
    guard !effectCoding.isEmpty else { return [] }
    return blocks.flatMap { block -> [LinearForm] in
      let own = rows.filter { $0.group == block.group && $0.level == block.level }
      return block.roles.latent.flatMap { factor -> [LinearForm] in
        let loadings = own.filter { $0.relation == .measuredBy && $0.lhs == factor && $0.factorBlock == nil }
        let indicators = Set(loadings.map(\.rhs))
        let intercepts = own.filter { $0.relation == .intercept && indicators.contains($0.lhs) && $0.isFree }
        let hasFreeMean = own.contains { $0.relation == .intercept && $0.lhs == factor && $0.isFree }
        let codesScale = effectCoding.contains(.loadings) && loadings.allSatisfy(\.isFree)
        let codesMean = effectCoding.contains(.intercepts) && hasFreeMean && intercepts.count == loadings.count
        guard !loadings.isEmpty else { return [] }
        return (codesScale ? [sum(of: loadings, is: Double(loadings.count))] : [])
          + (codesMean ? [sum(of: intercepts, is: 0)] : [])
      }
    }
  }

  private func sum(of rows: [ParameterRow], is total: Double) -> LinearForm {
    rows.compactMap(\.parameterIndex).reduce(LinearForm(constant: -total, count: parameterCount)) {
      $0.adding(LinearForm(parameter: $1, count: parameterCount))
    }
  }
}

import LinearAlgebra

extension SymbolicModel {
  /// Writes the entries that follow from the weights (``Composite``).
  ///
  /// In causal order `var(C) = S_CC + sum_k A_Ck [cov(y_k, C) + cov(e_C, y_k)]` gives the residual variance.
  mutating func addComposites(
    _ program: inout StraightLineProgram, parameter: (inout StraightLineProgram, Int) -> Value,
    moment: (inout StraightLineProgram, Int, Int) -> Value
  ) {
    var variances: [Value] = []
    for composite in matrices.composites {
      let places = composite.indicators
      let weights: [Value] = composite.weights.map { source in
        switch source {
        case .parameter(let index): parameter(&program, index)
        case .fixed(let value): program.constant(value)
        case .sampleMoment, .unitVariance, .dependent: program.constant(0)
        }
      }
      var joint: [Value] = []
      var variance = program.constant(0)
      for i in places {
        var sum = program.constant(0)
        for (j, weight) in zip(places, weights) { sum = program.add(sum, program.multiply(moment(&program, i, j), weight)) }
        joint.append(sum)
      }
      for (weight, value) in zip(weights, joint) { variance = program.add(variance, program.multiply(weight, value)) }
      for (i, place) in places.enumerated() {
        let loading = program.divide(joint[i], variance)
        setPath(loading, from: composite.variable, to: place)
        setCovariance(joint[i], place, composite.variable)
        for (j, other) in places[...i].enumerated() {
          let total = moment(&program, place, other)
          setCovariance(total, place, other)
          setSymmetric(program.subtract(total, program.multiply(loading, joint[j])), place, other)
        }
      }
      setCovariance(variance, composite.variable, composite.variable)
      variances.append(variance)
    }
    for (composite, variance) in zip(matrices.composites, variances) {
      let residual = program.difference(variance, explained(composite.variable, &program))
      setSymmetric(residual, composite.variable, composite.variable)
    }
  }
}

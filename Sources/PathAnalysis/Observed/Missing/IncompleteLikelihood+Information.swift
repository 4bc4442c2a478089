import LinearAlgebra

/// Derivatives with respect to the elements of (mu, vech Sigma): the p means, then the lower triangle of Sigma column by column.
extension IncompleteLikelihood {
  /// p + p(p + 1)/2.
  var elementCount: Int { patterns.variableCount * (patterns.variableCount + 3) / 2 }

  /// The observed information per case: exact second derivatives of -l/n.
  ///
  /// For a pattern, with B = 2W - A, the share of its cases times
  ///
  ///     mu, mu:          A
  ///     vech, mu:        D'(A (x) v)
  ///     vech, vech:      1/2 D'(A (x) B + B (x) A) D / 2
  ///
  /// in the places of its observed variables. Of complete data at their moments it is the expected information. Source: Magnus and
  /// Neudecker (1999), chapter 15; Savalei (2010) on observed information as the one that is right with data missing at random.
  func observedInformation() -> Matrix {
    let p = patterns.variableCount
    let total = Double(patterns.rowCount)
    var result = Matrix(rowCount: elementCount, columnCount: elementCount)
    for (pattern, part) in zip(patterns.patterns, parts) {
      let share = Double(pattern.sampleSize) / total
      let (a, v) = (part.precision, part.weightedDeviations)
      let places = Self.places(of: pattern.observed, variableCount: p)
      result.add(share, times: a, at: pattern.observed)
      for (column, variable) in pattern.observed.enumerated() {
        var k = 0
        for j in v.indices {
          let (avj, aj) = (share * v[j], share * a[j, column])
          for i in j..<v.count {
            result[places[k], variable] += i == j ? a[i, column] * avj : a[i, column] * avj + v[i] * aj
            k += 1
          }
        }
      }
      var b = -1 * a
      if let spread = part.spread { b += 2 * spread }
      b.add(2, timesProductOf: v, v, at: Array(v.indices))
      result.addPairProducts(share, of: a, and: b, at: places)
    }
    result.reflectLowerTriangle()
    return result
  }

  /// The expected information per case, given which values are observed: of a pattern A and 1/2 D'(A (x) A) D, in the places of its
  /// observed variables.
  ///
  /// Right when values are missing completely at random.
  func expectedInformation() -> Matrix {
    let p = patterns.variableCount
    let total = Double(patterns.rowCount)
    var result = Matrix(rowCount: elementCount, columnCount: elementCount)
    for (pattern, part) in zip(patterns.patterns, parts) {
      let share = Double(pattern.sampleSize) / total
      result.add(share, times: part.precision, at: pattern.observed)
      let places = Self.places(of: pattern.observed, variableCount: p)
      result.addPairProducts(share, of: part.precision, and: part.precision, at: places)
    }
    result.reflectLowerTriangle()
    return result
  }

  /// The derivatives of the log-likelihood of some of the data's cases, one row each; 0 for a case of which nothing is observed.
  ///
  /// With x the values observed of a case and v = A (x - mu): v for the means, D'vec((v v' - A)/2) for the covariances, 0 for
  /// what is not observed. Their sums are the gradient.
  func scores(of cases: Matrix) -> Matrix {
    let p = patterns.variableCount
    var result = Matrix(rowCount: cases.rowCount, columnCount: elementCount)
    for (number, rows) in patterns.cases(of: cases).enumerated() {
      let (pattern, part) = (patterns.patterns[number], parts[number])
      let places = Self.places(of: pattern.observed, variableCount: p)
      var deviations = cases.submatrix(rows: rows, columns: pattern.observed)
      for (a, variable) in pattern.observed.enumerated() { for place in rows.indices { deviations[place, a] -= means[variable] } }
      let v = deviations * part.precision
      for (a, variable) in pattern.observed.enumerated() {
        for (place, row) in rows.enumerated() { result[row, variable] = v[place, a] }
      }
      var k = 0
      for j in pattern.observed.indices {
        for i in j..<pattern.observed.count {
          let factor = i == j ? 0.5 : 1
          for (place, row) in rows.enumerated() {
            result[row, places[k]] = factor * (v[place, i] * v[place, j] - part.precision[i, j])
          }
          k += 1
        }
      }
    }
    return result
  }

  /// The mean product of the scores: `scores' scores / n`.
  func firstOrderInformation() -> Matrix {
    var products = Matrix(rowCount: elementCount, columnCount: elementCount)
    for range in patterns.rows.blocks {
      let scores = scores(of: patterns.rows.block(range))
      products += scores.transposedTimes(scores)
    }
    return (1 / Double(patterns.rowCount)) * products
  }

  /// Where the half vector of the observed variables stands among the elements of (mu, vech Sigma); ascending.
  private static func places(of observed: [Int], variableCount p: Int) -> [Int] {
    observed.indices.flatMap { j in
      observed[j...].map { p + Matrix.halfVectorIndex(row: $0, column: observed[j], order: p) }
    }
  }
}

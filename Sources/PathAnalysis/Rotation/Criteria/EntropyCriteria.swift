import Glibc

/// Criteria from information theory. s(i,j) are squared loadings, r(i), c(j) and t their row, column and total sums;
/// x log x is 0 at 0.
extension CriterionValue {
  /// -1/2 sum of s log s; dQ/dl = -l (log s + 1).
  static func entropy(_ loadings: LoadingGrid<Number>) -> CriterionValue {
    let squares = loadings.map(\.square)
    return CriterionValue(
      value: -0.5 * sumOfProductsWithLogarithms(squares.elements),
      gradient: loadings.mapIndexed { i, j, loading in
        -1 * (loading * (squares[i, j].logarithmOrZero + Number(1)))
      })
  }

  /// log m + H(s/t) - H(r/t) - H(c/t), H(x) = -sum of x log x.
  ///
  /// With B = sum of r log r + sum of c log c - sum of s log s, Q = log m - log t + B/t and
  /// dQ/dl(i,j) = 2 l(i,j) [log r(i) + log c(j) - log s(i,j) - B/t] / t.
  static func infomax(_ loadings: LoadingGrid<Number>) -> CriterionValue {
    let squares = loadings.map(\.square)
    let rows = squares.rowSums
    let columns = squares.columnSums
    let total = columns.reduce(.zero, +)
    let bracket =
      sumOfProductsWithLogarithms(rows) + sumOfProductsWithLogarithms(columns) - sumOfProductsWithLogarithms(squares.elements)
    let mean = bracket / total
    let gradient = loadings.mapIndexed { i, j, loading in
      let logarithms = rows[i].logarithmOrZero + columns[j].logarithmOrZero - squares[i, j].logarithmOrZero
      return 2 * (loading * (logarithms - mean) / total)
    }
    return CriterionValue(value: Number(log(Double(loadings.columnCount))) - total.logarithm + mean, gradient: gradient)
  }

  /// log Q1 - log Q2, Q1 = sum over columns of H(s(i,j)/c(j)) and Q2 = H(c/t), H(x) = -sum of x log x.
  ///
  /// With a(j) = sum over i of s log s and b = sum of c log c: Q1 = sum of log c(j) - a(j)/c(j), Q2 = log t - b/t,
  /// dQ1/ds(i,j) = (a(j)/c(j) - log s(i,j)) / c(j), dQ2/ds(i,j) = (b/t - log c(j)) / t.
  static func mccammon(_ loadings: LoadingGrid<Number>) -> CriterionValue {
    let squares = loadings.map(\.square)
    let columns = squares.columnSums
    let total = columns.reduce(.zero, +)
    let within = squares.map { $0 * $0.logarithmOrZero }.columnSums
    let means = zip(within, columns).map { $0 / $1 }
    let between = sumOfProductsWithLogarithms(columns) / total
    var first = Number.zero
    for (mean, column) in zip(means, columns) { first += column.logarithm - mean }
    let second = total.logarithm - between
    let gradient = loadings.mapIndexed { i, j, loading in
      let firstSlope = (means[j] - squares[i, j].logarithmOrZero) / columns[j]
      let secondSlope = (between - columns[j].logarithmOrZero) / total
      return 2 * (loading * (firstSlope / first - secondSlope / second))
    }
    return CriterionValue(value: first.logarithm - second.logarithm, gradient: gradient)
  }
}

/// sum of x log x.
private func sumOfProductsWithLogarithms<Number: CriterionNumber>(_ numbers: [Number]) -> Number {
  numbers.reduce(.zero) { $0 + $1 * $1.logarithmOrZero }
}

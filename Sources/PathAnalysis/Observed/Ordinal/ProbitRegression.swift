import Glibc
import LinearAlgebra
import Probability

/// The ordered probit regression P(y ≤ k) = Φ(τ(k) - βx) by maximum likelihood.
///
/// The log likelihood is concave in (τ, β) (Pratt 1981, Journal of the American Statistical Association 76, 103-106), so that
/// Newton's method with halved steps finds its maximum from anywhere.
struct ProbitRegression: Sendable {
  /// Thresholds, ascending, then slopes of the standardized covariates.
  private(set) var parameters: [Double]
  private let categories: Categories
  private let covariates: Covariates

  private var thresholdCount: Int { categories.values.count - 1 }
  var thresholds: [Double] { Array(parameters[..<thresholdCount]) }
  var slopes: [Double] { Array(parameters[thresholdCount...]) }

  /// - Throws: `noProbitRegression`.
  init(_ categories: Categories, covariates: Covariates, start thresholds: [Double], variable: String) throws(OrdinalProblem) {
    self.categories = categories
    self.covariates = covariates
    parameters = thresholds + [Double](repeating: 0, count: covariates.count)
    var current = cases(parameters)
    for _ in 0..<100 {
      let (gradient, information) = derivatives(current)
      guard let step = try? CholeskyFactorization(information).solve(gradient) else { break }
      var factor = 1.0
      var next = current
      var moved = parameters
      repeat {
        moved = zip(parameters, step).map { $0 + factor * $1 }
        next = cases(moved)
        factor /= 2
      } while !(next.logLikelihood >= current.logLikelihood - 1e-10 * abs(current.logLikelihood)) && factor > 1e-6
      parameters = moved
      current = next
      let change = step.reduce(0) { max($0, abs($1)) }
      if change < 1e-9, factor == 0.5 { return }
      // Far out of any standard normal distribution: the categories are separated.
      if parameters.contains(where: { abs($0) > 50 }) { break }
    }
    throw .noProbitRegression(variable: variable)
  }

  /// The bounds of each case's y* - βx.
  var bounds: (lower: [Double], upper: [Double]) {
    let result = cases(parameters)
    return (result.lower, result.upper)
  }

  /// n x parameters: derivatives of the cases' log likelihoods.
  var scores: Matrix {
    let cases = cases(parameters)
    var result = Matrix(rowCount: categories.codes.count, columnCount: parameters.count)
    for (row, code) in categories.codes.enumerated() {
      if code < thresholdCount { result[row, code] = cases.upperRatio[row] }
      if code > 0 { result[row, code - 1] = -cases.lowerRatio[row] }
      let difference = cases.lowerRatio[row] - cases.upperRatio[row]
      for j in 0..<covariates.count { result[row, thresholdCount + j] = covariates.standardized[row, j] * difference }
    }
    return result
  }

  /// What each case has at given parameters.
  private struct Cases {
    var lower: [Double] = []
    var upper: [Double] = []
    /// φ(upper) / p and φ(lower) / p, where p is the probability of the case's category.
    var upperRatio: [Double] = []
    var lowerRatio: [Double] = []
    /// NaN when thresholds are out of order.
    var logLikelihood = 0.0
  }

  private func cases(_ parameters: [Double]) -> Cases {
    var result = Cases()
    let bounds = [-.infinity] + parameters[..<thresholdCount] + [.infinity]
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      result.logLikelihood = .nan
      return result
    }
    let predictors = covariates.standardized.times(Array(parameters[thresholdCount...]))
    for (code, predictor) in zip(categories.codes, predictors) {
      let (lower, upper) = (bounds[code] - predictor, bounds[code + 1] - predictor)
      let probability = max(Normal.probability(lower...upper), .leastNormalMagnitude)
      result.lower.append(lower)
      result.upper.append(upper)
      result.upperRatio.append(Normal.density(upper) / probability)
      result.lowerRatio.append(Normal.density(lower) / probability)
      result.logLikelihood += log(probability)
    }
    return result
  }

  /// The gradient of the log likelihood and the negative of its matrix of second derivatives.
  private func derivatives(_ cases: Cases) -> (gradient: [Double], information: Matrix) {
    let n = categories.codes.count
    let x = covariates.standardized
    var gradient = [Double](repeating: 0, count: thresholdCount)
    var information = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    // Second derivatives in (threshold, predictor) of each case, and in the predictor twice.
    var mixed = Matrix(rowCount: n, columnCount: thresholdCount)
    var predictor = [Double](repeating: 0, count: n)
    var slope = [Double](repeating: 0, count: n)
    for (row, code) in categories.codes.enumerated() {
      let (a, c) = (cases.upperRatio[row], cases.lowerRatio[row])
      let upper = a == 0 ? 0 : a * (cases.upper[row] + a)
      let lower = c == 0 ? 0 : c * (c - cases.lower[row])
      let both = a * c
      if code < thresholdCount {
        gradient[code] += a
        information[code, code] += upper
        mixed[row, code] = both - upper
      }
      if code > 0 {
        gradient[code - 1] -= c
        information[code - 1, code - 1] += lower
        mixed[row, code - 1] = both - lower
      }
      if code > 0, code < thresholdCount {
        information[code, code - 1] -= both
        information[code - 1, code] -= both
      }
      predictor[row] = upper + lower - 2 * both
      slope[row] = c - a
    }
    let cross = mixed.transposedTimes(x)
    let weighted = x.scalingRows(by: predictor)
    let square = x.transposedTimes(weighted)
    for j in 0..<covariates.count {
      for k in 0..<thresholdCount {
        information[thresholdCount + j, k] = cross[k, j]
        information[k, thresholdCount + j] = cross[k, j]
      }
      for i in 0..<covariates.count { information[thresholdCount + i, thresholdCount + j] = square[i, j] }
    }
    return (gradient + x.transposedTimes(slope), information)
  }
}

extension Matrix {
  /// diag(factors) A.
  func scalingRows(by factors: [Double]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * columnCount)
    for j in 0..<columnCount { elements += zip(column(j), factors).map { $0 * $1 } }
    return Matrix(rowCount: rowCount, columnCount: columnCount, columnMajor: elements)
  }
}

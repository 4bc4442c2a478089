import LinearAlgebra
import ModelSyntax
import Probability
import SurveyData

/// The model of one factor behind the items of a scale, fitted by maximum likelihood: `x_i = loading_i f + e_i`, var f = 1.
///
/// Needs three items and more complete rows than items; with three it is just identified.
public struct OneFactorModel: Sendable {
  /// One an item, in the items' units.
  public let loadings: [Double]
  /// Variances of e, one an item; a negative one is Heywood's case.
  public let residualVariances: [Double]
  /// Asymptotic covariance of the loadings and then the residual variances, 2k x 2k; `nil` when they are not identified.
  public let asymptoticCovariance: Matrix?

  /// Fits the model to the complete rows of an n x k matrix of answers; `nil` when there is no solution.
  public init?(items: Matrix) {
    let order = items.columnCount
    let complete = (0..<items.rowCount).filter { row in (0..<order).allSatisfy { !items[row, $0].isNaN } }
    guard order > 2, complete.count > order else { return nil }
    // Names that every item may have, whatever the questionnaire calls it.
    let names = (1...order).map { "item\($0)" }
    let sums = MomentSums.of(items.submatrix(rows: complete, columns: Array(0..<order)))
    let sample = Sample(variables: names, sampleSize: complete.count, covariance: sums.covariance, means: sums.means)
    let text = SourceText(name: "one factor", text: "factor =~ " + names.joined(separator: " + "))
    var options = ModelOptions()
    options.standardizeLatent = true
    guard let model = PathModel.specify(ModelParser.parse(ModelDocument(text)).tree, options: options).model,
      let fit = try? model.fit(to: sample), fit.converged
    else { return nil }
    let loadingPlaces = Self.places(names, .measuredBy, fit)
    let residualPlaces = Self.places(names, .covariance, fit)
    guard loadingPlaces.count == order, residualPlaces.count == order else { return nil }
    let values = loadingPlaces.map { fit.parameters[$0] }
    // The factor's direction is arbitrary: it points where the items do.
    let sign = values.reduce(0, +) < 0 ? -1.0 : 1
    loadings = values.map { sign * $0 }
    residualVariances = residualPlaces.map { fit.parameters[$0] }
    asymptoticCovariance = fit.asymptoticCovariance.map { covariance in
      var selected = covariance.principal(loadingPlaces + residualPlaces)
      for i in 0..<order {
        for j in order..<2 * order {
          selected[i, j] *= sign
          selected[j, i] *= sign
        }
      }
      return selected
    }
  }

  /// Places in the parameter vector of each item's loading or residual variance.
  private static func places(_ names: [String], _ relation: TermOperator, _ fit: Fit) -> [Int] {
    names.compactMap { name in
      fit.model.table.rows.first {
        $0.relation == relation && $0.rhs == name && $0.lhs == (relation == .measuredBy ? "factor" : name)
      }?.parameterIndex
    }
  }

  /// `loading / sqrt(loading² + residual variance)`.
  public var standardizedLoadings: [Double] {
    zip(loadings, residualVariances).map { $0 / ($0 * $0 + $1).squareRoot() }
  }

  /// The mean of the squared standardised loadings (Fornell & Larcker, 1981).
  public var averageVarianceExtracted: Double {
    standardizedLoadings.reduce(0) { $0 + $1 * $1 } / Double(loadings.count)
  }

  /// `(sum of loadings)² / ((sum of loadings)² + sum of residual variances)` (McDonald, 1999), with a standard error and a
  /// symmetric interval by the delta method.
  public func omega(level: Double = 0.95) -> OmegaTotal {
    let sum = loadings.reduce(0, +)
    let residual = residualVariances.reduce(0, +)
    let total = sum * sum + residual
    let value = sum * sum / total
    guard let asymptoticCovariance else { return OmegaTotal(value: value, standardError: nil, interval: nil) }
    let gradient =
      [Double](repeating: 2 * sum * residual / (total * total), count: loadings.count)
      + [Double](repeating: -sum * sum / (total * total), count: loadings.count)
    var variance = 0.0
    for (i, a) in gradient.enumerated() {
      for (j, b) in gradient.enumerated() { variance += a * b * asymptoticCovariance[i, j] }
    }
    let error = max(variance, 0).squareRoot()
    let distance = Normal.quantile(1 - (1 - level) / 2) * error
    return OmegaTotal(
      value: value, standardError: error,
      interval: ReliabilityInterval(lower: value - distance, upper: value + distance, level: level))
  }
}

import LinearAlgebra

@testable import PathAnalysis

/// Unrotated maximum likelihood loadings of three factors on the nine tests of Holzinger and Swineford (1939), from R's `factanal`,
/// to four digits.
let holzingerLoadings = Matrix(rows: [
  [0.488, 0.3135, 0.3886], [0.2445, 0.1731, 0.4019], [0.2724, 0.4071, 0.4662], [0.8345, -0.1528, -0.0321],
  [0.839, -0.2091, -0.097], [0.8234, -0.1288, 0.0159], [0.2288, 0.4845, -0.459], [0.2697, 0.6217, -0.2686],
  [0.3765, 0.5608, 0.0239],
])

extension RotationCriterion {
  /// One of each kind, with numbers that leave no term out.
  static let examples: [RotationCriterion] = [
    .geomin(epsilon: 0.01), .oblimin(gamma: -0.5), .quartimin, .varimax, .quartimax, .orthomax(gamma: 0.5),
    .crawfordFerguson(.equamax), .entropy, .mccammon, .infomax, .tandem1, .tandem2, .oblimax, .bentler, .simplimax(count: 10),
    .target(holzingerLoadings, weights: nil), .promax(), .bifactorGeomin(epsilon: 0.01), .bifactorQuartimin,
  ]
}

/// The derivative of a matrix function by central differences of fourth order.
func differences(_ h: Double = 1e-3, _ function: (Double) -> Matrix?) -> Matrix? {
  guard let a = function(-2 * h), let b = function(-h), let c = function(h), let d = function(2 * h) else { return nil }
  return (1 / (12 * h)) * (a - d + 8 * (c - b))
}

func largestDifference(_ a: Matrix, _ b: Matrix) -> Double { (a - b).maxAbsolute }

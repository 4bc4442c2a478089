import RealModule

extension BivariateNormal {
  /// Rectangles lower < X ≤ upper, lower < Y ≤ upper, whose probabilities are wanted at several correlations.
  ///
  /// A probability is the product of the two margins' plus the integral over the correlation of the densities at the corners that
  /// are not infinite, added with their signs.
  public struct Rectangles: Sendable {
    private struct Corner {
      var rectangle: Int
      var sign: Double
      var h: Double
      var k: Double
    }

    private let first: [ClosedRange<Double>]
    private let second: [ClosedRange<Double>]
    private let independent: [Double]
    private let corners: [Corner]

    /// Two arrays of one length: the ranges of X and of Y.
    public init(first: [ClosedRange<Double>], second: [ClosedRange<Double>]) {
      precondition(first.count == second.count, "\(first.count) and \(second.count) ranges")
      self.first = first
      self.second = second
      independent = zip(first, second).map { Normal.probability($0) * Normal.probability($1) }
      var corners: [Corner] = []
      corners.reserveCapacity(4 * first.count)
      for rectangle in first.indices {
        let (a, b) = (first[rectangle], second[rectangle])
        for (h, k, sign) in [
          (a.upperBound, b.upperBound, 1.0), (a.lowerBound, b.upperBound, -1), (a.upperBound, b.lowerBound, -1),
          (a.lowerBound, b.lowerBound, 1),
        ] where abs(h) < 40 && abs(k) < 40 {
          corners.append(Corner(rectangle: rectangle, sign: sign, h: h, k: k))
        }
      }
      self.corners = corners
    }

    /// The probabilities, with relative errors of about 1e-9 if they are small; never below the least normal number.
    public func probabilities(correlation r: Double) -> [Double] {
      var result = abs(r) < 0.925 ? fromIndependence(r) : zip(first, second).map { probability($0, $1, correlation: r) }
      for index in result.indices where result[index] < 1e-6 {
        result[index] = max(smallProbability(first[index], second[index], correlation: r), .leastNormalMagnitude)
      }
      return result
    }

    /// The first and second derivatives of the probabilities with respect to the correlation.
    public func derivatives(correlation r: Double) -> (first: [Double], second: [Double]) {
      var slopes = [Double](repeating: 0, count: first.count)
      var curvatures = slopes
      let rest = (1 - r) * (1 + r)
      for corner in corners {
        let density = corner.sign * density(corner.h, corner.k, correlation: r)
        slopes[corner.rectangle] += density
        curvatures[corner.rectangle] +=
          density * (r + (corner.h - r * corner.k) * (corner.k - r * corner.h) / rest) / rest
      }
      return (slopes, curvatures)
    }

    private func fromIndependence(_ r: Double) -> [Double] {
      var result = independent
      let half = Double.asin(r) / 2
      for node in rule.nodes.indices {
        let sine = Double.sin(half * (1 + rule.nodes[node]))
        let scale = 1 / (1 - sine * sine)
        let weight = rule.weights[node] * half / (2 * Double.pi)
        for corner in corners {
          let (h, k) = (corner.h, corner.k)
          let exponent = (sine * h * k - (h * h + k * k) / 2) * scale
          result[corner.rectangle] += corner.sign * weight * Double.exp(exponent)
        }
      }
      return result
    }
  }
}

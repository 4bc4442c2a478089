import RealModule

/// The nodes and weights of the Gauss-Legendre rule on -1...1, exact for polynomials of degree 2 · order - 1.
struct GaussLegendre: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// Newton's method on the Legendre polynomial, from the cosines that approximate its roots.
  init(order: Int) {
    var nodes: [Double] = []
    var weights: [Double] = []
    for index in 0..<order {
      var x = Double.cos(.pi * (Double(index) + 0.75) / (Double(order) + 0.5))
      var slope = 0.0
      for _ in 0..<8 {
        var previous = 1.0
        var value = x
        for degree in 2...order {
          let next = (Double(2 * degree - 1) * x * value - Double(degree - 1) * previous) / Double(degree)
          (previous, value) = (value, next)
        }
        slope = Double(order) * (previous - x * value) / (1 - x * x)
        x -= value / slope
      }
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// The integral of a smooth function from `start` to `end`.
  @inline(__always)
  func integral(from start: Double, to end: Double, of function: (Double) -> Double) -> Double {
    let half = (end - start) / 2
    let middle = (end + start) / 2
    var sum = 0.0
    for index in nodes.indices { sum += weights[index] * function(middle + half * nodes[index]) }
    return half * sum
  }
}

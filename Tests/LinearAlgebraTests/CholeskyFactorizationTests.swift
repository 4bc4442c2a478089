import LinearAlgebra
import Testing

@Suite struct CholeskyFactorizationTests {
  @Test func agreesWithHighPrecision() throws {
    let factor = try CholeskyFactorization(covariance)
    #expect(abs(factor.logDeterminant - 3.8498012651467295455) < 1e-15)
    let lower = [
      1.58113883008418967, 0.4743416490252569, -0.316227766016837933, 0.695701085237043453, 1.29421791055447846,
      0.347700334178815108, -0.100446763207213253, 1.72600824957818214, -0.373737858450746654, 1.94067783542808663,
    ]
    #expect(largestDifference(factor.lower.halfVector, lower) < 1e-15)
    #expect(factor.lower[0, 3] == 0)
    let solution = [1.09585287245743074, -1.71377961198265995, 1.32227968301789609, 0.18803851759306015]
    #expect(largestDifference(factor.solve([1, -2, 3, 0.5]), solution) < 2e-15)
    let inverse = symmetric([
      [0.523181165392909992], [-0.206486395022957418, 0.621342816049600154],
      [0.0710458781205619606, -0.0890627552413096237, 0.34812054599757682],
      [-0.106877434686159942, 0.00516136172685328803, 0.0574933128439688424, 0.265517474402040281],
    ])
    #expect(largestDifference(factor.inverse(), inverse) < 1e-15)
  }

  @Test(arguments: ordersAroundTheSwitch) func reproducesTheMatrix(order: Int) throws {
    var generator = FixedGenerator(seed: 4)
    let a = generator.positiveDefinite(order)
    let factor = try CholeskyFactorization(a)
    #expect(largestDifference(naiveProduct(factor.lower, factor.lower.transposed), a) < 1e-13)
    let identity = Matrix.identity(order)
    let inverse = factor.inverse()
    #expect(inverse.isSymmetric(tolerance: 0))
    #expect(largestDifference(naiveProduct(a, inverse), identity) < 1e-13)
    #expect(largestDifference(factor.solve(identity), inverse) < 1e-13)
    let right = generator.matrix(order, 6)
    #expect(largestDifference(naiveProduct(a, factor.solve(right)), right) < 1e-12)
    for j in 0..<6 { #expect(largestDifference(factor.solve(right.column(j)), factor.solve(right).column(j)) < 1e-13) }
  }

  @Test(arguments: ordersAroundTheSwitch) func agreesWithLU(order: Int) throws {
    var generator = FixedGenerator(seed: 5)
    let a = generator.positiveDefinite(order)
    let difference = try CholeskyFactorization(a).logDeterminant - LUFactorization(a).logAbsoluteDeterminant
    #expect(abs(difference) < 1e-12)
  }

  @Test(arguments: [3, 24, 25, 40]) func namesThePivotThatFails(order: Int) {
    for pivot in [0, 1, order - 1] {
      var a = Matrix.identity(order)
      a[pivot, pivot] = -1
      #expect(throws: FactorizationError.notPositiveDefinite(pivot: pivot)) { try CholeskyFactorization(a) }
      a[pivot, pivot] = .nan
      #expect(throws: FactorizationError.notPositiveDefinite(pivot: pivot)) { try CholeskyFactorization(a) }
      a[pivot, pivot] = 0
      #expect(throws: FactorizationError.notPositiveDefinite(pivot: pivot)) { try CholeskyFactorization(a) }
    }
  }

  @Test func readsTheLowerTriangleOnly() throws {
    let lower = try CholeskyFactorization(covariance).lower
    var a = covariance
    a[0, 3] = .nan
    #expect(try CholeskyFactorization(a).lower == lower)
  }

  @Test func refusesARectangle() {
    #expect(throws: FactorizationError.notSquare(rowCount: 1, columnCount: 2)) {
      try CholeskyFactorization(Matrix(rows: [[1, 2]]))
    }
  }
}

import Testing

@testable import LinearAlgebra

/// The small kernels and LAPACK solve the same problems, also at orders where they are not used.
@Suite struct SmallKernelsTests {
  @Test(arguments: [1, 2, 6, 24, 25, 37]) func agreeWithLAPACK(order: Int) {
    var generator = FixedGenerator(seed: 11)
    let a = generator.positiveDefinite(order)
    let right = generator.matrix(order, 5)
    let (small, large) = (factorAndSolve(a, right, inSwift: true), factorAndSolve(a, right, inSwift: false))
    #expect(largestDifference(small.factor, large.factor) < 1e-14)
    #expect(largestDifference(small.solution, large.solution) < 1e-13)
  }

  private func factorAndSolve(_ a: Matrix, _ right: Matrix, inSwift: Bool) -> (factor: [Double], solution: Matrix) {
    var factor = a.transposed
    var solution = right
    let order = a.rowCount
    factor.storage.withUnsafeMutableBufferPointer { factor in
      solution.storage.withUnsafeMutableBufferPointer { solution in
        guard let factor = factor.baseAddress, let solution = solution.baseAddress else { return }
        if inSwift {
          _ = SmallKernels.choleskyFactor(factor, order: order)
          SmallKernels.choleskySolve(factor, order: order, solution, columnCount: right.columnCount)
        } else {
          _ = LAPACK.choleskyFactor(factor, order: order)
          LAPACK.choleskySolve(factor, order: order, solution, columnCount: right.columnCount)
        }
      }
    }
    return (factor.halfVector, solution)
  }
}

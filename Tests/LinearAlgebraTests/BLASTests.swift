import Glibc
import LinearAlgebra
import Testing

@Suite struct BLASTests {
  /// Only OpenBLAS has the function that says how many threads it uses.
  @Test func openBLASUsesOneThread() {
    BLAS.useOneThread()
    guard let address = dlsym(nil, "openblas_get_num_threads") else { return }
    typealias ThreadCount = @convention(c) () -> CInt
    #expect(unsafeBitCast(address, to: ThreadCount.self)() == 1)
  }

  @Test func aLargeProductLimitsTheThreadsByItself() async {
    await #expect(processExitsWith: .success) {
      let a = Matrix.identity(64)
      let product = a * a
      guard let address = dlsym(nil, "openblas_get_num_threads"), product == a else { return }
      typealias ThreadCount = @convention(c) () -> CInt
      #expect(unsafeBitCast(address, to: ThreadCount.self)() == 1)
    }
  }
}

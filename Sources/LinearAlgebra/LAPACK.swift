import CLAPACK

/// The calls into BLAS and LAPACK, all of them: sizes are at least 1, matrices column-major without gaps.
///
/// A routine's `info` comes back as it is; a negative one would be a wrong argument, which is a defect of this module.
enum LAPACK {
  typealias Elements = UnsafeMutablePointer<Double>
  typealias ReadElements = UnsafePointer<Double>

  /// C := op(A) op(B), with C m x n and k the inner dimension.
  static func multiply(
    _ a: ReadElements, transposed ta: Bool, _ b: ReadElements, transposed tb: Bool, into c: Elements, m: Int, n: Int, k: Int
  ) {
    BLAS.useOneThread()
    var opA = ta ? letter("T") : letter("N")
    var opB = tb ? letter("T") : letter("N")
    var (m32, n32, k32) = (CInt(m), CInt(n), CInt(k))
    var (lda, ldb) = (ta ? k32 : m32, tb ? n32 : k32)
    var (one, zero) = (1.0, 0.0)
    var ldc = m32
    dgemm_(&opA, &opB, &m32, &n32, &k32, &one, a, &lda, b, &ldb, &zero, c, &ldc, 1, 1)
  }

  static func choleskyFactor(_ a: Elements, order: Int) -> Int {
    BLAS.useOneThread()
    var (uplo, n, info) = (letter("L"), CInt(order), CInt(0))
    var lda = n
    dpotrf_(&uplo, &n, a, &lda, &info, 1)
    return checked(info)
  }

  static func choleskySolve(_ factor: ReadElements, order: Int, _ b: Elements, columnCount: Int) {
    BLAS.useOneThread()
    var (uplo, n, nrhs, info) = (letter("L"), CInt(order), CInt(columnCount), CInt(0))
    var (lda, ldb) = (n, n)
    dpotrs_(&uplo, &n, &nrhs, factor, &lda, b, &ldb, &info, 1)
    _ = checked(info)
  }

  /// Lower triangle of the inverse in place of that of the factor.
  static func choleskyInvert(_ factor: Elements, order: Int) -> Int {
    BLAS.useOneThread()
    var (uplo, n, info) = (letter("L"), CInt(order), CInt(0))
    var lda = n
    dpotri_(&uplo, &n, factor, &lda, &info, 1)
    return checked(info)
  }

  static func luFactor(_ a: Elements, order: Int, pivots: UnsafeMutablePointer<CInt>) -> Int {
    BLAS.useOneThread()
    var (m, n, info) = (CInt(order), CInt(order), CInt(0))
    var lda = n
    dgetrf_(&m, &n, a, &lda, pivots, &info)
    return checked(info)
  }

  static func luSolve(_ factor: ReadElements, order: Int, pivots: UnsafePointer<CInt>, _ b: Elements, columnCount: Int) {
    BLAS.useOneThread()
    var (op, n, nrhs, info) = (letter("N"), CInt(order), CInt(columnCount), CInt(0))
    var (lda, ldb) = (n, n)
    dgetrs_(&op, &n, &nrhs, factor, &lda, pivots, b, &ldb, &info, 1)
    _ = checked(info)
  }

  /// Estimate of 1/(|A| |A^-1|) in the 1-norm.
  static func luReciprocalCondition(_ factor: ReadElements, order: Int, norm: Double) -> Double {
    BLAS.useOneThread()
    var (which, n, info, anorm, result) = (letter("1"), CInt(order), CInt(0), norm, 0.0)
    var lda = n
    var work = [Double](repeating: 0, count: 4 * order)
    var integerWork = [CInt](repeating: 0, count: order)
    dgecon_(&which, &n, factor, &lda, &anorm, &result, &work, &integerWork, &info, 1)
    _ = checked(info)
    return result
  }

  static func pivotedQR(_ a: Elements, rowCount: Int, columnCount: Int, pivots: inout [CInt], tau: inout [Double]) {
    BLAS.useOneThread()
    var (m, n, info, size) = (CInt(rowCount), CInt(columnCount), CInt(0), CInt(-1))
    var (lda, query) = (m, 0.0)
    dgeqp3_(&m, &n, a, &lda, &pivots, &tau, &query, &size, &info)
    size = CInt(query)
    var work = [Double](repeating: 0, count: Int(size))
    dgeqp3_(&m, &n, a, &lda, &pivots, &tau, &work, &size, &info)
    _ = checked(info)
  }

  /// C := Q C or Q' C for the m x m factor Q held in `qr` as `reflectorCount` reflectors.
  static func applyQ(
    _ qr: ReadElements, tau: [Double], transposed: Bool, _ c: Elements, rowCount: Int, columnCount: Int, reflectorCount: Int
  ) {
    BLAS.useOneThread()
    var (side, op, info, size) = (letter("L"), transposed ? letter("T") : letter("N"), CInt(0), CInt(-1))
    var (m, n, k) = (CInt(rowCount), CInt(columnCount), CInt(reflectorCount))
    var (lda, ldc, query) = (m, m, 0.0)
    dormqr_(&side, &op, &m, &n, &k, qr, &lda, tau, c, &ldc, &query, &size, &info, 1, 1)
    size = CInt(query)
    var work = [Double](repeating: 0, count: Int(size))
    dormqr_(&side, &op, &m, &n, &k, qr, &lda, tau, c, &ldc, &work, &size, &info, 1, 1)
    _ = checked(info)
  }

  /// Eigenvalues, ascending; the eigenvectors replace the matrix if they are wanted.
  static func symmetricEigen(_ a: Elements, order: Int, values: Elements, vectors: Bool) -> Int {
    BLAS.useOneThread()
    var (job, uplo) = (vectors ? letter("V") : letter("N"), letter("L"))
    var (n, lda, info) = (CInt(order), CInt(order), CInt(0))
    var (size, integerSize, query, integerQuery) = (CInt(-1), CInt(-1), 0.0, CInt(0))
    dsyevd_(&job, &uplo, &n, a, &lda, values, &query, &size, &integerQuery, &integerSize, &info, 1, 1)
    (size, integerSize) = (CInt(query), integerQuery)
    var work = [Double](repeating: 0, count: Int(size))
    var integerWork = [CInt](repeating: 0, count: Int(integerSize))
    dsyevd_(&job, &uplo, &n, a, &lda, values, &work, &size, &integerWork, &integerSize, &info, 1, 1)
    return checked(info)
  }

  private static func letter(_ scalar: Unicode.Scalar) -> CChar { CChar(scalar.value) }

  private static func checked(_ info: CInt) -> Int {
    precondition(info >= 0, "argument \(-info) of a LAPACK routine is wrong")
    return Int(info)
  }
}

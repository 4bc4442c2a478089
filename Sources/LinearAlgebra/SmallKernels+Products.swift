extension SmallKernels {
  /// C := A B with A m x k and B k x n: tiles of two rows and four columns, summed in registers.
  static func multiply(_ a: ReadElements, _ b: ReadElements, into c: Elements, m: Int, n: Int, k: Int) {
    var j = 0
    while j &+ 4 <= n {
      multiplyFourColumns(a, b + j &* k, into: c + j &* m, m: m, k: k)
      j &+= 4
    }
    while j < n {
      for i in 0..<m { c[j &* m &+ i] = 0 }
      for l in 0..<k { addMultiple(of: a + l &* m, by: b[j &* k &+ l], to: c + j &* m, count: m) }
      j &+= 1
    }
  }

  private static func multiplyFourColumns(_ a: ReadElements, _ b: ReadElements, into c: Elements, m: Int, k: Int) {
    let (b1, b2, b3) = (b + k, b + 2 &* k, b + 3 &* k)
    var i = 0
    while i &+ 2 <= m {
      var (s0, s1, s2, s3) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
      for l in 0..<k {
        let x = pair(a + (l &* m &+ i))
        s0 += x * b[l]
        s1 += x * b1[l]
        s2 += x * b2[l]
        s3 += x * b3[l]
      }
      store(s0, c + i)
      store(s1, c + (m &+ i))
      store(s2, c + (2 &* m &+ i))
      store(s3, c + (3 &* m &+ i))
      i &+= 2
    }
    if i < m {
      var s = SIMD4<Double>.zero
      for l in 0..<k { s += a[l &* m &+ i] * SIMD4(b[l], b1[l], b2[l], b3[l]) }
      for column in 0..<4 { c[column &* m &+ i] = s[column] }
    }
  }

  /// y += factor * x. Written in pairs: left to itself, the compiler spends longer on checking for overlap than a short loop takes.
  @inline(__always)
  static func addMultiple(of x: ReadElements, by factor: Double, to y: Elements, count: Int) {
    var i = 0
    while i &+ 2 <= count {
      store(pair(y + i) + factor * pair(x + i), y + i)
      i &+= 2
    }
    if i < count { y[i] += factor * x[i] }
  }

  /// Sum of products, in four interleaved partial sums.
  @inline(__always)
  static func dot(_ x: ReadElements, _ y: ReadElements, count: Int) -> Double {
    var (s, t) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var i = 0
    while i &+ 4 <= count {
      s += pair(x + i) * pair(y + i)
      t += pair(x + (i &+ 2)) * pair(y + (i &+ 2))
      i &+= 4
    }
    if i &+ 2 <= count {
      s += pair(x + i) * pair(y + i)
      i &+= 2
    }
    s += t
    return i < count ? s[0] + s[1] + x[i] * y[i] : s[0] + s[1]
  }

  @inline(__always)
  private static func pair(_ x: ReadElements) -> SIMD2<Double> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD2<Double>.self)
  }

  @inline(__always)
  private static func store(_ value: SIMD2<Double>, _ y: Elements) {
    UnsafeMutableRawPointer(y).storeBytes(of: value, as: SIMD2<Double>.self)
  }
}

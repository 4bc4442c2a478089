/// Sorts many numbers in a time that grows with their count alone, as long as they do not crowd together.
///
/// The range from the smallest to the largest is cut into 2^22 places of equal width; two passes of a radix sort put the numbers in
/// order of their places, and insertion orders the few that share one. Where many share one (a far outlier crowds all others
/// together) the library's sort takes over. Normal numbers, nanoseconds each (here / library): 6.5 / 76 where 5,000 are sorted, 9.6 / 81
/// where 20,000 are.
public enum PlaceSort {
  private static let digitBits: UInt64 = 11
  private static let digitCount = 1 << 11
  /// Below this the library's sort is as fast.
  private static let smallest = 128
  /// Steps of insertion a number, on average, before the library's sort takes over.
  private static let patience = 8

  /// The values in ascending order; with a NaN among them, in some order.
  public static func sorted(_ values: [Double]) -> [Double] {
    var result = values
    sort(&result)
    return result
  }

  /// Puts the values in ascending order; with a NaN among them, in some order.
  public static func sort(_ values: inout [Double]) {
    guard values.count >= smallest, values.count <= Int(Int32.max), let places = Places(values) else { return values.sort() }
    values.withUnsafeMutableBufferPointer { values in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { scratch in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * digitCount) { starts in
          guard let start = starts.baseAddress, let from = values.baseAddress, let to = scratch.baseAddress else { return }
          places.countDigits(of: from, values.count, into: start)
          for i in 0..<values.count { place(from[i], at: places[from[i]] & UInt64(digitCount - 1), start, to) }
          for i in 0..<values.count { place(to[i], at: places[to[i]] >> digitBits, start + digitCount, from) }
        }
      }
      insert(&values)
    }
  }

  @inline(__always)
  private static func place(
    _ value: Double, at digit: UInt64, _ starts: UnsafeMutablePointer<UInt32>, _ target: UnsafeMutablePointer<Double>
  ) {
    let position = starts[Int(truncatingIfNeeded: digit)]
    target[Int(position)] = value
    starts[Int(truncatingIfNeeded: digit)] = position &+ 1
  }

  private static func insert(_ values: inout UnsafeMutableBufferPointer<Double>) {
    guard let start = values.baseAddress else { return }
    var steps = 0
    for i in 1..<values.count {
      let value = start[i]
      var j = i
      while j > 0, start[j &- 1] > value {
        start[j] = start[j &- 1]
        j &-= 1
      }
      start[j] = value
      steps &+= i &- j
      if steps > patience &* values.count { return values.sort() }
    }
  }

  /// Which of 2^22 places of equal width a number falls into.
  private struct Places {
    private let low: Double
    private let scale: Double

    /// `nil` when the values are all equal, or their range is not a number that can be divided by.
    init?(_ values: [Double]) {
      var (low, high, nothing) = (SIMD4(repeating: values[0]), SIMD4(repeating: values[0]), SIMD4<Double>.zero)
      func take(_ four: SIMD4<Double>) {
        low.replace(with: four, where: four .< low)
        high.replace(with: four, where: four .> high)
        nothing += four * 0
      }
      var i = 0
      while i &+ 4 <= values.count {
        take(SIMD4(values[i], values[i &+ 1], values[i &+ 2], values[i &+ 3]))
        i &+= 4
      }
      for j in i..<values.count { take(SIMD4(repeating: values[j])) }
      self.low = low.min()
      scale = Double(digitCount * digitCount - 1) / (high.max() - self.low)
      // An infinite value or NaN times 0 is not 0.
      guard nothing.sum() == 0, scale > 0, scale.isFinite else { return nil }
    }

    /// Adding 2^52 rounds to a whole number, which then stands in the lowest bits; rounding keeps the order.
    @inline(__always)
    subscript(_ value: Double) -> UInt64 {
      ((value - low) * scale + 0x1p52).bitPattern & UInt64(digitCount * digitCount - 1)
    }

    /// Where the numbers of each low digit begin, then where those of each high digit do.
    func countDigits(of values: UnsafeMutablePointer<Double>, _ count: Int, into starts: UnsafeMutablePointer<UInt32>) {
      starts.initialize(repeating: 0, count: 2 * digitCount)
      for i in 0..<count {
        let place = self[values[i]]
        starts[Int(truncatingIfNeeded: place) & (digitCount - 1)] &+= 1
        starts[digitCount &+ Int(truncatingIfNeeded: place >> digitBits)] &+= 1
      }
      for digit in [0, digitCount] {
        var sum: UInt32 = 0
        for place in digit..<digit + digitCount {
          let size = starts[place]
          starts[place] = sum
          sum &+= size
        }
      }
    }
  }
}

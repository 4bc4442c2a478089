/// Random numbers of one draw: a stream of its own for every (seed, stream), the same bits in whatever order or thread
/// the draws are made.
///
/// Word i is a hash of the counter: the finaliser of SplitMix64 (Steele, Lea & Flood 2014) on start + i · γ, with a key
/// combined between its two multiplications. Start and key are mixed from seed and stream, so that two streams whose
/// counters happen to meet still differ; within one seed no two streams have the same start and key.
///
/// ```swift
/// var random = CounterRandom(seed: 2021, stream: 17)
/// var indices = [UInt32](repeating: 0, count: 278)
/// random.fillIndices(below: 278, count: 278, into: &indices)  // the cases of bootstrap draw 17
/// ```
public struct CounterRandom: RandomNumberGenerator, Sendable {
  private var counter: UInt64
  private let key: UInt64

  /// The generator of one draw.
  /// - Parameters:
  ///   - seed: the seed of the whole run.
  ///   - stream: the index of the draw.
  public init(seed: UInt64, stream: UInt64) {
    let run = mixed(seed &+ increment)
    let draw = mixed(run ^ mixed(stream &+ 0x6A09_E667_F3BC_C909))
    counter = mixed(draw &+ increment)
    key = mixed(draw &+ (increment &* 2)) ^ run
  }

  /// The next 64 random bits.
  @inline(__always)
  public mutating func next() -> UInt64 {
    counter &+= increment
    return hashed(counter, key)
  }

  /// A number strictly between 0 and 1, one of 2⁵² equally spaced.
  public mutating func uniform() -> Double { (Double(next() &>> 12) + 0.5) * 0x1p-52 }

  /// A standard normal number, by inversion of one uniform.
  public mutating func normal() -> Double { Normal.quantile(uniform()) }

  /// Fills `count` elements of `indices`, from `offset` on, with indices drawn evenly and with replacement from 0..<n.
  ///
  /// Every word gives several indices: word · n has one in its upper 64 bits, what is left in the lower ones times n the
  /// next, and so on; a word whose last remainder is below 2⁶⁴ mod n^k is dropped, which leaves no bias (Brackett-Rozinsky &
  /// Lemire 2024, Batched ranged random integer generation). k is the most with n^k ≤ 2⁵², so that fewer than
  /// one word in 4096 is dropped.
  /// - Precondition: 0 < n < 2³², and `offset ..< offset + count` lies within `indices`.
  public mutating func fillIndices(below n: Int, count: Int, into indices: inout [UInt32], at offset: Int = 0) {
    precondition(n > 0 && n <= Int(UInt32.max), "indices below \(n)")
    precondition(
      count >= 0 && offset >= 0 && offset <= indices.count - count, "\(count) indices at \(offset) of \(indices.count)")
    switch n {
    case ...406: fill(perWord: 6, below: UInt64(n), offset..<offset + count, of: &indices)
    case ...1351: fill(perWord: 5, below: UInt64(n), offset..<offset + count, of: &indices)
    case ...8192: fill(perWord: 4, below: UInt64(n), offset..<offset + count, of: &indices)
    case ...165_140: fill(perWord: 3, below: UInt64(n), offset..<offset + count, of: &indices)
    case ...0x400_0000: fill(perWord: 2, below: UInt64(n), offset..<offset + count, of: &indices)
    default: fill(perWord: 1, below: UInt64(n), offset..<offset + count, of: &indices)
    }
  }

  /// Inlined for each constant `perWord`, so that the inner loops are unrolled.
  @inline(__always)
  private mutating func fill(perWord: Int, below n: UInt64, _ range: Range<Int>, of indices: inout [UInt32]) {
    var power = n
    for _ in 1..<perWord { power = power &* n }
    let threshold = (0 &- power) % power
    var random = self
    var position = range.lowerBound
    let end = range.upperBound
    while position &+ perWord <= end {
      var word = random.next()
      for step in 0..<perWord {
        let product = word.multipliedFullWidth(by: n)
        indices[position &+ step] = UInt32(truncatingIfNeeded: product.high)
        word = product.low
      }
      if word >= threshold { position &+= perWord }
    }
    while position < end {
      var word = random.next()
      for step in 0..<perWord {
        let product = word.multipliedFullWidth(by: n)
        if position &+ step < end { indices[position &+ step] = UInt32(truncatingIfNeeded: product.high) }
        word = product.low
      }
      if word >= threshold { position &+= perWord }
    }
    self = random
  }
}

/// 2⁶⁴ divided by the golden ratio, made odd.
private let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

@inline(__always)
private func hashed(_ counter: UInt64, _ key: UInt64) -> UInt64 {
  var z = counter
  z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  z ^= key
  z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z &>> 31)
}

@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 { hashed(value, 0) }

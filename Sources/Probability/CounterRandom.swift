/// Random numbers of one draw: a stream of its own for every (seed, stream), the same bits in whatever order or thread
/// the draws are made.
///
/// Word i is a hash of the counter: SplitMix64's finaliser (Steele, Lea & Flood 2014) on key1 + i · γ, with key2 combined
/// between its two multiplications. Both keys are mixed from seed and stream, so that two streams that happen to meet in
/// their counters still differ.
public struct CounterRandom: RandomNumberGenerator, Sendable {
  private var counter: UInt64
  private let key: UInt64

  /// The generator of one draw.
  /// - Parameters:
  ///   - seed: the seed of the whole run.
  ///   - stream: the index of the draw.
  public init(seed: UInt64, stream: UInt64) {
    let first = mixed(seed &+ increment)
    let second = mixed(first ^ mixed(stream &+ 0x6A09_E667_F3BC_C909))
    counter = mixed(second &+ increment)
    key = mixed(second &+ (increment &* 2)) ^ first
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
  /// A piece of 16 bits (n up to 4096) or 32 bits is multiplied by n: the upper half of the product is the index, and a lower
  /// half below 2^bits mod n is rejected, which leaves no bias (Lemire 2019, ACM TOMACS 29(1), 3).
  /// - Precondition: 0 < n ≤ 2³² - 1, and `offset ..< offset + count` lies within `indices`.
  public mutating func fillIndices(below n: Int, count: Int, into indices: inout [UInt32], at offset: Int = 0) {
    precondition(n > 0 && n <= Int(UInt32.max), "indices below \(n)")
    precondition(
      count >= 0 && offset >= 0 && offset <= indices.count - count, "\(count) indices at \(offset) of \(indices.count)")
    if n <= 4096 {
      fill(below: UInt64(n), count, &indices, offset, bits: 16)
    } else {
      fill(below: UInt64(n), count, &indices, offset, bits: 32)
    }
  }

  @inline(__always)
  private mutating func fill(below n: UInt64, _ count: Int, _ indices: inout [UInt32], _ offset: Int, bits: UInt64) {
    let mask: UInt64 = (1 &<< bits) &- 1
    let threshold = (mask &+ 1) % n
    var position = offset
    let end = offset &+ count
    while position < end {
      var word = next()
      for _ in 0..<(64 / bits) {
        let product = (word & mask) &* n
        word = word &>> bits
        if product & mask < threshold { continue }
        if position == end { return }
        indices[position] = UInt32(truncatingIfNeeded: product &>> bits)
        position &+= 1
      }
    }
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

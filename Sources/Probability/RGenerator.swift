/// The random numbers of R after `set.seed(seed)` with its default kinds: Mersenne-Twister, "Inversion" for normals and
/// "Rejection" for sampling.
///
/// Lets a bootstrap be drawn exactly as R draws it (conventions.md, section 12). The twister is MT19937 of Matsumoto &
/// Nishimura (1998), ACM TOMACS 8(1), 3-30.
///
/// ```swift
/// var generator = RGenerator(seed: 123)
/// generator.uniform()  // 0.2875775201246142, as runif(1)
/// ```
public struct RGenerator: Sendable {
  private var state: [UInt32]
  private var position = 624

  /// R's seeding: fifty steps of the congruential generator x ← 69069 x + 1, one word dropped, then the 624 words.
  public init(seed: UInt32) {
    var word = seed
    for _ in 0..<51 { word = 69069 &* word &+ 1 }
    state = []
    state.reserveCapacity(624)
    for _ in 0..<624 {
      word = 69069 &* word &+ 1
      state.append(word)
    }
  }

  /// A number strictly between 0 and 1, as R's `unif_rand`.
  public mutating func uniform() -> Double {
    let value = Double(nextWord()) * 2.3283064365386963e-10
    let halfStep = 0.5 * 2.328306437080797e-10
    return value <= 0 ? halfStep : 1 - value <= 0 ? 1 - halfStep : value
  }

  /// An index in 0..<n drawn evenly: sixteen bits of each uniform, as many as n needs, rejected when not below n.
  /// - Precondition: n is positive.
  public mutating func index(below n: Int) -> Int {
    precondition(n > 0, "index below \(n)")
    let bits = n == 1 ? 0 : Int.bitWidth - (n - 1).leadingZeroBitCount
    while true {
      var value: UInt64 = 0
      for _ in stride(from: 0, through: bits, by: 16) {
        value = (value &<< 16) &+ UInt64((uniform() * 65536).rounded(.down))
      }
      value &= (1 &<< UInt64(bits)) &- 1
      if value < UInt64(n) { return Int(value) }
    }
  }

  /// A standard normal number: the quantile of a uniform of 53 bits made of two.
  public mutating func normal() -> Double {
    let coarse = (uniform() * 134_217_728).rounded(.down)
    return Normal.quantile((coarse + uniform()) / 134_217_728)
  }

  private mutating func nextWord() -> UInt32 {
    if position == 624 { twist() }
    var word = state[position]
    position += 1
    word ^= word &>> 11
    word ^= (word &<< 7) & 0x9D2C_5680
    word ^= (word &<< 15) & 0xEFC6_0000
    return word ^ (word &>> 18)
  }

  private mutating func twist() {
    for index in 0..<624 {
      let joined = (state[index] & 0x8000_0000) | (state[(index + 1) % 624] & 0x7FFF_FFFF)
      state[index] = state[(index + 397) % 624] ^ (joined &>> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    position = 0
  }
}

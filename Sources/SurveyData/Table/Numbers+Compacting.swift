extension Numbers {
  /// The same numbers in the fewest bytes that keep each of them exactly.
  public init(compacting numbers: [Double]) {
    if let (codes, values) = Self.coded(numbers) {
      storage = .codes(codes, values: values)
    } else if let decimals = DecimalScale.decimals(of: numbers), let whole = DecimalScale.whole(numbers, decimals: decimals) {
      storage = .decimals(whole, decimals: decimals)
    } else {
      storage = .doubles(numbers)
    }
  }

  /// These numbers, compacted if they are not.
  public var compacted: Numbers {
    guard case .doubles(let numbers) = storage else { return self }
    return Numbers(compacting: numbers)
  }

  /// Adds compacted numbers at the end; all are then held in the fewest bytes that keep each of them exactly.
  ///
  /// - Parameter total: how many there will be at the end, as far as is known: for so many there will be room.
  public mutating func append(_ part: Numbers, expecting total: Int) {
    if isEmpty {
      storage = part.storage
      reserve(total)
    } else if !appendCodes(of: part), !appendDecimals(of: part, expecting: total) {
      appendDoubles(of: part, expecting: total)
    }
  }

  /// `nil` for more than 256 distinct values.
  private static func coded(_ numbers: [Double]) -> (codes: [UInt8], values: [Double])? {
    var list = DistinctValues()
    var codes: [UInt8] = []
    codes.reserveCapacity(numbers.count)
    for number in numbers {
      guard let code = list.code(of: number) else { return nil }
      codes.append(code)
    }
    return (codes, list.values)
  }

  // Each takes the list out of `storage` before it grows, so that it grows in place.

  /// Whether all have at most 256 distinct values.
  private mutating func appendCodes(of part: Numbers) -> Bool {
    guard case .codes(let more, let moreValues) = part.storage, case .codes(var codes, let values) = storage else { return false }
    var list = DistinctValues(values)
    var translation: [UInt8] = []
    for value in moreValues {
      guard let code = list.code(of: value) else { return false }
      translation.append(code)
    }
    storage = .codes([], values: [])
    codes += more.lazy.map { translation[Int($0)] }
    storage = .codes(codes, values: list.values)
    return true
  }

  /// Whether all are decimals that have room together.
  private mutating func appendDecimals(of part: Numbers, expecting total: Int) -> Bool {
    guard let own = decimals, let others = part.decimals else { return false }
    let most = Swift.max(own, others)
    guard let more = part.whole(decimals: most) else { return false }
    if own < most || !isDecimal {
      guard let whole = whole(decimals: most) else { return false }
      storage = .decimals(whole, decimals: most)
      reserve(total)
    }
    guard case .decimals(var whole, _) = storage else { return false }
    storage = .decimals([], decimals: 0)
    whole += more
    storage = .decimals(whole, decimals: most)
    return true
  }

  private mutating func appendDoubles(of part: Numbers, expecting total: Int) {
    var numbers = array
    storage = .doubles([])
    numbers.reserveCapacity(total)
    part.append(part.indices, to: &numbers)
    storage = .doubles(numbers)
  }

  private mutating func reserve(_ total: Int) {
    switch storage {
    case .doubles(var numbers):
      storage = .doubles([])
      numbers.reserveCapacity(total)
      storage = .doubles(numbers)
    case .codes(var codes, let values):
      storage = .doubles([])
      codes.reserveCapacity(total)
      storage = .codes(codes, values: values)
    case .decimals(var whole, let decimals):
      storage = .doubles([])
      whole.reserveCapacity(total)
      storage = .decimals(whole, decimals: decimals)
    }
  }

  private var isDecimal: Bool {
    if case .decimals = storage { return true }
    return false
  }

  /// The decimals that the numbers have at most; `nil` where they are none of a few decimals.
  private var decimals: Int? {
    switch storage {
    case .doubles: nil
    case .codes(_, let values): DecimalScale.decimals(of: values)
    case .decimals(_, let decimals): decimals
    }
  }

  private func whole(decimals wanted: Int) -> [Int32]? {
    if case .decimals(let whole, wanted) = storage { return whole }
    return DecimalScale.whole(self, decimals: wanted)
  }
}

/// Numbers with few decimals as whole numbers: x is k / 10^d, of which the division gives back every bit.
enum DecimalScale {
  static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
  static let missing = Int32.min

  static func value(of whole: Int32, _ divisor: Double) -> Double {
    whole == missing ? .nan : Double(whole) / divisor
  }

  /// The least number of decimals with which all numbers are whole; `nil` where some never are, or get too large.
  static func decimals(of numbers: some Sequence<Double>) -> Int? {
    var decimals = 0
    for number in numbers where !number.isNaN {
      while whole(number, powersOfTen[decimals]) == nil {
        decimals += 1
        if decimals == powersOfTen.count { return nil }
      }
    }
    return decimals
  }

  static func whole(_ numbers: some Collection<Double>, decimals: Int) -> [Int32]? {
    let power = powersOfTen[decimals]
    var result: [Int32] = []
    result.reserveCapacity(numbers.count)
    for number in numbers {
      guard !number.isNaN else {
        result.append(missing)
        continue
      }
      guard let whole = whole(number, power) else { return nil }
      result.append(whole)
    }
    return result
  }

  private static func whole(_ number: Double, _ power: Double) -> Int32? {
    let scaled = (number * power).rounded()
    guard abs(scaled) <= Double(Int32.max), scaled / power == number else { return nil }
    return Int32(scaled)
  }
}

/// The distinct values of a column in order of appearance, while they are at most 256; all NaN are one.
private struct DistinctValues {
  private(set) var values: [Double] = []
  /// An open hash table of places in `values`, -1 where free.
  private var table = [Int16](repeating: -1, count: 1024)

  init(_ values: [Double] = []) {
    for value in values { _ = code(of: value) }
  }

  mutating func code(of number: Double) -> UInt8? {
    let bits = number.isNaN ? Double.nan.bitPattern : number.bitPattern
    var slot = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 54)
    while table[slot] >= 0 {
      let code = Int(table[slot])
      let known = values[code]
      if known.bitPattern == bits || (known.isNaN && number.isNaN) { return UInt8(code) }
      slot = (slot &+ 1) & 1023
    }
    guard values.count < 256 else { return nil }
    table[slot] = Int16(values.count)
    values.append(number.isNaN ? .nan : number)
    return UInt8(values.count - 1)
  }
}

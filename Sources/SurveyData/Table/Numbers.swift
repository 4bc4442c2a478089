/// The numbers of a column, NaN for missing: as they are, or in fewer bytes that keep every one of them exactly.
///
/// Reads like an array. Answers on a scale take a byte each, measurements with a few decimals four:
///
///     let answers: Numbers = [1, 2, .nan, 5]
///     Numbers(compacting: answers.array).byteCount  // 36: a byte each and the list of the four values
public struct Numbers: Sendable {
  enum Storage: Sendable {
    case doubles([Double])
    /// Places in a list of at most 256 distinct values.
    case codes([UInt8], values: [Double])
    /// Whole numbers over 10 to the power of `decimals`; the least stands for missing.
    case decimals([Int32], decimals: Int)
  }

  var storage: Storage

  init(_ storage: Storage) {
    self.storage = storage
  }

  public init(_ numbers: [Double]) {
    storage = .doubles(numbers)
  }

  /// All numbers, 8 bytes each.
  public var array: [Double] {
    if case .doubles(let numbers) = storage { return numbers }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    append(indices, to: &numbers)
    return numbers
  }

  /// Adds the numbers of some rows to a list.
  public func append(_ rows: Range<Int>, to numbers: inout [Double]) {
    switch storage {
    case .doubles(let values): numbers += values[rows]
    case .codes(let codes, let values): numbers += codes[rows].lazy.map { values[Int($0)] }
    case .decimals(let whole, let decimals):
      let divisor = DecimalScale.powersOfTen[decimals]
      numbers += whole[rows].lazy.map { DecimalScale.value(of: $0, divisor) }
    }
  }

  /// The numbers of some rows, in their order, held as these are.
  public func selecting(_ rows: some Sequence<Int>) -> Numbers {
    switch storage {
    case .doubles(let values): Numbers(.doubles(rows.map { values[$0] }))
    case .codes(let codes, let values): Numbers(.codes(rows.map { codes[$0] }, values: values))
    case .decimals(let whole, let decimals): Numbers(.decimals(rows.map { whole[$0] }, decimals: decimals))
    }
  }

  /// Calls `body` with one stretch of rows after the other: the first row, and the numbers from there on.
  func forEachStretch(_ body: (Int, [Double]) -> Void) {
    if case .doubles(let numbers) = storage { return body(0, numbers) }
    var stretch: [Double] = []
    for first in Swift.stride(from: 0, to: count, by: CaseRows.blockLength) {
      stretch.removeAll(keepingCapacity: true)
      append(first..<Swift.min(first + CaseRows.blockLength, count), to: &stretch)
      body(first, stretch)
    }
  }

  /// The first row whose number is infinite.
  var firstInfinite: Int? {
    switch storage {
    case .doubles(let values): return values.firstIndex(where: \.isInfinite)
    case .codes(_, let values): return values.contains(where: \.isInfinite) ? firstIndex(where: \.isInfinite) : nil
    case .decimals: return nil
    }
  }

  public var missingCount: Int {
    switch storage {
    case .doubles(let values): return values.reduce(0) { $1.isNaN ? $0 + 1 : $0 }
    case .codes(let codes, let values):
      guard let missing = values.firstIndex(where: \.isNaN) else { return 0 }
      let code = UInt8(missing)
      return codes.reduce(0) { $1 == code ? $0 + 1 : $0 }
    case .decimals(let whole, _): return whole.reduce(0) { $1 == DecimalScale.missing ? $0 + 1 : $0 }
    }
  }

  /// How many bytes hold the numbers.
  public var byteCount: Int {
    switch storage {
    case .doubles(let values): 8 * values.count
    case .codes(let codes, let values): codes.count + 8 * values.count
    case .decimals(let whole, _): 4 * whole.count
    }
  }
}

extension Numbers: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .doubles(let values): values.count
    case .codes(let codes, _): codes.count
    case .decimals(let whole, _): whole.count
    }
  }

  public subscript(row: Int) -> Double {
    switch storage {
    case .doubles(let values): values[row]
    case .codes(let codes, let values): values[Int(codes[row])]
    case .decimals(let whole, let decimals): DecimalScale.value(of: whole[row], DecimalScale.powersOfTen[decimals])
    }
  }
}

extension Numbers: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Double...) {
    self.init(elements)
  }
}

/// Equal numbers are equal however they are held.
extension Numbers: Hashable {
  public static func == (left: Numbers, right: Numbers) -> Bool { left.elementsEqual(right) }

  public func hash(into hasher: inout Hasher) {
    for number in self { hasher.combine(number) }
  }
}

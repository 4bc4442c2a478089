/// The texts of a column, `nil` for missing: as they are, or as places in a list of the different ones.
///
/// Reads like an array. A text that occurs again and again takes four bytes each time.
public struct Texts: Sendable {
  enum Storage: Sendable {
    case list([String?])
    /// Places in `values`; `missing` stands for missing.
    case coded([UInt32], values: [String])
  }

  static let missing = UInt32.max

  var storage: Storage

  init(_ storage: Storage) {
    self.storage = storage
  }

  public init(_ texts: [String?]) {
    storage = .list(texts)
  }

  public var array: [String?] {
    if case .list(let texts) = storage { return texts }
    return map { $0 }
  }

  /// The texts of some rows, in their order, held as these are.
  public func selecting(_ rows: some Sequence<Int>) -> Texts {
    switch storage {
    case .list(let texts): Texts(.list(rows.map { texts[$0] }))
    case .coded(let codes, let values): Texts(.coded(rows.map { codes[$0] }, values: values))
    }
  }

  /// How many bytes hold the texts, those of long ones not counted.
  public var byteCount: Int {
    switch storage {
    case .list(let texts): MemoryLayout<String?>.size * texts.count
    case .coded(let codes, let values): 4 * codes.count + MemoryLayout<String>.size * values.count
    }
  }

  /// The same texts, coded where they are listed and mostly repeat others.
  public var compacted: Texts {
    guard case .list(let texts) = storage else { return self }
    var coding = TextCoding()
    let codes = texts.map { $0.map { coding.code(of: $0) } ?? Self.missing }
    return 2 * coding.values.count < texts.count ? Texts(.coded(codes, values: coding.values)) : self
  }
}

/// Numbers texts in the order in which they first occur.
struct TextCoding: Sendable {
  private(set) var values: [String] = []
  private var numbers: [String: UInt32] = [:]

  mutating func code(of text: String) -> UInt32 {
    if let known = numbers[text] { return known }
    let new = UInt32(values.count)
    numbers[text] = new
    values.append(text)
    return new
  }
}

extension Texts: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .list(let texts): texts.count
    case .coded(let codes, _): codes.count
    }
  }

  public subscript(row: Int) -> String? {
    switch storage {
    case .list(let texts): texts[row]
    case .coded(let codes, let values): codes[row] == Self.missing ? nil : values[Int(codes[row])]
    }
  }
}

extension Texts: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: String?...) {
    self.init(elements)
  }
}

/// Equal texts are equal however they are held.
extension Texts: Hashable {
  public static func == (left: Texts, right: Texts) -> Bool { left.elementsEqual(right) }

  public func hash(into hasher: inout Hasher) {
    for text in self { hasher.combine(text) }
  }
}

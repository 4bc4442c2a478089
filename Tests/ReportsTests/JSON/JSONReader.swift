/// A reader of JSON as strict as RFC 8259, so that the tests do not trust the writer's own idea of it.
indirect enum JSONTree: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  struct Malformed: Error, Equatable {
    var offset: Int
  }

  static func read(_ text: String) throws(Malformed) -> JSONTree {
    var reader = Reader(bytes: Array(text.utf8))
    let tree = try reader.value()
    reader.skipSpace()
    guard reader.position == reader.bytes.count else { throw Malformed(offset: reader.position) }
    return tree
  }

  subscript(key: String) -> JSONTree? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  subscript(index: Int) -> JSONTree? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  var count: Int {
    switch self {
    case .array(let elements): elements.count
    case .object(let members): members.count
    default: 0
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func malformed() -> Malformed { Malformed(offset: position) }

    mutating func skipSpace() {
      while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    mutating func takes(_ text: String) -> Bool {
      guard current == text.utf8.first, bytes[position...].starts(with: text.utf8) else { return false }
      position += text.utf8.count
      return true
    }

    mutating func value() throws(Malformed) -> JSONTree {
      skipSpace()
      if takes("null") { return .null }
      if takes("true") { return .bool(true) }
      if takes("false") { return .bool(false) }
      switch current {
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "["): return .array(try array())
      case UInt8(ascii: "{"): return .object(try object())
      default: return .number(try number())
      }
    }

    mutating func array() throws(Malformed) -> [JSONTree] {
      position += 1
      skipSpace()
      if takes("]") { return [] }
      var elements: [JSONTree] = []
      while true {
        elements.append(try value())
        skipSpace()
        if takes("]") { return elements }
        guard takes(",") else { throw malformed() }
      }
    }

    mutating func object() throws(Malformed) -> [String: JSONTree] {
      position += 1
      skipSpace()
      if takes("}") { return [:] }
      var members: [String: JSONTree] = [:]
      while true {
        skipSpace()
        guard current == UInt8(ascii: "\"") else { throw malformed() }
        let key = try string()
        skipSpace()
        guard takes(":"), members[key] == nil else { throw malformed() }
        members[key] = try value()
        skipSpace()
        if takes("}") { return members }
        guard takes(",") else { throw malformed() }
      }
    }

    mutating func number() throws(Malformed) -> Double {
      let start = position
      while let byte = current, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      let isStrict = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
      guard isStrict, let number = Double(text) else { throw malformed() }
      return number
    }

    mutating func string() throws(Malformed) -> String {
      position += 1
      var text: [UInt8] = []
      while let byte = current {
        position += 1
        switch byte {
        case UInt8(ascii: "\""):
          guard let string = String(validating: text, as: UTF8.self) else { throw malformed() }
          return string
        case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
        case 0..<0x20: throw malformed()
        default: text.append(byte)
        }
      }
      throw malformed()
    }

    mutating func escape() throws(Malformed) -> [UInt8] {
      let pairs: [(String, UInt8)] = [
        ("\"", 0x22), ("\\", 0x5c), ("/", 0x2f), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
      ]
      for (letter, byte) in pairs where takes(letter) { return [byte] }
      guard takes("u"), position + 4 <= bytes.count,
        let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw malformed() }
      position += 4
      return Array(String(Character(scalar)).utf8)
    }
  }
}

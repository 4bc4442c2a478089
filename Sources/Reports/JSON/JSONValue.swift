/// A JSON document, written the way the reports want it: the outermost object's members and the rows of its tables each on a
/// line of their own, so that a difference between two runs is a difference of lines.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  /// Written with 17 significant digits; `null` unless finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// Members in writing order.
  case object([(key: String, value: JSONValue)])

  /// A number, or `null` for a value that does not exist.
  public static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// A string, or `null` for one that does not exist.
  public static func string(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// The document as text, ended by a newline.
  public func rendered() -> String {
    var text: [UInt8] = []
    write(into: &text, depth: 0)
    text.append(UInt8(ascii: "\n"))
    return String(decoding: text, as: UTF8.self)
  }
}

extension JSONValue {
  private func write(into text: inout [UInt8], depth: Int) {
    switch self {
    case .null: text.append(contentsOf: "null".utf8)
    case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): text.append(contentsOf: String(value).utf8)
    case .unsigned(let value): text.append(contentsOf: String(value).utf8)
    case .number(let value): text.append(contentsOf: (value.isFinite ? PrintedNumber.exact(value) : "null").utf8)
    case .string(let value): Self.write(value, into: &text)
    case .array(let elements):
      let breaksLines = depth == 1 && elements.contains { $0.isContainer }
      Self.write(elements, between: ("[", "]"), into: &text, depth: depth, breaksLines: breaksLines) { element, text in
        element.write(into: &text, depth: depth + 1)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), into: &text, depth: depth, breaksLines: depth == 0) { member, text in
        Self.write(member.key, into: &text)
        text.append(contentsOf: ": ".utf8)
        member.value.write(into: &text, depth: depth + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between brackets: (String, String), into text: inout [UInt8], depth: Int, breaksLines: Bool,
    each: (Element, inout [UInt8]) -> Void
  ) {
    text.append(contentsOf: brackets.0.utf8)
    for (position, element) in elements.enumerated() {
      if position > 0 { text.append(contentsOf: (breaksLines ? "," : ", ").utf8) }
      if breaksLines { breakLine(&text, indent: 2 * (depth + 1)) }
      each(element, &text)
    }
    if breaksLines && !elements.isEmpty { breakLine(&text, indent: 2 * depth) }
    text.append(contentsOf: brackets.1.utf8)
  }

  private static func breakLine(_ text: inout [UInt8], indent: Int) {
    text.append(UInt8(ascii: "\n"))
    for _ in 0..<indent { text.append(UInt8(ascii: " ")) }
  }

  /// Quoted, with the escapes that RFC 8259 section 7 demands: quotation mark, backslash and the control characters.
  private static func write(_ string: String, into text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text.append(contentsOf: #"\""#.utf8)
      case UInt8(ascii: "\\"): text.append(contentsOf: #"\\"#.utf8)
      case UInt8(ascii: "\n"): text.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\r"): text.append(contentsOf: #"\r"#.utf8)
      case UInt8(ascii: "\t"): text.append(contentsOf: #"\t"#.utf8)
      case 0..<0x20, 0x7f:
        text.append(contentsOf: (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8)
        text.append(contentsOf: String(byte, radix: 16).utf8)
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}

/// What a JSON text holds (RFC 8259).
indirect enum JSONContent: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONContent])
  /// Members in the order written; no name twice.
  case object([Member])

  struct Member: Sendable, Equatable {
    var name: String
    var value: JSONContent
  }

  /// The value of a member; `nil` for a name that the object does not have, and for what is no object.
  subscript(name: String) -> JSONContent? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var elements: [JSONContent]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  var number: Double? {
    if case .number(let value) = self { return value }
    return nil
  }

  /// A whole number that a `Double` holds exactly.
  var integer: Int? { number.flatMap { abs($0) <= 0x1p53 ? Int(exactly: $0) : nil } }
}

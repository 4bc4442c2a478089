/// A named text, with the places of its lines.
///
/// Offsets are UTF-8 offsets in the whole text; lines and columns count from 1, columns in characters. Lines end with a line feed, a
/// carriage return, or both. A byte order mark at the start belongs to no line.
public struct SourceText: Sendable {
  public let name: String
  public let text: String
  /// The offset of every line's first byte, in increasing order; never empty.
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.name = name
    self.text = text
    lineStarts = Self.lineStarts(of: text)
  }

  /// The number of bytes of the text in UTF-8.
  public var length: Int { text.utf8.count }

  public var lineCount: Int { lineStarts.count }

  /// The line and column of an offset; offsets outside the text count as its nearest end.
  public func position(of utf8Offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(utf8Offset, 0), length)
    let line = lineNumber(of: offset)
    let start = lineStarts[line - 1]
    guard offset > start else { return (line, 1) }
    return (line, text(in: SourceRange(start: start, end: offset)).count + 1)
  }

  /// The text of line `number` without its line ending; empty where there is no such line.
  public func line(_ number: Int) -> String {
    text(in: lineRange(number))
  }

  /// Where line `number` stands, without its line ending; empty where there is no such line.
  public func lineRange(_ number: Int) -> SourceRange {
    guard number >= 1, number <= lineStarts.count else { return SourceRange(start: length, end: length) }
    let start = lineStarts[number - 1]
    guard number < lineStarts.count else { return SourceRange(start: start, end: length) }
    let nextStart = lineStarts[number]
    let isPair = nextStart - start >= 2 && byte(nextStart - 2) == UInt8(ascii: "\r") && byte(nextStart - 1) == UInt8(ascii: "\n")
    return SourceRange(start: start, end: nextStart - (isPair ? 2 : 1))
  }

  /// The text of a range; parts outside the text are left out.
  public func text(in range: SourceRange) -> String {
    let start = min(max(range.start, 0), length)
    let end = min(max(range.end, start), length)
    return String(decoding: text.utf8[index(start)..<index(end)], as: UTF8.self)
  }

  private func index(_ offset: Int) -> String.Index { text.utf8.index(text.utf8.startIndex, offsetBy: offset) }

  private func byte(_ offset: Int) -> UInt8 { text.utf8[index(offset)] }

  private func lineNumber(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  private static func lineStarts(of text: String) -> [Int] {
    var starts = [text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    var offset = 0
    var followsReturn = false
    for byte in text.utf8 {
      offset += 1
      switch byte {
      case UInt8(ascii: "\n"):
        if followsReturn { starts[starts.count - 1] = offset } else { starts.append(offset) }
        followsReturn = false
      case UInt8(ascii: "\r"):
        starts.append(offset)
        followsReturn = true
      default:
        followsReturn = false
      }
    }
    return starts
  }
}

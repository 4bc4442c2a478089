/// Finds where records end in a text that arrives in pieces, with the quotes that `RecordScanner` knows.
///
/// It only tells ends from line ends within quotes; what is wrong with a record is for whoever reads it.
struct RecordEnds {
  private enum Place {
    case cellStart, plain, quoted
    /// A quote that closes the cell, or the first of two.
    case afterQuote
  }

  let delimiter: UInt8
  private var place = Place.cellStart
  /// The byte that `place` is about.
  private var position = 0

  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// The end of the last record that surely ends in `bytes`, which begin with a record and have grown since the last call; `nil` if
  /// none does.
  mutating func last(in bytes: [UInt8]) -> Int? {
    let span = bytes.span
    // Where no end is found, the place stays: whether the next piece's quote begins a cell depends on all that is before it.
    return place != .quoted && place != .afterQuote && !hasQuote(span) ? lastLineEnd(span) : advance(span)
  }

  private func hasQuote(_ span: Span<UInt8>) -> Bool {
    // A minimum, without an early exit, is found sixteen bytes at a time.
    var least: UInt8 = .max
    let rest = span.extracting(position..<span.count)
    for index in rest.indices { least = min(least, rest[index] ^ .quote) }
    return least == 0
  }

  private func lastLineEnd(_ span: Span<UInt8>) -> Int? {
    var lastReturn: Int?
    var index = span.count
    while index > position {
      index &-= 1
      if span[index] == .lineFeed { return index + 1 }
      if lastReturn == nil, span[index] == .carriageReturn, index + 1 < span.count { lastReturn = index + 1 }
    }
    return lastReturn
  }

  private mutating func advance(_ span: Span<UInt8>) -> Int? {
    var end: Int?
    while position < span.count {
      let byte = span[position]
      switch place {
      case .quoted:
        if byte == .quote { place = .afterQuote }
      case .afterQuote where byte == .quote:
        place = .quoted
      case .cellStart where byte == .quote:
        place = .quoted
      default:
        if byte == .lineFeed {
          place = .cellStart
          end = position + 1
        } else if byte == .carriageReturn {
          guard position + 1 < span.count else { return end }
          place = .cellStart
          if span[position + 1] != .lineFeed { end = position + 1 }
        } else if byte == delimiter {
          place = .cellStart
        } else if place != .cellStart || (byte != .space && byte != .tab) {
          place = .plain
        }
      }
      position &+= 1
    }
    return end
  }
}

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
    var (index, here) = (position, place)
    defer { (position, place) = (index, here) }
    while index < span.count {
      let byte = span[index]
      if here == .quoted {
        if byte == .quote { here = .afterQuote }
      } else if byte == .quote {
        // Within a cell that did not begin with one, a quote is a character like others.
        if here != .plain { here = .quoted }
      } else if byte == delimiter {
        here = .cellStart
      } else if byte == .lineFeed {
        here = .cellStart
        end = index &+ 1
      } else if byte == .carriageReturn {
        // At the end of the bytes its line feed may be still to come.
        guard index &+ 1 < span.count else { return end }
        here = .cellStart
        if span[index &+ 1] != .lineFeed { end = index &+ 1 }
      } else if here != .cellStart || (byte != .space && byte != .tab) {
        here = .plain
      }
      index &+= 1
    }
    return end
  }
}

/// Decides what a cell says: a number, missing, or text.
struct CellReader {
  private let parser: NumberParser
  private let missingCodes: [Double]
  private let missingText: Set<[UInt8]>
  /// Some missing text is itself a number (`-9`), so that the text must be compared before the number is read.
  let comparesTextFirst: Bool

  init(_ options: TextOptions) {
    let parser = NumberParser(decimalMark: options.decimalComma ? .comma : .point)
    self.parser = parser
    missingCodes = options.missingCodes
    missingText = Set(options.missingText.map { Array($0.utf8) })
    comparesTextFirst = missingText.contains { parser.number(in: $0, start: 0, end: $0.count) != nil }
  }

  /// The cell's number, NaN if it is missing, `nil` if it is text.
  func number(of cell: RecordScanner.Cell, in bytes: [UInt8]) -> Double? {
    if cell.isEmpty { return .nan }
    if comparesTextFirst, isMissingText(cell, bytes) { return .nan }
    if let number = parser.number(in: bytes, start: cell.start, end: cell.end) {
      return missingCodes.contains(number) ? .nan : number
    }
    return isMissingText(cell, bytes) ? .nan : nil
  }

  /// Whether there are codes to be counted among the missing cells.
  var hasMissingCodes: Bool { !missingCodes.isEmpty }

  /// The code by which a cell is missing; `nil` where it is empty or missing by a text.
  func missingCode(of cell: RecordScanner.Cell, in bytes: [UInt8]) -> Double? {
    guard !cell.isEmpty, let number = parser.number(in: bytes, start: cell.start, end: cell.end), missingCodes.contains(number)
    else { return nil }
    return number
  }

  private func isMissingText(_ cell: RecordScanner.Cell, _ bytes: [UInt8]) -> Bool {
    missingText.contains(Array(bytes[cell.start..<cell.end]))
  }
}

/// SAS's transport files say nowhere how many rows they have: what is left behind the last whole row tells whether they were cut off.
enum TransportFile {
  private static let recordLength = 80
  private static let rowsFollow = Array("HEADER RECORD*******OBS".utf8)

  /// Whether the file ends within a row: the rows are followed by blanks up to a record of 80 bytes, and by nothing else.
  ///
  /// False where a second table follows the first.
  ///
  /// - Parameter rowWidth: the bytes of a row.
  static func endsWithinRow(_ bytes: [UInt8], rowCount: Int, rowWidth: Int) -> Bool {
    let headers = stride(from: 0, to: bytes.count, by: recordLength).filter { bytes[$0...].starts(with: rowsFollow) }
    guard headers.count == 1, let header = headers.first else { return false }
    let (width, overflows) = rowCount.multipliedReportingOverflow(by: rowWidth)
    let (end, overflowsToo) = width.addingReportingOverflow(header + recordLength)
    guard !overflows, !overflowsToo, end >= 0, end < bytes.count else { return false }
    return bytes[end...].contains { $0 != .space }
  }
}

import Synchronization

/// Bytes in memory that are read piece by piece, as a file would be.
final class TextPieces: Sendable {
  private let bytes: [UInt8]
  private let position = Mutex(0)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next bytes: `count` where so many are left.
  func next(_ count: Int) -> [UInt8] {
    position.withLock { start in
      let end = min(start + count, bytes.count)
      defer { start = end }
      return Array(bytes[start..<end])
    }
  }
}

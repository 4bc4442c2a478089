/// Cuts bytes that arrive one piece after another into blocks of whole records.
///
/// Every block takes one piece of the same size, or as many as a long record needs, so that where the blocks begin depends on the
/// text alone. The last block ends with a line feed, whether or not the text does.
struct BlockSource: Sendable {
  /// At most so many of the bytes that follow, fewer only at the end, none after it; `nil` when there is no going on.
  typealias Read = @Sendable (_ count: Int) -> [UInt8]?

  struct Block: Sendable {
    var number: Int
    var bytes: [UInt8]
  }

  let blockSize: Int
  let delimiter: UInt8
  private let read: Read
  /// What follows the last record that a block took.
  private var carried: [UInt8]
  private var blockCount = 0
  private var isAtEnd = false
  /// Whether reading was given up before the end.
  private(set) var isStopped = false

  /// - Parameter carried: bytes that were read before, from the start of a record on.
  init(carried: [UInt8], blockSize: Int, delimiter: UInt8, read: @escaping Read) {
    self.carried = carried
    self.blockSize = blockSize
    self.delimiter = delimiter
    self.read = read
  }

  /// The next block; `nil` at the end.
  mutating func next() -> Block? {
    guard !isAtEnd, !isStopped else { return nil }
    var bytes = carried
    carried = []
    var ends = RecordEnds(delimiter: delimiter)
    while true {
      guard let piece = read(blockSize) else {
        isStopped = true
        return nil
      }
      if piece.isEmpty {
        isAtEnd = true
        if bytes.isEmpty { return nil }
        if bytes[bytes.count - 1] != .lineFeed { bytes.append(.lineFeed) }
        return numbered(bytes)
      }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      if let end = ends.last(in: bytes) {
        carried = Array(bytes[end...])
        bytes.removeLast(bytes.count - end)
        return numbered(bytes)
      }
      // No record may be so long: whoever reads the block will say so.
      if bytes.count > RecordScanner.longestRecord + 1 { return numbered(bytes) }
    }
  }

  /// Lets no further block start: the end has been seen, or reading is given up.
  mutating func stop(isEnd: Bool) {
    isAtEnd = true
    if !isEnd { isStopped = true }
  }

  private mutating func numbered(_ bytes: [UInt8]) -> Block {
    defer { blockCount += 1 }
    return Block(number: blockCount, bytes: bytes)
  }
}

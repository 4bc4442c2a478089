import Dispatch
import Synchronization

/// Reads delimited text of any length block by block on several threads, and keeps of its rows what is asked for.
///
/// The text is that of `DelimitedReader`, and so is everything that can be wrong with it: the same error at the same line. Blocks are
/// handed on in the order of the text, so that no result depends on the number of threads.
///
/// ```swift
/// var stream = try RowStream { count in nextBytes(atMost: count) }
/// let moments = try stream.moments(of: ["x", "m", "y"], source: "survey.csv")
/// ```
public struct RowStream: Sendable {
  /// At most so many of the bytes that follow: as many, but for the last ones; none at the end; `nil` to give up.
  public typealias Read = @Sendable (_ count: Int) -> [UInt8]?

  /// What `progress` is told and `RowStream` found in common for whatever is kept of the rows.
  struct Findings: Sendable {
    var rowCount = 0
    var lineCount = 0
    var failure: DataError?
    var encodingFailure: DataError?
    var firstText: [RowBlock.Oddity?]
    var firstInfinite: [RowBlock.Oddity?]
    var isStopped = false
    /// As in `RowBlock`.
    var codeCounts: [Int] = []

    init(width: Int) {
      firstText = [RowBlock.Oddity?](repeating: nil, count: width)
      firstInfinite = firstText
    }
  }

  /// The variables, in the order of the text.
  public let names: [String]
  /// The comment lines before the header, without their `#`.
  public let comments: [String]
  private let options: TextOptions
  private let headerLine: Int
  /// The line on which the rows begin.
  private let firstLine: Int
  private(set) var source: BlockSource
  /// What was found beside their values of the variables that were read, in the order of the text.
  public private(set) var information: [(name: String, information: VariableInformation)] = []
  /// The variables that were read as numbers and hold text, in the order of the text.
  public private(set) var textVariables: [String] = []

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - blockSize: bytes that a thread reads at a time. Sums are rounded block by block: their last digits depend on it.
  ///   - read: called by one thread at a time.
  ///
  /// Throws `empty-file`, `not-text`, `bad-delimiter`, `duplicate-name` or what is wrong with the header's text.
  public init(options: TextOptions = TextOptions(), blockSize: Int = 1 << 20, read: @escaping Read) throws(DataError) {
    var bytes: [UInt8] = []
    var isAtEnd = false
    while true {
      // As much again each time: a header is looked at from its start, and a long one only a few times.
      let piece = isAtEnd ? [] : read(max(blockSize, bytes.count)) ?? []
      isAtEnd = piece.isEmpty
      bytes += piece
      let header: Header
      do {
        header = try Header(bytes, options)
      } catch {
        // More of the text may put it right: it may have been cut within the header.
        if isAtEnd || bytes.count > RecordScanner.longestRecord + 2 * blockSize { throw error }
        continue
      }
      guard isAtEnd || header.end < bytes.count else { continue }
      names = header.names
      comments = header.comments
      (headerLine, firstLine) = (header.line, header.nextLine)
      self.options = options
      source = BlockSource(
        carried: Array(bytes[header.end...]), blockSize: blockSize, delimiter: header.delimiter, read: read)
      return
    }
  }

  private struct Header {
    var names: [String]
    var comments: [String]
    var delimiter: UInt8
    var end: Int
    var line: Int
    var nextLine: Int

    init(_ bytes: [UInt8], _ options: TextOptions) throws(DataError) {
      let preamble = try TextPreamble(bytes)
      delimiter = try preamble.delimiter(in: bytes, options: options)
      var scanner = RecordScanner(bytes, delimiter: delimiter, position: preamble.position, line: preamble.line)
      names = try DelimitedReader.readNames(&scanner)
      comments = preamble.comments
      end = scanner.position
      line = scanner.recordLine
      nextLine = scanner.line
    }
  }

  /// Reads all blocks and gives each to `digest` on some thread, and what that makes of it to `take` in the order of the text.
  ///
  /// - Parameter progress: told how many bytes were read since the last call, by any thread; `false` ends the reading.
  mutating func run<Digest: Sendable>(
    columns: [Int], texts: [Int] = [], threads: Int?, progress: @escaping @Sendable (Int) -> Bool,
    digest: @Sendable (RowBlock) -> Digest, take: @escaping @Sendable (Digest) -> Void
  ) -> Findings {
    let layout = RowLayout(columns: columns, columnCount: names.count, delimiter: source.delimiter, options: options)
    let blocks = Mutex(source)
    let digests = Mutex((InOrder<(RowBlock, Digest)>(), Findings(width: columns.count)))
    let first = firstLine
    @Sendable func readUntilDone() {
      var reader = BlockReader(layout)
      while let block = blocks.withLock({ $0.next() }) {
        var rows = reader.read(block.bytes)
        if !texts.isEmpty, rows.failure == nil {
          rows.texts = TextCells(block.bytes, columns: texts, delimiter: layout.delimiter, cells: layout.cells).columns
        }
        let digest = digest(rows)
        (rows.values, rows.texts) = ([], [])
        let failed = rows.failure != nil
        digests.withLock { state in
          state.0.add((rows, digest), number: block.number) { rows, digest in
            if state.1.failure == nil { take(digest) }
            state.1.add(rows, firstLine: first)
          }
        }
        if failed || !progress(block.bytes.count) { blocks.withLock { $0.stop(isEnd: failed) } }
      }
    }
    let threads = max(1, threads ?? ProcessorCount.online)
    if threads == 1 {
      readUntilDone()
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in readUntilDone() }
    }
    source = blocks.withLock { $0 }
    var findings = digests.withLock { $0.1 }
    findings.isStopped = source.isStopped
    textVariables = columns.indices.filter { findings.firstText[$0] != nil }.map { columns[$0] }.sorted().map { names[$0] }
    information = columns.indices.sorted { columns[$0] < columns[$1] }.map { place in
      var found = VariableInformation()
      for (code, value) in options.missingCodes.enumerated() where !findings.codeCounts.isEmpty {
        let count = findings.codeCounts[place * options.missingCodes.count + code]
        if count > 0 { found.declaredMissing[VariableInformation.text(of: value)] = count }
      }
      return (names[columns[place]], found)
    }
    return findings
  }

  /// Throws what makes the text no table, in the order in which `DelimitedReader` finds it.
  func refuse(_ findings: Findings) throws(DataError) {
    if let failure = findings.failure ?? findings.encodingFailure { throw failure }
    if findings.rowCount == 0 {
      let last = findings.lineCount > 0 ? firstLine + findings.lineCount - 1 : headerLine
      throw DataError(
        "no-rows", "the file has a header but no rows", line: last, advice: "rows of data follow the names")
    }
  }
}

extension RowStream.Findings {
  /// Adds the block that follows.
  fileprivate mutating func add(_ rows: RowBlock, firstLine: Int) {
    guard failure == nil else { return }
    let before = firstLine - 1 + lineCount
    func moved(_ error: DataError?) -> DataError? {
      guard var error else { return nil }
      error.line = error.line.map { $0 + before }
      return error
    }
    func moved(_ oddity: RowBlock.Oddity?) -> RowBlock.Oddity? {
      oddity.map { RowBlock.Oddity(line: $0.line + before, text: $0.text) }
    }
    failure = moved(rows.failure)
    encodingFailure = encodingFailure ?? moved(rows.encodingFailure)
    for place in firstText.indices {
      firstText[place] = firstText[place] ?? moved(rows.firstText[place])
      firstInfinite[place] = firstInfinite[place] ?? moved(rows.firstInfinite[place])
    }
    codeCounts = codeCounts.isEmpty ? rows.codeCounts : zip(codeCounts, rows.codeCounts).map { $0 + $1 }
    rowCount += rows.rowCount
    lineCount += rows.lineCount
  }
}

#if READSTAT
  import CReadStat

  /// Bytes in memory as the file that ReadStat opens, seeks in and reads.
  final class ReadStatMemory {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// The bytes must outlive the parser's run.
    init(_ bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
    }

    /// - Returns: how many bytes were copied: fewer than asked for at the end.
    private func read(into target: UnsafeMutableRawPointer, count: Int) -> Int {
      let available = max(0, min(count, bytes.count - position))
      guard available > 0, let start = bytes.baseAddress else { return 0 }
      target.copyMemory(from: start + position, byteCount: available)
      position += available
      return available
    }

    /// - Returns: the new position, or -1 for one outside the file.
    private func seek(_ offset: Int, from origin: readstat_io_flags_t) -> Int {
      let start =
        switch origin {
        case READSTAT_SEEK_SET: 0
        case READSTAT_SEEK_CUR: position
        default: bytes.count
        }
      let (target, overflows) = start.addingReportingOverflow(offset)
      guard !overflows, target >= 0, target <= bytes.count else { return -1 }
      position = target
      return target
    }

    static func setHandlers(of parser: UnsafeMutablePointer<readstat_parser_t>, _ file: ReadStatMemory) {
      readstat_set_open_handler(parser) { _, _ in 0 }
      readstat_set_close_handler(parser) { _ in 0 }
      readstat_set_seek_handler(parser) { offset, origin, context in
        guard let context else { return -1 }
        return readstat_off_t(
          Unmanaged<ReadStatMemory>.fromOpaque(context).takeUnretainedValue().seek(Int(offset), from: origin))
      }
      readstat_set_read_handler(parser) { target, count, context in
        guard let context, let target, let count = Int(exactly: count), count >= 0 else { return -1 }
        return Unmanaged<ReadStatMemory>.fromOpaque(context).takeUnretainedValue().read(into: target, count: count)
      }
      readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
      readstat_set_io_ctx(parser, Unmanaged.passUnretained(file).toOpaque())
    }
  }
#endif

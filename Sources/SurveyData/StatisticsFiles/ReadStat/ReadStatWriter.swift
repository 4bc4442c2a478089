#if READSTAT
  import CReadStat

  /// Writes system files through ReadStat into memory.
  enum ReadStatWriter {
    /// What ReadStat has written so far.
    private final class Sink {
      var bytes: [UInt8] = []
    }

    private typealias Writer = UnsafeMutablePointer<readstat_writer_t>

    static func write(_ table: DataTable) throws(DataError) -> [UInt8] {
      guard let writer = readstat_writer_init() else { throw unwritable(READSTAT_ERROR_MALLOC) }
      defer { readstat_writer_free(writer) }
      readstat_set_data_writer(writer) { data, count, context in
        guard let context, let data else { return -1 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count))
        return count
      }
      readstat_writer_set_compression(writer, READSTAT_COMPRESS_ROWS)
      for line in table.comments.flatMap(SPSSWriter.noteLines) { readstat_add_note(writer, line) }
      for (index, column) in table.columns.enumerated() { try declare(column, index: index, in: writer) }
      let sink = Sink()
      try withExtendedLifetime(sink) { () throws(DataError) in
        let context = Unmanaged.passUnretained(sink).toOpaque()
        try check(readstat_begin_writing_sav(writer, context, table.rowCount), table, writer)
        for row in 0..<table.rowCount { try insert(row, of: table, writer) }
        try check(readstat_end_writing(writer), table, writer)
      }
      return sink.bytes
    }

    // MARK: Variables

    private static func declare(_ column: Column, index: Int, in writer: Writer) throws(DataError) {
      let width = try textWidth(of: column)
      guard
        let variable = readstat_add_variable(
          writer, column.name, width == nil ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_STRING, width ?? 0)
      else { throw unwritable(READSTAT_ERROR_MALLOC) }
      if let label = column.information.label { readstat_variable_set_label(variable, SPSSWriter.cut(label, toBytes: 256)) }
      if let format = format(of: column) { readstat_variable_set_format(variable, format) }
      let labels = column.information.valueLabels
      guard width == nil, !labels.isEmpty, let set = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "labels\(index)") else {
        return
      }
      for label in labels { readstat_label_double_value(set, label.value, SPSSWriter.cut(label.label, toBytes: 120)) }
      readstat_variable_set_label_set(variable, set)
    }

    /// The bytes of the longest text, or `nil` for numbers.
    private static func textWidth(of column: Column) throws(DataError) -> Int? {
      guard case .text(let values) = column.storage else { return nil }
      let width = values.reduce(1) { max($0, $1?.utf8.count ?? 0) }
      if width > SPSSWriter.longestText {
        throw DataError(
          "text-too-long", "`\(column.name)` has a text of \(width) bytes; SPSS takes \(SPSSWriter.longestText)",
          advice: "write CSV")
      }
      return width
    }

    private static func format(of column: Column) -> String? {
      guard case .numbers(let values) = column.storage else { return nil }
      switch column.information.format {
      case .date(origin: "seconds since 1582-10-14"):
        return values.allSatisfy { $0.isNaN || $0.truncatingRemainder(dividingBy: 86_400) == 0 } ? "DATE11" : "DATETIME20"
      case .date(origin: "seconds"): return "TIME8"
      default: return values.allSatisfy { $0.isNaN || $0 == $0.rounded() } ? "F8.0" : "F8.2"
      }
    }

    // MARK: Values

    private static func insert(_ row: Int, of table: DataTable, _ writer: Writer) throws(DataError) {
      try check(readstat_begin_row(writer), table, writer)
      for (index, column) in table.columns.enumerated() {
        guard let variable = readstat_get_variable(writer, Int32(index)) else { throw unwritable(READSTAT_ERROR_MALLOC) }
        let status: readstat_error_t
        switch column.storage {
        case .numbers(let values):
          if values[row].isInfinite {
            throw DataError(
              "infinite-value", "`\(column.name)` is infinite in a row, which SPSS cannot hold", advice: "write CSV")
          }
          status =
            values[row].isNaN
            ? readstat_insert_missing_value(writer, variable) : readstat_insert_double_value(writer, variable, values[row])
        case .text(let values): status = readstat_insert_string_value(writer, variable, values[row] ?? "")
        }
        try check(status, table, writer)
      }
      try check(readstat_end_row(writer), table, writer)
    }

    // MARK: Errors

    private static func check(_ status: readstat_error_t, _ table: DataTable, _ writer: Writer) throws(DataError) {
      switch status {
      case READSTAT_OK: return
      case READSTAT_ERROR_NAME_BEGINS_WITH_ILLEGAL_CHARACTER, READSTAT_ERROR_NAME_CONTAINS_ILLEGAL_CHARACTER,
        READSTAT_ERROR_NAME_IS_RESERVED_WORD, READSTAT_ERROR_NAME_IS_TOO_LONG, READSTAT_ERROR_NAME_IS_ZERO_LENGTH:
        let index = table.columns.indices.first { index in
          readstat_validate_variable(writer, readstat_get_variable(writer, Int32(index))) != READSTAT_OK
        }
        let name = index.map { "`\(excerpt(table.columns[$0].name))`" } ?? "a name"
        throw DataError(
          "bad-name", "SPSS takes no variable called \(name): names begin with a letter and have letters, digits and . _ $ # @",
          column: index.map { $0 + 1 }, advice: "rename it, or write CSV")
      default: throw unwritable(status)
      }
    }

    private static func unwritable(_ status: readstat_error_t) -> DataError {
      let reason = readstat_error_message(status).map { String(cString: $0) } ?? "error \(status.rawValue)"
      return DataError("unwritable-table", "the table cannot be written as a file of SPSS: \(reason)", advice: "write CSV")
    }
  }
#endif

#if READSTAT
  import CReadStat

  /// Runs ReadStat's parsers over bytes in memory and hands what they report to a `StatisticsCollector`.
  ///
  /// The folder of this file is the only one that calls ReadStat. Its callbacks get the addresses of two objects that live until the
  /// parser has returned; what they receive is copied before they return.
  enum ReadStatParser {
    /// - Parameter encoding: the encoding of the file's texts where it is not what the file says.
    ///
    /// Throws what ``StatisticsReader/read(_:as:options:)`` does.
    static func read(
      _ bytes: [UInt8], as format: StatisticsFormat, options: StatisticsReader.Options, encoding: String?
    ) throws(DataError) -> DataTable {
      let collector = try collected(bytes, as: format, options: options, encoding: encoding)
      let table = try collector.table()
      if format == .xpt, TransportFile.endsWithinRow(bytes, rowCount: table.rowCount, rowWidth: collector.rowWidth) {
        throw error(READSTAT_ERROR_READ, format)
      }
      return table
    }

    /// The names of the variables, whose values are passed over.
    static func names(_ bytes: [UInt8], as format: StatisticsFormat) throws(DataError) -> [String] {
      try collected(bytes, as: format, options: StatisticsReader.Options(columns: []), encoding: nil).names
    }

    private static func collected(
      _ bytes: [UInt8], as format: StatisticsFormat, options: StatisticsReader.Options, encoding: String?
    ) throws(DataError) -> StatisticsCollector {
      let collector = StatisticsCollector(format: format, options: options, byteCount: bytes.count)
      let status = parse(bytes, as: format, into: collector, encoding: encoding)
      if let error = collector.error { throw error }
      if status != READSTAT_OK { throw error(status, format) }
      return collector
    }

    private static func parse(
      _ bytes: [UInt8], as format: StatisticsFormat, into collector: StatisticsCollector, encoding: String?
    ) -> readstat_error_t {
      guard let parser = readstat_parser_init() else { return READSTAT_ERROR_MALLOC }
      defer { readstat_parser_free(parser) }
      setHandlers(of: parser)
      return bytes.withUnsafeBytes { buffer in
        let file = ReadStatMemory(buffer)
        return withExtendedLifetime((file, collector)) {
          ReadStatMemory.setHandlers(of: parser, file)
          let context = Unmanaged.passUnretained(collector).toOpaque()
          guard let encoding else { return parse(parser, format, context) }
          // ReadStat keeps the address of the name.
          return encoding.withCString { name in
            readstat_set_file_character_encoding(parser, name)
            return parse(parser, format, context)
          }
        }
      }
    }

    private static func parse(
      _ parser: UnsafeMutablePointer<readstat_parser_t>, _ format: StatisticsFormat, _ context: UnsafeMutableRawPointer
    ) -> readstat_error_t {
      switch format {
      case .sav: readstat_parse_sav(parser, "", context)
      case .por: readstat_parse_por(parser, "", context)
      case .dta: readstat_parse_dta(parser, "", context)
      case .sas7bdat: readstat_parse_sas7bdat(parser, "", context)
      case .xpt: readstat_parse_xport(parser, "", context)
      }
    }

    // MARK: Callbacks

    private static func setHandlers(of parser: UnsafeMutablePointer<readstat_parser_t>) {
      readstat_set_metadata_handler(parser) { metadata, context in
        guard let collector = ReadStatParser.collector(context) else { return ReadStatParser.abort }
        let goesOn = collector.begin(
          rowCount: Int(readstat_get_row_count(metadata)), variableCount: Int(readstat_get_var_count(metadata)))
        if let label = ReadStatParser.text(readstat_get_file_label(metadata)) { collector.take(note: label) }
        return goesOn ? ReadStatParser.goOn : ReadStatParser.abort
      }
      readstat_set_note_handler(parser) { _, note, context in
        guard let collector = ReadStatParser.collector(context) else { return ReadStatParser.abort }
        if let note = ReadStatParser.text(note) { collector.take(note: note) }
        return ReadStatParser.goOn
      }
      readstat_set_variable_handler(parser) { index, variable, labelSet, context in
        guard let collector = ReadStatParser.collector(context), let variable else { return ReadStatParser.abort }
        switch collector.take(
          ReadStatParser.variable(variable, labelSet: ReadStatParser.text(labelSet), in: collector.format), index: Int(index))
        {
        case .kept: return ReadStatParser.goOn
        case .leftOut: return Int32(READSTAT_HANDLER_SKIP_VARIABLE)
        case .refused: return ReadStatParser.abort
        }
      }
      readstat_set_value_label_handler(parser) { set, value, label, context in
        guard let collector = ReadStatParser.collector(context) else { return ReadStatParser.abort }
        guard let set = ReadStatParser.text(set), let label = ReadStatParser.text(label), value.is_tagged_missing == 0,
          readstat_value_type_class(value) == READSTAT_TYPE_CLASS_NUMERIC
        else { return ReadStatParser.goOn }
        collector.take(label: label, of: ReadStatParser.number(value), in: set)
        return ReadStatParser.goOn
      }
      readstat_set_value_handler(parser) { row, variable, value, context in
        guard let collector = ReadStatParser.collector(context), let variable else { return ReadStatParser.abort }
        let index = Int(readstat_variable_get_index(variable))
        let goesOn =
          value.type == READSTAT_TYPE_STRING || value.type == READSTAT_TYPE_STRING_REF
          ? collector.take(text: ReadStatParser.text(value), row: Int(row), index: index)
          : collector.take(
            number: ReadStatParser.number(value),
            tag: value.is_tagged_missing != 0 ? UInt8(bitPattern: value.tag) : nil, row: Int(row), index: index)
        return goesOn ? ReadStatParser.goOn : ReadStatParser.abort
      }
    }

    private static let goOn = Int32(READSTAT_HANDLER_OK)
    private static let abort = Int32(READSTAT_HANDLER_ABORT)

    private static func collector(_ context: UnsafeMutableRawPointer?) -> StatisticsCollector? {
      context.map { Unmanaged<StatisticsCollector>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Conversions

    private static func variable(
      _ variable: UnsafeMutablePointer<readstat_variable_t>, labelSet: String?, in format: StatisticsFormat
    ) -> StatisticsCollector.Variable {
      let isText = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING
      var taken = StatisticsCollector.Variable(
        name: text(readstat_variable_get_name(variable)) ?? "", label: text(readstat_variable_get_label(variable)),
        isText: isText,
        format: isText ? .text : DateFormat.format(text(readstat_variable_get_format(variable)) ?? "", in: format),
        labelSet: labelSet, width: readstat_variable_get_storage_width(variable))
      for index in 0..<max(0, readstat_variable_get_missing_ranges_count(variable)) {
        let low = readstat_variable_get_missing_range_lo(variable, index)
        let high = readstat_variable_get_missing_range_hi(variable, index)
        if isText, let from = text(low), let to = text(high), from <= to {
          taken.missingTexts.append(from...to)
        } else if !isText {
          let (from, to) = (number(low), number(high))
          if from <= to { taken.missingRanges.append(from...to) }
        }
      }
      return taken
    }

    private static func number(_ value: readstat_value_t) -> Double {
      switch value.type {
      case READSTAT_TYPE_INT8, READSTAT_TYPE_INT16, READSTAT_TYPE_INT32, READSTAT_TYPE_FLOAT, READSTAT_TYPE_DOUBLE:
        value.is_system_missing != 0 || value.is_tagged_missing != 0 ? .nan : readstat_double_value(value)
      default: .nan
      }
    }

    private static func text(_ value: readstat_value_t) -> String? {
      guard value.type == READSTAT_TYPE_STRING || value.type == READSTAT_TYPE_STRING_REF else { return nil }
      return text(value.v.string_value)
    }

    /// `nil` where there is none or it is empty. Bytes that are no UTF-8 are replaced.
    private static func text(_ characters: UnsafePointer<CChar>?) -> String? {
      guard let characters, characters.pointee != 0 else { return nil }
      return String(cString: characters)
    }
  }
#endif

#if READSTAT
  import CReadStat

  extension ReadStatParser {
    /// What a status of ReadStat says to the user.
    static func error(_ status: readstat_error_t, _ format: StatisticsFormat) -> DataError {
      let again = "copy or export it again"
      switch status {
      case READSTAT_ERROR_OPEN, READSTAT_ERROR_READ, READSTAT_ERROR_SEEK:
        return DataError("truncated-file", "the file ends before its data do: it is cut off or damaged", advice: again)
      case READSTAT_ERROR_ROW_COUNT_MISMATCH:
        return DataError(
          "truncated-file", "the file holds another number of rows than it says: it is cut off or damaged", advice: again)
      case READSTAT_ERROR_UNSUPPORTED_COMPRESSION, READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
        return DataError(
          "unsupported-file", "this form of \(format.program) file is not read (\(words(status)))",
          advice: "save it without compression or in an older version, or export it as CSV")
      case READSTAT_ERROR_UNSUPPORTED_CHARSET, READSTAT_ERROR_CONVERT, READSTAT_ERROR_CONVERT_BAD_STRING,
        READSTAT_ERROR_CONVERT_SHORT_STRING, READSTAT_ERROR_CONVERT_LONG_STRING:
        return DataError(
          "bad-encoding", "the file's texts are not in the encoding that it names (\(words(status)))",
          advice: "save it with \(format.program) in UTF-8, or export it as CSV in UTF-8")
      default:
        return StatisticsCollector.damaged(format)
      }
    }

    private static func words(_ status: readstat_error_t) -> String {
      readstat_error_message(status).map { String(cString: $0) } ?? "error \(status.rawValue)"
    }
  }
#endif

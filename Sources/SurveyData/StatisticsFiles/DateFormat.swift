/// What the formats of the statistics packages say of a number.
enum DateFormat {
  /// The format of a numeric variable: a date with the origin and unit of its numbers, or a plain number.
  ///
  /// - Parameter text: as ReadStat gives it: `DATE11`, `%tdD_m_Y`, `MMDDYY10.`; empty where there is none.
  static func format(_ text: String, in format: StatisticsFormat) -> VariableInformation.Format {
    let origin =
      switch format {
      case .sav, .por: spss(text)
      case .dta: stata(text)
      case .sas7bdat, .xpt: sas(text)
      }
    return origin.map { .date(origin: $0) } ?? .number
  }

  /// SPSS counts seconds since the Gregorian calendar began; periods of time are seconds too.
  private static func spss(_ text: String) -> String? {
    switch word(text) {
    case "DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR", "DATETIME", "YMDHMS": "seconds since 1582-10-14"
    case "TIME", "DTIME", "MTIME": "seconds"
    default: nil
    }
  }

  /// Stata names the unit by the letter after `%t`; `%d` is the old way to write `%td`.
  private static func stata(_ text: String) -> String? {
    var letters = Array(text.utf8)
    guard letters.first == UInt8(ascii: "%") else { return nil }
    letters.removeFirst()
    if letters.first == UInt8(ascii: "-") { letters.removeFirst() }
    switch (letters.first, letters.dropFirst().first) {
    case (UInt8(ascii: "d"), _), (UInt8(ascii: "t"), UInt8(ascii: "d")): return "days since 1960-01-01"
    case (UInt8(ascii: "t"), UInt8(ascii: "c")): return "milliseconds since 1960-01-01"
    case (UInt8(ascii: "t"), UInt8(ascii: "C")): return "milliseconds since 1960-01-01 with leap seconds"
    case (UInt8(ascii: "t"), UInt8(ascii: "w")): return "weeks since 1960"
    case (UInt8(ascii: "t"), UInt8(ascii: "m")): return "months since 1960"
    case (UInt8(ascii: "t"), UInt8(ascii: "q")): return "quarters since 1960"
    case (UInt8(ascii: "t"), UInt8(ascii: "h")): return "half-years since 1960"
    default: return nil
    }
  }

  /// SAS's dates are days, its datetimes and times seconds.
  private static func sas(_ text: String) -> String? {
    let name = word(text)
    if sasDatetimes.contains(name) { return "seconds since 1960-01-01" }
    if sasTimes.contains(name) { return "seconds" }
    return sasDates.contains(name) ? "days since 1960-01-01" : nil
  }

  private static let sasDates: Set<String> = [
    "DATE", "DAY", "DDMMYY", "DDMMYYB", "DDMMYYC", "DDMMYYD", "DDMMYYN", "DDMMYYP", "DDMMYYS", "DOWNAME", "E8601DA", "B8601DA",
    "IS8601DA", "JULDAY", "JULIAN", "MMDDYY", "MMDDYYB", "MMDDYYC", "MMDDYYD", "MMDDYYN", "MMDDYYP", "MMDDYYS", "MMYY", "MMYYC",
    "MMYYD", "MMYYN", "MMYYP", "MMYYS", "MONNAME", "MONTH", "MONYY", "NENGO", "QTR", "QTRR", "WEEKDATE", "WEEKDATX", "WEEKDAY",
    "WORDDATE", "WORDDATX", "YEAR", "YYMM", "YYMMC", "YYMMD", "YYMMN", "YYMMP", "YYMMS", "YYMMDD", "YYMMDDB", "YYMMDDC",
    "YYMMDDD",
    "YYMMDDN", "YYMMDDP", "YYMMDDS", "YYMON", "YYQ", "YYQC", "YYQD", "YYQN", "YYQP", "YYQS",
  ]
  private static let sasDatetimes: Set<String> = [
    "DATETIME", "DATEAMPM", "DTDATE", "DTMONYY", "DTWKDATX", "DTYEAR", "DTYYQC", "E8601DT", "E8601DN", "E8601DX", "E8601DZ",
    "B8601DT", "B8601DN", "B8601DZ", "IS8601DT", "MDYAMPM", "TOD",
  ]
  private static let sasTimes: Set<String> = ["TIME", "TIMEAMPM", "HHMM", "HOUR", "MMSS", "E8601TM", "B8601TM", "IS8601TM"]

  /// The format's name without width, decimals and the point at its end: `E8601DA10.` is `E8601DA`.
  private static func word(_ text: String) -> String {
    var letters = Array(text.uppercased().utf8)
    func isPartOfWidth(_ byte: UInt8) -> Bool { byte == .point || (0x30...0x39).contains(byte) }
    while let last = letters.last, isPartOfWidth(last) { letters.removeLast() }
    return String(decoding: letters, as: UTF8.self)
  }
}

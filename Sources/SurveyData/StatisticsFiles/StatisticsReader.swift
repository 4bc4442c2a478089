/// Reads the files of SPSS, Stata and SAS through ReadStat, where it is installed.
///
/// Numbers become columns of numbers; system-missing, tagged (`.a` to `.z`) and user-missing values become NaN, the last two
/// counted in `declaredMissing`. Texts become columns of text without trailing blanks, `nil` where nothing is left. Dates stay the
/// numbers that the file holds; `format` names their origin. Value labels of texts are left out. ReadStat brings every encoding to UTF-8.
public enum StatisticsReader {
  public struct Options: Sendable, Hashable {
    /// Numbers that stand for missing beside those that the file declares.
    public var missingCodes: [Double]
    /// The variables to keep; `nil`: all.
    public var columns: Set<String>?

    public init(missingCodes: [Double] = [], columns: Set<String>? = nil) {
      self.missingCodes = missingCodes
      self.columns = columns
    }
  }

  /// A table, and how its texts were decoded.
  public struct Contents: Sendable {
    public var table: DataTable
    /// The file's texts are not in the encoding that it names; they were read as Windows-1252.
    public var hasGuessedEncoding = false
  }

  /// Whether sewall was built with ReadStat.
  public static var isAvailable: Bool {
    #if READSTAT
      true
    #else
      false
    #endif
  }

  /// The table that `bytes`, a whole file, hold.
  ///
  /// Throws `no-readstat` where sewall was built without it; `truncated-file`, `damaged-file`, `unsupported-file`, `bad-encoding`,
  /// `duplicate-name`, `no-rows` or `no-variables`.
  public static func read(
    _ bytes: [UInt8], as format: StatisticsFormat, options: Options = Options()
  ) throws(DataError) -> Contents {
    #if READSTAT
      do {
        return Contents(table: try ReadStatParser.read(bytes, as: format, options: options, encoding: nil))
      } catch {
        guard error.id == "bad-encoding",
          let table = try? ReadStatParser.read(bytes, as: format, options: options, encoding: "WINDOWS-1252")
        else { throw error }
        return Contents(table: table, hasGuessedEncoding: true)
      }
    #else
      throw unavailable(format)
    #endif
  }

  /// The names of the variables of a whole file, in its order.
  ///
  /// Throws as ``read(_:as:options:)`` does.
  public static func names(_ bytes: [UInt8], as format: StatisticsFormat) throws(DataError) -> [String] {
    #if READSTAT
      return try ReadStatParser.names(bytes, as: format)
    #else
      throw unavailable(format)
    #endif
  }

  /// Package managers' names differ: scripts/install-libraries lists them. SwiftPM remembers the manifest, which looks for ReadStat.
  static let installation =
    "install it (`sudo apt-get install libreadstat-dev`) and build sewall again (`make build`, or "
    + "`swift build --manifest-cache none`)"

  static func unavailable(_ format: StatisticsFormat) -> DataError {
    DataError(
      "no-readstat", "this is a file of \(format.program), and sewall was built without ReadStat, which reads it",
      advice:
        "\(installation), or export the data as CSV")
  }
}

/// Signs of careless answers, and what is to be done with the rows that show one (Curran, 2016).
public struct Screening: Sendable, Hashable {
  /// Items that are screened, names or ranges; empty: the items of all scales, in the order of the data.
  public var items: [String] = []
  /// So many identical answers in a row, or more, are a sign.
  public var longstring: Int?
  /// An even-odd consistency below this is a sign.
  public var evenOdd: Double?
  /// A p of the Mahalanobis distance below this is a sign.
  public var mahalanobis: Double?
  /// Whether rows with a sign are excluded; otherwise they are counted.
  public var excludes = false

  public init() {}

  /// Where the screening stands in the front matter.
  public static let place = PreparationPlace(key: "screening")

  static func error(_ id: String, _ message: String, advice: String) -> DataError {
    DataError(id, message, advice: advice, step: place)
  }
}

/// What a screening found, a value for every row of the table that was screened.
public struct ScreeningResult: Sendable {
  public var screening: Screening
  /// The items that were screened.
  public var itemNames: [String]
  /// The longest run of identical answers; `nil` when it was not asked for.
  public var longstrings: [Int]?
  /// NaN where a row has too few answers, or does not vary over the scales.
  public var consistencies: [Double]?
  /// Squared Mahalanobis distances and their p; NaN for incomplete rows.
  public var distances: [Double]?
  public var distanceProbabilities: [Double]?
  public var rowCount: Int

  private func rows(where isSign: (Int) -> Bool) -> [Int] { (0..<rowCount).filter(isSign) }

  /// Rows (from 0) with each sign.
  public var longstringRows: [Int] {
    guard let limit = screening.longstring, let longstrings else { return [] }
    return rows { longstrings[$0] >= limit }
  }
  public var inconsistentRows: [Int] {
    guard let limit = screening.evenOdd, let consistencies else { return [] }
    return rows { consistencies[$0] < limit }
  }
  public var distantRows: [Int] {
    guard let limit = screening.mahalanobis, let distanceProbabilities else { return [] }
    return rows { distanceProbabilities[$0] < limit }
  }

  /// Rows (from 0) with at least one sign, ascending.
  public var flaggedRows: [Int] { Set(longstringRows + inconsistentRows + distantRows).sorted() }
}

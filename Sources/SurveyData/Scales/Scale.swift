/// Several items that measure one thing, and how their answers become one score.
///
///     let engagement = Scale("engagement", items: ["uwes1", "uwes2", "uwes3"], leastAnswered: 2)
///     let scores = try engagement.scored(in: table)
///     scores.scores  // a mean a row, NaN where fewer than two items were answered
public struct Scale: Sendable, Hashable {
  public enum Score: String, Sendable, Hashable, CaseIterable {
    /// Sum of the answers given / their number.
    case mean
    /// Sum of the answers; with ``Scale/fillsWithPersonMean``, mean of the answers given x number of items.
    case sum
  }

  /// The name of the score, a new variable.
  public var name: String
  /// What the scale is called in tables.
  public var label: String?
  /// Names of variables, or ranges of them as `uwes1..uwes9`.
  public var items: [String]
  /// Items to be reversed, x becoming lowest + highest - x; names or ranges, each among ``items``.
  public var reversed: [String]
  /// The answers that could be given; needed for reversal where the file has no value labels. Others are errors.
  public var range: ClosedRange<Double>?
  public var score: Score
  /// The least number of answered items that gives a score; `nil`: all of them.
  public var leastAnswered: Int?
  /// Missing answers count as the mean of the person's other answers to the scale. A mean score is the same with and without.
  public var fillsWithPersonMean: Bool

  public init(
    _ name: String, items: [String], label: String? = nil, reversed: [String] = [], range: ClosedRange<Double>? = nil,
    score: Score = .mean, leastAnswered: Int? = nil, fillsWithPersonMean: Bool = false
  ) {
    self.name = name
    self.items = items
    self.label = label
    self.reversed = reversed
    self.range = range
    self.score = score
    self.leastAnswered = leastAnswered
    self.fillsWithPersonMean = fillsWithPersonMean
  }

  /// Where the scale stands in the front matter.
  public var place: PreparationPlace { PreparationPlace(key: "scales", entry: name) }

  func error(_ id: String, _ message: String, advice: String? = nil) -> DataError {
    DataError(id, message, advice: advice, step: place)
  }
}

/// What one step of the preparation did.
public struct StepReport: Sendable, Hashable {
  public var place: PreparationPlace
  /// In words, with its counts: "42 of 320 rows excluded by `where`, 278 remain".
  public var text: String
  public var rowsBefore: Int
  public var rowsAfter: Int
  /// Values that the step changed or made missing.
  public var valuesChanged: Int
  /// What a reader should be warned of: a low reliability, a rare category.
  public var warnings: [String]

  public init(
    place: PreparationPlace, text: String, rowsBefore: Int, rowsAfter: Int, valuesChanged: Int = 0, warnings: [String] = []
  ) {
    self.place = place
    self.text = text
    self.rowsBefore = rowsBefore
    self.rowsAfter = rowsAfter
    self.valuesChanged = valuesChanged
    self.warnings = warnings
  }
}

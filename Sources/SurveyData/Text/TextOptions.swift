/// How delimited text is written.
public struct TextOptions: Sendable, Hashable {
  /// The byte between cells; `nil`: whichever of `,` `;` and tab the header holds most often.
  public var delimiter: UInt8?
  /// Decimals are written `3,5`; a delimiter that is not given is then `;` or tab.
  public var decimalComma: Bool
  /// Numbers that stand for missing, such as -99.
  public var missingCodes: [Double]
  /// Cells that stand for missing, compared exactly; an empty cell always does.
  public var missingText: Set<String>

  /// `NA`, a point, `NaN` and the like.
  public static let usualMissingText: Set<String> = ["", "NA", "N/A", "#N/A", ".", "NaN", "nan", "NULL", "#NULL!"]

  public init(
    delimiter: UInt8? = nil, decimalComma: Bool = false, missingCodes: [Double] = [],
    missingText: Set<String> = usualMissingText
  ) {
    self.delimiter = delimiter
    self.decimalComma = decimalComma
    self.missingCodes = missingCodes
    self.missingText = missingText
  }
}

/// The wanted values of some whole rows, and what is to be said of the others' cells.
struct RowBlock: Sendable {
  /// A cell that is not what it should be, with its line in the block, from 1.
  struct Oddity: Sendable {
    var line: Int
    var text = ""
  }

  /// A row after the other, NaN for missing values and for cells of text.
  var values: [Double] = []
  var rowCount = 0
  /// Lines that the block has; of a block that could not be read, those before the error.
  var lineCount = 0
  /// For each value of a row the first cell of text, and the first infinite one.
  var firstText: [Oddity?]
  var firstInfinite: [Oddity?]
  /// Why the block could not be read to its end; its line is counted from the block's first.
  var failure: DataError?
  /// The first cell that is no UTF-8.
  var encodingFailure: DataError?

  /// The texts of the columns that are wanted as texts.
  var texts: [Texts] = []

  /// How often each code for missing stands in each place of a row: place by place, in the order of the codes.
  var codeCounts: [Int] = []

  /// The value of a cell that is missing because it holds the code of this number.
  static func missing(byCode code: Int) -> Double { Double(nan: Double.RawSignificand(code + 1), signaling: false) }

  /// Counts the cells that are missing by each of `codeCount` codes.
  mutating func countCodes(_ codeCount: Int) {
    let width = firstText.count
    codeCounts = [Int](repeating: 0, count: width * codeCount)
    guard codeCount > 0 else { return }
    let none = RowBlock.missing(byCode: -1).bitPattern
    for index in values.indices where values[index].isNaN {
      let code = Int(values[index].bitPattern & ~none) - 1
      if code >= 0, code < codeCount { codeCounts[index % width * codeCount + code] += 1 }
    }
  }

  init(width: Int) {
    firstText = [Oddity?](repeating: nil, count: width)
    firstInfinite = firstText
  }
}

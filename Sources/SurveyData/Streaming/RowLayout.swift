/// Which cells of a row are read as numbers, and where their values go.
struct RowLayout: Sendable {
  let delimiter: UInt8
  let decimalMark: UInt8
  let missingCodes: [Double]
  let cells: CellReader
  /// For each column of the text the place of its value in a row of values, or -1 where it is not wanted.
  let places: [Int]
  /// For each value of a row its column in the text, from 0.
  let columns: [Int]

  init(columns: [Int], columnCount: Int, delimiter: UInt8, options: TextOptions) {
    self.delimiter = delimiter
    self.columns = columns
    decimalMark = options.decimalComma ? .comma : .point
    missingCodes = options.missingCodes
    cells = CellReader(options)
    var places = [Int](repeating: -1, count: columnCount)
    for (place, column) in columns.enumerated() { places[column] = place }
    self.places = places
  }

  /// Values of a row.
  var width: Int { columns.count }
}

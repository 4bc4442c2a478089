import LinearAlgebra

/// The values of n cases on p variables, NaN for missing.
///
/// Few cases are a matrix. Many stay in the columns that they were read into, held compactly where those are, and are looked at a
/// block at a time, so that what is computed from them never holds all of them in another form:
///
///     var sum = 0.0
///     for block in rows.blocks { sum += rows.block(block).elements.reduce(0, +) }
public struct CaseRows: Sendable, Equatable {
  private enum Storage: Sendable, Equatable {
    case matrix(Matrix)
    case columns([Numbers])
  }

  private let storage: Storage
  public let rowCount: Int
  public let columnCount: Int

  /// Cases in a block, and the most that are held as a matrix.
  public static let blockLength = 16_384

  public init(_ rows: Matrix) {
    storage = .matrix(rows)
    (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
  }

  /// - Precondition: the columns are equally long.
  public init(_ columns: [Numbers], rowCount: Int) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "the columns of cases must have one length")
    self.rowCount = rowCount
    columnCount = columns.count
    if rowCount > Self.blockLength {
      storage = .columns(columns)
    } else {
      var elements: [Double] = []
      elements.reserveCapacity(rowCount * columns.count)
      for column in columns { column.append(0..<rowCount, to: &elements) }
      storage = .matrix(Matrix(rowCount: rowCount, columnCount: columns.count, columnMajor: elements))
    }
  }

  /// Whether there are more cases than one block holds.
  public var isLong: Bool { rowCount > Self.blockLength }

  /// The value of case `row` on variable `column`.
  public subscript(row: Int, column: Int) -> Double {
    switch storage {
    case .matrix(let matrix): matrix[row, column]
    case .columns(let columns): columns[column][row]
    }
  }

  /// The rows of each block, in order; none where there are no rows.
  public var blocks: [Range<Int>] {
    stride(from: 0, to: rowCount, by: Self.blockLength).map { $0..<min($0 + Self.blockLength, rowCount) }
  }

  /// Some consecutive cases.
  public func block(_ rows: Range<Int>) -> Matrix {
    if case .matrix(let matrix) = storage, rows == 0..<rowCount { return matrix }
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columnCount)
    switch storage {
    case .matrix(let matrix):
      for column in 0..<columnCount { for row in rows { elements.append(matrix[row, column]) } }
    case .columns(let columns):
      for column in columns { column.append(rows, to: &elements) }
    }
    return Matrix(rowCount: rows.count, columnCount: columnCount, columnMajor: elements)
  }

  /// All cases as a matrix: 8 n p bytes.
  public var matrix: Matrix { block(0..<rowCount) }

  /// All values of a variable.
  public func column(_ column: Int) -> [Double] {
    switch storage {
    case .matrix(let matrix): matrix.column(column)
    case .columns(let columns): columns[column].array
    }
  }

  /// Whether a value is missing.
  public var hasMissing: Bool {
    switch storage {
    case .matrix(let matrix): matrix.elements.contains { $0.isNaN }
    case .columns(let columns): columns.contains { $0.missingCount > 0 }
    }
  }

  /// Some of the variables, in the order asked for.
  public func selecting(columns chosen: [Int]) -> CaseRows {
    switch storage {
    case .matrix(let matrix): CaseRows(matrix.submatrix(rows: Array(0..<rowCount), columns: chosen))
    case .columns(let columns): CaseRows(chosen.map { columns[$0] }, rowCount: rowCount)
    }
  }

  /// Some of the cases, in the order asked for; one may occur more than once.
  public func selecting(rows: [Int]) -> CaseRows {
    switch storage {
    case .matrix(let matrix): CaseRows(matrix.submatrix(rows: rows, columns: Array(0..<columnCount)))
    case .columns(let columns): CaseRows(columns.map { $0.selecting(rows) }, rowCount: rows.count)
    }
  }

  /// The same cases with other values of one variable.
  public func replacing(column: Int, with values: [Double]) -> CaseRows {
    switch storage {
    case .matrix(var matrix):
      for row in 0..<rowCount { matrix[row, column] = values[row] }
      return CaseRows(matrix)
    case .columns(var columns):
      columns[column] = Numbers(values)
      return CaseRows(columns, rowCount: rowCount)
    }
  }
}

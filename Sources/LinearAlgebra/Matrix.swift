/// A dense matrix of doubles, stored column by column.
///
/// Element (i, j) of an m x n matrix is `elements[i + j * m]`; rows and columns count from 0. Either count may be 0.
///
///     let a = Matrix(rows: [[4, 2], [2, 3]])
///     let factor = try CholeskyFactorization(a)
///     factor.solve([1, 0])  // [0.375, -0.25]
public struct Matrix: Sendable, Equatable {
  public let rowCount: Int
  public let columnCount: Int
  @usableFromInline internal var storage: [Double]

  /// The elements, column by column.
  @inlinable public var elements: [Double] { storage }

  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix cannot have \(rowCount) rows and \(columnCount) columns")
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      columnMajor: [Double](repeating: value, count: rowCount * columnCount))
  }

  public init(rowCount: Int, columnCount: Int, columnMajor elements: [Double]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) elements do not make a \(rowCount) x \(columnCount) matrix")
    self.rowCount = rowCount
    self.columnCount = columnCount
    storage = elements
  }

  /// A matrix from its rows, all of one length.
  public init(rows: [[Double]]) {
    let columnCount = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columnCount }, "the rows of a matrix must have one length")
    self.init(rowCount: rows.count, columnCount: columnCount)
    for (i, row) in rows.enumerated() {
      for (j, value) in row.enumerated() { storage[i + j * rowCount] = value }
    }
  }

  public static func identity(_ order: Int) -> Matrix {
    diagonal([Double](repeating: 1, count: order))
  }

  public static func diagonal(_ values: [Double]) -> Matrix {
    var result = Matrix(rowCount: values.count, columnCount: values.count)
    for (i, value) in values.enumerated() { result.storage[i + i * values.count] = value }
    return result
  }

  /// Element (row, column).
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "matrix index out of range")
      return storage[row &+ column &* rowCount]
    }
    set {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "matrix index out of range")
      storage[row &+ column &* rowCount] = newValue
    }
  }

  public var isSquare: Bool { rowCount == columnCount }

  /// The elements (i, i).
  public var diagonal: [Double] {
    (0..<min(rowCount, columnCount)).map { storage[$0 + $0 * rowCount] }
  }

  public func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
    return Array(storage[column * rowCount..<(column + 1) * rowCount])
  }

  public func row(_ row: Int) -> [Double] {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    return (0..<columnCount).map { storage[row + $0 * rowCount] }
  }

  public var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { result.storage[j &+ i &* columnCount] = storage[i &+ j &* rowCount] }
    }
    return result
  }

  /// The rows and columns named, in the order named; an index may occur more than once.
  public func submatrix(rows: [Int], columns: [Int]) -> Matrix {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < rowCount }, "a row of \(rows) is not among \(rowCount)")
    precondition(columns.allSatisfy { $0 >= 0 && $0 < columnCount }, "a column of \(columns) is not among \(columnCount)")
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columns.count)
    for j in columns {
      for i in rows { elements.append(storage[i + j * rowCount]) }
    }
    return Matrix(rowCount: rows.count, columnCount: columns.count, columnMajor: elements)
  }

  /// The submatrix with the same rows and columns.
  public func principal(_ indices: [Int]) -> Matrix {
    submatrix(rows: indices, columns: indices)
  }
}

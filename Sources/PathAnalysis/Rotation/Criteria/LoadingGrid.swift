import LinearAlgebra

/// A matrix of criterion numbers, stored column by column.
struct LoadingGrid<Number: CriterionNumber>: Sendable {
  let rowCount: Int
  let columnCount: Int
  private(set) var elements: [Number]

  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = [Number](repeating: .zero, count: rowCount * columnCount)
  }

  init(rowCount: Int, columnCount: Int, elements: [Number]) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  subscript(row: Int, column: Int) -> Number {
    get { elements[row &+ column &* rowCount] }
    set { elements[row &+ column &* rowCount] = newValue }
  }

  /// The sum of all elements.
  var sum: Number { elements.reduce(.zero, +) }

  var rowSums: [Number] {
    (0..<rowCount).map { i in (0..<columnCount).reduce(.zero) { $0 + self[i, $1] } }
  }

  var columnSums: [Number] {
    (0..<columnCount).map { j in (0..<rowCount).reduce(.zero) { $0 + self[$1, j] } }
  }

  func map(_ transform: (Number) -> Number) -> LoadingGrid {
    LoadingGrid(rowCount: rowCount, columnCount: columnCount, elements: elements.map(transform))
  }

  /// Element by element, the new value from row, column and the old one.
  func mapIndexed(_ transform: (Int, Int, Number) -> Number) -> LoadingGrid {
    var result = self
    for j in 0..<columnCount {
      for i in 0..<rowCount { result[i, j] = transform(i, j, self[i, j]) }
    }
    return result
  }

  /// A B.
  func times(_ other: LoadingGrid) -> LoadingGrid {
    var result = LoadingGrid(rowCount: rowCount, columnCount: other.columnCount)
    for j in 0..<other.columnCount {
      for k in 0..<columnCount {
        let factor = other[k, j]
        for i in 0..<rowCount { result[i, j] += self[i, k] * factor }
      }
    }
    return result
  }

  var transposed: LoadingGrid {
    var result = LoadingGrid(rowCount: columnCount, columnCount: rowCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { result[j, i] = self[i, j] }
    }
    return result
  }
}

extension LoadingGrid where Number == Double {
  init(_ matrix: Matrix) {
    self.init(rowCount: matrix.rowCount, columnCount: matrix.columnCount, elements: matrix.elements)
  }

  var matrix: Matrix { Matrix(rowCount: rowCount, columnCount: columnCount, columnMajor: elements) }
}

extension LoadingGrid where Number == DualNumber {
  /// A matrix and the direction it moves in.
  init(_ matrix: Matrix, direction: Matrix) {
    self.init(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount,
      elements: zip(matrix.elements, direction.elements).map { DualNumber($0, slope: $1) })
  }

  /// The derivatives alone.
  var slopes: Matrix { Matrix(rowCount: rowCount, columnCount: columnCount, columnMajor: elements.map(\.slope)) }
}

/// Operations on single columns that allocate nothing: for loops that run thousands of times over the same matrices.
extension Matrix {
  /// Adds `factor` times column `source` to column `target`.
  public mutating func addColumn(_ source: Int, times factor: Double, toColumn target: Int) {
    checkColumns(source, target)
    let count = rowCount
    storage.withUnsafeMutableBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      SmallKernels.addMultiple(of: start + source &* count, by: factor, to: start + target &* count, count: count)
    }
  }

  /// Adds `factor` times column `source` of `other` to column `target`.
  public mutating func addColumn(_ source: Int, of other: Matrix, times factor: Double, toColumn target: Int) {
    checkColumns(target, target)
    other.checkColumns(source, source)
    precondition(other.rowCount == rowCount, "a column of \(other.rowCount) elements added to one of \(rowCount)")
    let count = rowCount
    storage.withUnsafeMutableBufferPointer { elements in
      other.storage.withUnsafeBufferPointer { others in
        guard let start = elements.baseAddress, let others = others.baseAddress else { return }
        SmallKernels.addMultiple(of: others + source &* count, by: factor, to: start + target &* count, count: count)
      }
    }
  }

  /// Adds `factor` times column `source` to a vector.
  public func addColumn(_ source: Int, times factor: Double, to vector: inout [Double]) {
    checkColumns(source, source)
    precondition(vector.count == rowCount, "a column of \(rowCount) elements added to \(vector.count)")
    let count = rowCount
    storage.withUnsafeBufferPointer { elements in
      vector.withUnsafeMutableBufferPointer { vector in
        guard let start = elements.baseAddress, let vector = vector.baseAddress else { return }
        SmallKernels.addMultiple(of: start + source &* count, by: factor, to: vector, count: count)
      }
    }
  }

  /// The sum of products of column `column` with column `otherColumn` of `other`.
  public func columnProduct(_ column: Int, _ other: Matrix, _ otherColumn: Int) -> Double {
    checkColumns(column, column)
    other.checkColumns(otherColumn, otherColumn)
    precondition(other.rowCount == rowCount, "a column of \(rowCount) elements times one of \(other.rowCount)")
    let count = rowCount
    return storage.withUnsafeBufferPointer { elements in
      other.storage.withUnsafeBufferPointer { others in
        guard let start = elements.baseAddress, let others = others.baseAddress else { return 0 }
        return SmallKernels.dot(start + column &* count, others + otherColumn &* count, count: count)
      }
    }
  }

  /// The sum of products of column `column` with a vector.
  public func columnProduct(_ column: Int, _ vector: [Double]) -> Double {
    checkColumns(column, column)
    precondition(vector.count == rowCount, "a column of \(rowCount) elements times \(vector.count)")
    let count = rowCount
    return storage.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        guard let start = elements.baseAddress, let vector = vector.baseAddress else { return 0 }
        return SmallKernels.dot(start + column &* count, vector, count: count)
      }
    }
  }

  /// Column `target` becomes a vector.
  public mutating func setColumn(_ target: Int, to vector: [Double]) {
    checkColumns(target, target)
    precondition(vector.count == rowCount, "\(vector.count) elements for a column of \(rowCount)")
    let start = target &* rowCount
    for i in vector.indices { storage[start &+ i] = vector[i] }
  }

  /// All elements become `value`.
  public mutating func fill(_ value: Double) {
    for i in storage.indices { storage[i] = value }
  }

  /// The elements of a matrix of the same size take the place of these, in the same memory.
  public mutating func copy(_ other: Matrix) {
    precondition(
      other.rowCount == rowCount && other.columnCount == columnCount,
      "a \(other.rowCount) x \(other.columnCount) matrix copied to a \(rowCount) x \(columnCount) one")
    for i in storage.indices { storage[i] = other.storage[i] }
  }

  /// C := A B in place of what was there.
  public mutating func become(_ left: Matrix, times right: Matrix) {
    precondition(
      left.columnCount == right.rowCount && rowCount == left.rowCount && columnCount == right.columnCount,
      "a \(left.rowCount) x \(left.columnCount) times a \(right.rowCount) x \(right.columnCount) matrix into "
        + "a \(rowCount) x \(columnCount) one")
    let (m, n, k) = (rowCount, columnCount, left.columnCount)
    storage.withUnsafeMutableBufferPointer { c in
      left.storage.withUnsafeBufferPointer { a in
        right.storage.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          if max(m, n, k) <= SmallKernels.largestOrder {
            SmallKernels.multiply(a, b, into: c, m: m, n: n, k: k)
          } else {
            LAPACK.multiply(a, transposed: false, b, transposed: false, into: c, m: m, n: n, k: k)
          }
        }
      }
    }
  }

  private func checkColumns(_ first: Int, _ second: Int) {
    precondition(
      first >= 0 && first < columnCount && second >= 0 && second < columnCount,
      "column \(first) or \(second) of \(columnCount)")
  }
}

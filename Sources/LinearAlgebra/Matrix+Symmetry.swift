extension Matrix {
  /// The sum of the diagonal.
  public var trace: Double { diagonal.reduce(0, +) }

  /// The largest absolute value of an element; 0 of an empty matrix, NaN if there is one.
  public var maxAbsolute: Double {
    var largest = 0.0
    for value in storage {
      if value.isNaN { return value }
      largest = max(largest, abs(value))
    }
    return largest
  }

  public var isFinite: Bool { storage.allSatisfy(\.isFinite) }

  /// (A + A') / 2.
  public var symmetrized: Matrix {
    precondition(isSquare, "a \(rowCount) x \(columnCount) matrix cannot be made symmetric")
    var result = self
    for j in 0..<columnCount {
      for i in 0..<j {
        let mean = 0.5 * (storage[i + j * rowCount] + storage[j + i * rowCount])
        result.storage[i + j * rowCount] = mean
        result.storage[j + i * rowCount] = mean
      }
    }
    return result
  }

  /// Whether |a(i,j) - a(j,i)| <= `tolerance` * `maxAbsolute` everywhere.
  public func isSymmetric(tolerance: Double = 1e-12) -> Bool {
    guard isSquare else { return false }
    let bound = tolerance * maxAbsolute
    for j in 0..<columnCount {
      for i in 0..<j where !(abs(storage[i + j * rowCount] - storage[j + i * rowCount]) <= bound) { return false }
    }
    return true
  }
}

/// Sums of blocks that belong to some rows and columns only, added in place.
extension Matrix {
  /// Adds `factor` B to the rows and columns `indices` of this matrix: element (a, b) of B to (indices[a], indices[b]).
  public mutating func add(_ factor: Double, times block: Matrix, at indices: [Int]) {
    precondition(
      block.rowCount == indices.count && block.columnCount == indices.count,
      "a \(block.rowCount) x \(block.columnCount) block for \(indices.count) indices")
    checkPlaces(indices)
    let (size, count) = (rowCount, indices.count)
    storage.withUnsafeMutableBufferPointer { target in
      block.storage.withUnsafeBufferPointer { block in
        for b in 0..<count {
          let column = indices[b] &* size
          for a in 0..<count { target[column &+ indices[a]] += factor * block[a &+ b &* count] }
        }
      }
    }
  }

  /// Adds `factor` x y' to the rows and columns `indices` of this matrix.
  public mutating func add(_ factor: Double, timesProductOf x: [Double], _ y: [Double], at indices: [Int]) {
    precondition(
      x.count == indices.count && y.count == indices.count, "\(x.count) and \(y.count) elements for \(indices.count) indices")
    checkPlaces(indices)
    let (size, count) = (rowCount, indices.count)
    storage.withUnsafeMutableBufferPointer { target in
      for b in 0..<count {
        let (column, scaled) = (indices[b] &* size, factor * y[b])
        for a in 0..<count { target[column &+ indices[a]] += scaled * x[a] }
      }
    }
  }

  /// Adds `factor` 1/2 D'(A (x) B + B (x) A) D / 2 of symmetric A and B of one order, in the lower triangle.
  ///
  /// Element ((i,j), (k,l)), i >= j, k >= l, of the half vectors is
  /// c(i,j) c(k,l) (a(i,k) b(j,l) + a(i,l) b(j,k) + a(j,k) b(i,l) + a(j,l) b(i,k)) / 8, where c is 1 on the diagonal and 2 below it:
  /// with A = B it is `kroneckerQuadratic`. It is added to row `places[(i,j)]` and column `places[(k,l)]`.
  ///
  /// - Precondition: `places` ascends, so that what is added stays in the lower triangle, which alone is written.
  public mutating func addPairProducts(_ factor: Double, of a: Matrix, and b: Matrix, at places: [Int]) {
    let order = a.rowCount
    precondition(
      a.isSquare && b.isSquare && b.rowCount == order && places.count == order * (order + 1) / 2,
      "pair products of order \(order) and \(b.rowCount) at \(places.count) places")
    checkPlaces(places)
    let size = rowCount
    storage.withUnsafeMutableBufferPointer { target in
      a.storage.withUnsafeBufferPointer { a in
        b.storage.withUnsafeBufferPointer { b in
          var column = 0
          for l in 0..<order {
            for k in l..<order {
              let (columnOfK, columnOfL) = (k &* order, l &* order)
              let (start, weight) = (places[column] &* size, factor * (k == l ? 0.25 : 0.5))
              // Pairs (i,j) from (k,l) on: the rest of column l first, then whole columns.
              var row = column
              for j in l..<order {
                let first = j == l ? k : j
                let (ajk, ajl) = (weight * a[columnOfK &+ j], weight * a[columnOfL &+ j])
                let (bjk, bjl) = (weight * b[columnOfK &+ j], weight * b[columnOfL &+ j])
                for i in first..<order {
                  let sum = a[columnOfK &+ i] * bjl + a[columnOfL &+ i] * bjk + b[columnOfK &+ i] * ajl + b[columnOfL &+ i] * ajk
                  target[start &+ places[row]] += i == j ? 0.5 * sum : sum
                  row &+= 1
                }
              }
              column &+= 1
            }
          }
        }
      }
    }
  }

  /// Copies the lower triangle to the upper one.
  public mutating func reflectLowerTriangle() {
    precondition(isSquare, "a \(rowCount) x \(columnCount) matrix has no upper triangle that mirrors the lower one")
    for j in 0..<columnCount {
      for i in (j &+ 1)..<max(rowCount, j &+ 1) { storage[j &+ i &* rowCount] = storage[i &+ j &* rowCount] }
    }
  }

  private func checkPlaces(_ indices: [Int]) {
    let bound = min(rowCount, columnCount)
    precondition(
      indices.allSatisfy { $0 >= 0 && $0 < bound }, "a place of \(indices) is not in a \(rowCount) x \(columnCount) matrix")
  }
}

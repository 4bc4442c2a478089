/// Symmetric matrices as half vectors, and products with the duplication matrix D, which is never formed.
///
/// vech stacks the lower triangle column by column, diagonal included: of order p, element (i, j) with i >= j is number
/// j(2p - j - 1)/2 + i. D is defined by vec(A) = D vech(A) for symmetric A, and D+ = (D'D)^-1 D'.
/// Source: Magnus and Neudecker (1999), Matrix Differential Calculus, section 3.8.
extension Matrix {
  /// Place of element (row, column), row >= column, in the half vector of a matrix of the order given.
  @inlinable public static func halfVectorIndex(row: Int, column: Int, order: Int) -> Int {
    column &* (2 &* order &- column &- 1) / 2 &+ row
  }

  /// vech of a square matrix: its lower triangle column by column. The upper triangle is not read.
  public var halfVector: [Double] {
    gatherHalf { i, j in storage[i &+ j &* rowCount] }
  }

  /// The symmetric matrix with the half vector given, which has order(order + 1)/2 elements.
  public init(halfVector: [Double], order: Int) {
    precondition(halfVector.count == order * (order + 1) / 2, "\(halfVector.count) elements are no half vector of order \(order)")
    self.init(rowCount: order, columnCount: order)
    var k = 0
    for j in 0..<order {
      for i in j..<order {
        storage[i &+ j &* order] = halfVector[k]
        storage[j &+ i &* order] = halfVector[k]
        k &+= 1
      }
    }
  }

  /// D' vec(A) of a square matrix: a(i,j) + a(j,i) below the diagonal, a(i,i) on it.
  public var duplicationTransposedTimesVec: [Double] {
    gatherHalf { i, j in
      i == j ? storage[i &+ i &* rowCount] : storage[i &+ j &* rowCount] + storage[j &+ i &* rowCount]
    }
  }

  /// D+ vec(A) of a square matrix: vech((A + A')/2).
  public var duplicationInverseTimesVec: [Double] {
    gatherHalf { i, j in 0.5 * (storage[i &+ j &* rowCount] + storage[j &+ i &* rowCount]) }
  }

  /// D' vec(A) when vech(A) of a symmetric A is given: the elements below the diagonal doubled.
  public static func duplicationTransposedTimesDuplication(halfVector: [Double], order: Int) -> [Double] {
    precondition(halfVector.count == order * (order + 1) / 2, "\(halfVector.count) elements are no half vector of order \(order)")
    var result = halfVector
    var k = 0
    for j in 0..<order {
      for i in j..<order {
        if i != j { result[k] *= 2 }
        k &+= 1
      }
    }
    return result
  }

  /// 1/2 D' (V (x) V) D of a symmetric matrix V of order p, of order p(p + 1)/2.
  ///
  /// Element ((i,j), (k,l)) is c(i,j) c(k,l) (v(i,k) v(j,l) + v(i,l) v(j,k)) / 4, where c is 1 on the diagonal and 2 below it.
  /// With V = Sigma^-1 it is the weight matrix of normal-theory least squares.
  public var kroneckerQuadratic: Matrix {
    pairProducts { i, j in i == j ? 0.5 : 1 }
  }

  /// 2 D+ (V (x) V) D+' of a symmetric matrix V, which inverts the `kroneckerQuadratic` of V^-1.
  ///
  /// Element ((i,j), (k,l)) is v(i,k) v(j,l) + v(i,l) v(j,k).
  public var symmetricPairProducts: Matrix {
    pairProducts { _, _ in 1 }
  }

  private func pairProducts(weight: (Int, Int) -> Double) -> Matrix {
    precondition(isSquare, "a \(rowCount) x \(columnCount) matrix has no half vector")
    let order = rowCount
    let v = storage
    let size = order * (order + 1) / 2
    var result = Matrix(rowCount: size, columnCount: size)
    var column = 0
    for l in 0..<order {
      for k in l..<order {
        let columnWeight = weight(k, l)
        var row = 0
        for j in 0..<order {
          let vjk = v[j &+ k &* order]
          let vjl = v[j &+ l &* order]
          for i in j..<order {
            let sum = v[i &+ k &* order] * vjl + v[i &+ l &* order] * vjk
            result.storage[row &+ column &* size] = weight(i, j) * columnWeight * sum
            row &+= 1
          }
        }
        column &+= 1
      }
    }
    return result
  }

  private func gatherHalf(_ value: (Int, Int) -> Double) -> [Double] {
    precondition(isSquare, "a \(rowCount) x \(columnCount) matrix has no half vector")
    var result: [Double] = []
    result.reserveCapacity(rowCount * (rowCount + 1) / 2)
    for j in 0..<columnCount {
      for i in j..<rowCount { result.append(value(i, j)) }
    }
    return result
  }
}

import LinearAlgebra

/// The count, means and centred cross-products of some rows, which add up over parts of the rows.
///
/// `crossProducts` is `sum (x - mean)(x - mean)'`. Parts merge by Chan, Golub & LeVeque (1983): with `d` the difference of the
/// means, `C = C1 + C2 + d d' n1 n2 / (n1 + n2)`. Nothing is ever squared before it is centred, and a mean keeps what its rounding
/// left, so that a large common offset costs no digits: neither of the products nor of `d`.
public struct MomentSums: Sendable, Equatable {
  public private(set) var count: Int
  public private(set) var means: [Double]
  /// What is to be added to `means`: less than half a unit of their last place.
  public private(set) var meanRemainders: [Double]
  /// Order p, symmetric.
  public private(set) var crossProducts: Matrix

  /// The sums of no rows of `variableCount` variables.
  public init(variableCount: Int) {
    count = 0
    means = [Double](repeating: 0, count: variableCount)
    meanRemainders = means
    crossProducts = Matrix(rowCount: variableCount, columnCount: variableCount)
  }

  /// Sums that were computed before.
  ///
  /// - Precondition: there are as many means, remainders and rows of products.
  public init(count: Int, means: [Double], meanRemainders: [Double], crossProducts: Matrix) {
    precondition(
      means.count == meanRemainders.count && means.count == crossProducts.rowCount && crossProducts.isSquare,
      "\(means.count) means, \(meanRemainders.count) remainders, products of order \(crossProducts.rowCount)")
    self.count = count
    self.means = means
    self.meanRemainders = meanRemainders
    self.crossProducts = crossProducts
  }

  /// Of a longer matrix, blocks of so many rows are summed one after the other, so that its deviations are never held whole.
  private static let rowsAtATime = 131_072

  /// The sums of the rows of an n x p matrix, in two passes: the means, corrected by the mean of what is left, then the products.
  public static func of(_ rows: Matrix) -> MomentSums {
    if rows.rowCount > rowsAtATime {
      var tree = MomentTree(variableCount: rows.columnCount)
      for start in stride(from: 0, to: rows.rowCount, by: rowsAtATime) {
        let block = Array(start..<min(start + rowsAtATime, rows.rowCount))
        tree.add(of(rows.submatrix(rows: block, columns: Array(0..<rows.columnCount))))
      }
      return tree.total
    }
    var sums = MomentSums(variableCount: rows.columnCount)
    sums.count = rows.rowCount
    guard rows.rowCount > 0 else { return sums }
    let n = Double(rows.rowCount)
    var centred: [[Double]] = []
    for j in 0..<rows.columnCount {
      let values = rows.column(j)
      let first = values.reduce(0, +) / n
      let remainder = values.reduce(0) { $0 + ($1 - first) } / n
      sums.setMean(j, first, remainder)
      centred.append(values.map { ($0 - first) - remainder })
    }
    if centred.count > largestOrderByRows {
      let deviations = Matrix(rowCount: rows.rowCount, columnCount: centred.count, columnMajor: centred.flatMap { $0 })
      sums.crossProducts = deviations.transposedTimes(deviations)
      sums.crossProducts.reflectLowerTriangle()
      return sums
    }
    for j in centred.indices {
      for i in j..<centred.count {
        let product = dotProduct(centred[i], centred[j])
        sums.crossProducts[i, j] = product
        sums.crossProducts[j, i] = product
      }
    }
    return sums
  }

  /// The sums of cases, block by block.
  public static func of(_ rows: CaseRows) -> MomentSums {
    var tree = MomentTree(variableCount: rows.columnCount)
    for range in rows.blocks { tree.add(of(rows.block(range))) }
    return tree.total
  }

  /// Above so many variables a matrix product takes the place of products of pairs of columns (60 variables of 1,000 rows: 4 million
  /// instructions in place of 18 million).
  private static let largestOrderByRows = 16

  /// Adds one row, by Welford's update.
  ///
  /// - Precondition: the row has a value for every variable.
  public mutating func add(_ row: [Double]) {
    precondition(row.count == means.count, "a row of \(row.count) values, \(means.count) variables")
    count += 1
    let before = means.indices.map { (row[$0] - means[$0]) - meanRemainders[$0] }
    for j in means.indices { setMean(j, means[j], meanRemainders[j] + before[j] / Double(count)) }
    let weight = Double(count - 1) / Double(count)
    for j in means.indices {
      for i in means.indices { crossProducts[i, j] += weight * (before[i] * before[j]) }
    }
  }

  /// The sums of these rows and the other's together.
  ///
  /// - Precondition: both have the same number of variables.
  public func merged(with other: MomentSums) -> MomentSums {
    precondition(means.count == other.means.count, "moments of \(means.count) and of \(other.means.count) variables")
    if count == 0 { return other }
    if other.count == 0 { return self }
    var result = self
    result.count = count + other.count
    let share = Double(other.count) / Double(result.count)
    let difference = means.indices.map { (other.means[$0] - means[$0]) + (other.meanRemainders[$0] - meanRemainders[$0]) }
    let weight = Double(count) * share
    for j in means.indices {
      result.setMean(j, means[j], meanRemainders[j] + share * difference[j])
      for i in means.indices {
        result.crossProducts[i, j] += other.crossProducts[i, j] + weight * (difference[i] * difference[j])
      }
    }
    return result
  }

  /// The sums of some of the variables, in the order asked for.
  public func selecting(_ variables: [Int]) -> MomentSums {
    MomentSums(
      count: count, means: variables.map { means[$0] }, meanRemainders: variables.map { meanRemainders[$0] },
      crossProducts: crossProducts.principal(variables))
  }

  /// The mean of a variable as the rounded sum of two numbers and what rounding leaves (Knuth's two-sum).
  private mutating func setMean(_ variable: Int, _ mean: Double, _ remainder: Double) {
    let sum = mean + remainder
    let added = sum - mean
    means[variable] = sum
    meanRemainders[variable] = (mean - (sum - added)) + (remainder - added)
  }

  /// The covariance matrix with the given divisor: `n` (maximum likelihood) or `n - 1`.
  public func covariance(divisor: Double) -> Matrix { (1 / divisor) * crossProducts }

  /// The covariance matrix with divisor n - 1.
  public var covariance: Matrix { covariance(divisor: Double(count - 1)) }
}

/// Four running sums: quicker than one, and their rounding errors are smaller.
private func dotProduct(_ a: [Double], _ b: [Double]) -> Double {
  var sums: (Double, Double, Double, Double) = (0, 0, 0, 0)
  let count = min(a.count, b.count)
  var index = 0
  while index &+ 4 <= count {
    sums.0 += a[index] * b[index]
    sums.1 += a[index &+ 1] * b[index &+ 1]
    sums.2 += a[index &+ 2] * b[index &+ 2]
    sums.3 += a[index &+ 3] * b[index &+ 3]
    index &+= 4
  }
  while index < count {
    sums.0 += a[index] * b[index]
    index &+= 1
  }
  return (sums.0 + sums.1) + (sums.2 + sums.3)
}

/// The products of every row of a data matrix, laid out so that sums over chosen rows are fast.
///
/// Row i holds the outer product d d' of the deviations d of case i, as a half vector (lower triangle column by column), and then
/// d itself: with p columns, `quantityCount` = p(p + 1)/2 + p numbers. The moments of a resampled data set are then sums of rows
/// of this one matrix, gathered by case number:
///
///     let products = ProductRows(centered: deviations)        // n x p, each column minus its mean
///     var sums = [Double](repeating: 0, count: products.quantityCount)
///     products.sum(of: drawnCases, into: &sums)               // drawnCases: [UInt32], repeats allowed
///     let moments = products.moments(ofSums: sums, count: drawnCases.count)
///
/// The quantities are cut into chunks of up to seven fours, each chunk a table of its own with n rows: its sums stay in registers,
/// and a table of a few hundred cases stays in the cache while a block of draws goes over it: give
/// `sums(of:drawCount:drawSize:into:)` a block of draws rather than `sum(of:into:)` one at a time.
public struct ProductRows: Sendable {
  /// n, the number of cases.
  public let rowCount: Int
  /// p, the number of columns of the data.
  public let variableCount: Int
  /// Chunk after chunk; in a chunk, row after row of `width` fours.
  private let fours: [SIMD4<Double>]
  private let chunkWidths: [Int]

  /// From deviations, one case a row; they should have means near 0, since the sums of their products cancel otherwise.
  public init(centered deviations: Matrix) {
    rowCount = deviations.rowCount
    variableCount = deviations.columnCount
    precondition(rowCount <= Int(Int32.max), "\(rowCount) rows are too many for 32-bit row numbers")
    let quantityCount = Self.quantityCount(variableCount: variableCount)
    chunkWidths = Self.chunkWidths(fourCount: (quantityCount + 3) / 4)
    fours = Self.packed(deviations, quantityCount: quantityCount, chunkWidths: chunkWidths)
  }

  /// p(p + 1)/2 + p.
  public var quantityCount: Int { Self.quantityCount(variableCount: variableCount) }

  public static func quantityCount(variableCount: Int) -> Int { variableCount * (variableCount + 1) / 2 + variableCount }

  /// Sums the rows named: `sums[k]` becomes quantity k summed over `rows`, a row as often as it occurs.
  ///
  /// Rows are added in the order given, so that the same rows in the same order give the same bits.
  public func sum(of rows: Span<UInt32>, into sums: inout [Double]) {
    self.sums(of: rows, drawCount: 1, drawSize: rows.count, into: &sums)
  }

  public func sum(of rows: [UInt32], into sums: inout [Double]) {
    sum(of: rows.span, into: &sums)
  }

  /// Sums the rows of several draws: `block[k * drawCount + d]` becomes quantity k of draw d.
  ///
  /// Draw d consists of the `drawSize` elements of `rows` from `d * drawSize` on; `block` has `quantityCount * drawCount` elements.
  /// Each draw's sums have the same bits as those of `sum(of:into:)`.
  public func sums(of rows: Span<UInt32>, drawCount: Int, drawSize: Int, into block: inout [Double]) {
    precondition(rows.count == drawCount * drawSize, "\(rows.count) row numbers for \(drawCount) draws of \(drawSize)")
    precondition(
      block.count == quantityCount * drawCount,
      "a block of \(block.count) elements for \(quantityCount) quantities of \(drawCount) draws")
    rows.withUnsafeBufferPointer { rows in
      precondition(Self.allBelow(rowCount, rows), "a row number is not among \(rowCount)")
      fours.withUnsafeBufferPointer { fours in
        block.withUnsafeMutableBufferPointer { block in
          guard let table = fours.baseAddress, let target = block.baseAddress else { return }
          let draws = Draws(rows: rows, count: drawCount, size: drawSize)
          sums(of: draws, table: table, into: target)
        }
      }
    }
  }

  public func sums(of rows: [UInt32], drawCount: Int, drawSize: Int, into block: inout [Double]) {
    sums(of: rows.span, drawCount: drawCount, drawSize: drawSize, into: &block)
  }

  /// Row numbers of several draws, checked.
  private struct Draws {
    let rows: UnsafeBufferPointer<UInt32>
    let count: Int
    let size: Int

    func rows(of draw: Int) -> UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(rebasing: rows[draw &* size..<(draw &+ 1) &* size])
    }
  }

  private func sums(of draws: Draws, table: UnsafePointer<SIMD4<Double>>, into block: UnsafeMutablePointer<Double>) {
    let quantityCount = quantityCount
    withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: Self.widestChunk) { total in
      guard let total = total.baseAddress else { return }
      let quantity = UnsafeRawPointer(total).assumingMemoryBound(to: Double.self)
      var chunk = table
      var firstQuantity = 0
      for width in chunkWidths {
        let quantities = min(4 &* width, quantityCount &- firstQuantity)
        for draw in 0..<draws.count {
          Self.chunkSum(of: draws.rows(of: draw), chunk: chunk, width: width, into: total)
          let target = block + (firstQuantity &* draws.count &+ draw)
          for k in 0..<quantities { target[k &* draws.count] = quantity[k] }
        }
        chunk += width &* rowCount
        firstQuantity &+= 4 &* width
      }
    }
  }
}

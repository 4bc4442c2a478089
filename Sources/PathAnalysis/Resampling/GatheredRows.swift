import LinearAlgebra
import Probability

/// Draws of a few thousand cases at most: the products of each case are held, and gathered by its number.
struct GatheredRows: DrawnRows {
  private let products: ProductRows
  let total: [Double]
  private var indices: [UInt32]

  init(_ deviations: CaseDeviations) {
    products = ProductRows(centered: deviations.block(0..<deviations.rows.rowCount))
    var total = [Double](repeating: 0, count: products.quantityCount)
    products.sum(of: (0..<UInt32(products.rowCount)).map { $0 }, into: &total)
    self.total = total
    indices = [UInt32](repeating: 0, count: LaneProgram.laneCount * products.rowCount)
  }

  var rowCount: Int { products.rowCount }

  mutating func fill(lane: Int, from random: inout CounterRandom) {
    random.fillIndices(below: rowCount, count: rowCount, into: &indices, at: lane * rowCount)
  }

  mutating func fill(lane: Int, with rows: ArraySlice<UInt32>) {
    for (place, row) in rows.enumerated() { indices[lane * rowCount + place] = row }
  }

  mutating func sum(into sums: inout [Double]) {
    products.sums(of: indices, drawCount: LaneProgram.laneCount, drawSize: rowCount, into: &sums)
  }

  func singleRows(first: Int, into sums: inout [Double]) {
    let rows = (0..<LaneProgram.laneCount).map { UInt32(min(first + $0, rowCount - 1)) }
    products.sums(of: rows, drawCount: LaneProgram.laneCount, drawSize: 1, into: &sums)
  }
}

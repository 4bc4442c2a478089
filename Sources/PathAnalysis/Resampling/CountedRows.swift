import LinearAlgebra
import Probability
import SurveyData

/// Draws of many cases: how often each case occurs is counted, and the cases are passed over once for several draws.
///
/// What is held beside the compact cases is a byte per case and draw, of as many draws as ``heldCounts`` allows. The sums of a block of
/// cases are one matrix product, of the counts and the products of deviations.
struct CountedRows: DrawnRows {
  private let deviations: CaseDeviations
  private let quantityCount: Int
  let total: [Double]
  /// The lanes that were filled since the last pass.
  private var lanes: [Int] = []
  /// For each of them how often each case occurs, up to 255.
  private var counts: [[UInt8]]
  /// For each of them the cases that occur more often, once for each further time.
  private var further: [[UInt32]]
  /// `sums[quantity * 64 + lane]`.
  private var sums: [Double]
  private var drawn: [UInt32]

  /// Bytes for counts, on each thread.
  private static let heldCounts = 1 << 25
  /// Row numbers that are drawn at a time: a multiple of the numbers that a random word gives (1 to 6), so that no word is cut.
  private static let drawnAtATime = 60 * 1024
  private static let laneCount = LaneProgram.laneCount

  init(_ deviations: CaseDeviations) {
    self.deviations = deviations
    let n = deviations.rows.rowCount
    quantityCount = ProductRows.quantityCount(variableCount: deviations.rows.columnCount)
    let capacity = max(1, min(Self.laneCount, Self.heldCounts / max(n, 1)))
    counts = [[UInt8]](repeating: [UInt8](repeating: 0, count: n), count: capacity)
    further = [[UInt32]](repeating: [], count: capacity)
    sums = [Double](repeating: 0, count: quantityCount * Self.laneCount)
    drawn = [UInt32](repeating: 0, count: Self.drawnAtATime)
    var total = Matrix(rowCount: 1, columnCount: quantityCount)
    for range in Self.blocks(rowCount: n, quantityCount) {
      total += Matrix(rowCount: 1, columnCount: range.count, repeating: 1) * Self.products(of: deviations.block(range))
    }
    self.total = total.elements
  }

  var rowCount: Int { deviations.rows.rowCount }

  mutating func fill(lane: Int, from random: inout CounterRandom) {
    start(lane)
    for first in stride(from: 0, to: rowCount, by: Self.drawnAtATime) {
      let count = min(Self.drawnAtATime, rowCount - first)
      random.fillIndices(below: rowCount, count: count, into: &drawn)
      self.count(drawn[..<count])
    }
  }

  mutating func fill(lane: Int, with rows: ArraySlice<UInt32>) {
    start(lane)
    count(rows)
  }

  mutating func sum(into sums: inout [Double]) {
    passOver()
    sums = self.sums
  }

  func singleRows(first: Int, into sums: inout [Double]) {
    let last = min(first + Self.laneCount, rowCount)
    let products = Self.products(of: deviations.block(first..<last))
    for lane in 0..<Self.laneCount {
      for quantity in 0..<quantityCount {
        sums[quantity * Self.laneCount + lane] = products[min(lane, products.rowCount - 1), quantity]
      }
    }
  }

  private mutating func start(_ lane: Int) {
    if lanes.count == counts.count { passOver() }
    lanes.append(lane)
  }

  /// Counts rows of the lane that was started last.
  private mutating func count(_ rows: ArraySlice<UInt32>) {
    let place = lanes.count - 1
    // On their own, so that each count is changed in place.
    var own: [UInt8] = []
    swap(&own, &counts[place])
    for row in rows {
      let count = own[Int(row)]
      if count == .max { further[place].append(row) } else { own[Int(row)] = count &+ 1 }
    }
    swap(&own, &counts[place])
  }

  /// Sums the lanes that wait.
  private mutating func passOver() {
    guard !lanes.isEmpty else { return }
    var waiting = Matrix(rowCount: lanes.count, columnCount: quantityCount)
    for range in Self.blocks(rowCount: rowCount, quantityCount) {
      let frequencies = lanes.indices.flatMap { place in counts[place][range].map { Double($0) } }
      let weights = Matrix(rowCount: range.count, columnCount: lanes.count, columnMajor: frequencies)
      waiting += weights.transposedTimes(Self.products(of: deviations.block(range)))
    }
    for (place, lane) in lanes.enumerated() {
      for row in further[place] {
        let products = Self.products(of: deviations.block(Int(row)..<Int(row) + 1))
        for quantity in 0..<quantityCount { waiting[place, quantity] += products[0, quantity] }
      }
      further[place] = []
      for quantity in 0..<quantityCount { sums[quantity * Self.laneCount + lane] = waiting[place, quantity] }
      counts[place] = [UInt8](repeating: 0, count: rowCount)
    }
    lanes = []
  }

  /// Blocks whose products stay in the cache of a core.
  private static func blocks(rowCount: Int, _ quantityCount: Int) -> [Range<Int>] {
    let length = max(64, min(CaseRows.blockLength, (1 << 17) / max(quantityCount, 1)))
    return stride(from: 0, to: rowCount, by: length).map { $0..<min($0 + length, rowCount) }
  }

  /// Of each case the products of its deviations, as a half vector, then the deviations.
  private static func products(of deviations: Matrix) -> Matrix {
    let pairs = deviations.pairProducts
    return Matrix(
      rowCount: deviations.rowCount, columnCount: pairs.columnCount + deviations.columnCount,
      columnMajor: pairs.elements + deviations.elements)
  }
}

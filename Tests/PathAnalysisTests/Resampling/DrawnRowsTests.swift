import LinearAlgebra
import Probability
import SurveyData
import Testing

@testable import PathAnalysis

/// Cases that are counted sum to the same as cases that are gathered; the order of addition alone differs.
@Suite struct DrawnRowsTests {
  private static let rowCount = CaseRows.blockLength + 1_234

  private static let deviations: CaseDeviations = {
    var random = CounterRandom(seed: 8, stream: 1)
    let columns = (0..<3).map { _ in Numbers((0..<rowCount).map { _ in 3 + random.normal() }) }
    let rotation = Matrix(rows: [[1, 0.5, 0], [0, 2, -0.25], [0.125, 0, 1]])
    return CaseDeviations(rows: CaseRows(columns, rowCount: rowCount), centre: [3, 2.5, 3], rotation: rotation)
  }()

  private func expectSame(_ a: [Double], _ b: [Double], lanes: Range<Int>, _ comment: Comment) {
    for quantity in 0..<9 {
      for lane in lanes {
        let place = quantity * LaneProgram.laneCount + lane
        #expect(abs(a[place] - b[place]) < 1e-11 * Double(Self.rowCount), comment)
      }
    }
  }

  @Test func countedRowsSumToGatheredRows() {
    var (gathered, counted) = (GatheredRows(Self.deviations), CountedRows(Self.deviations))
    #expect(zip(gathered.total, counted.total).allSatisfy { abs($0 - $1) < 1e-11 * Double(Self.rowCount) })
    var sums = [[Double](repeating: 0, count: 9 * 64), [Double](repeating: 0, count: 9 * 64)]
    func draw(_ rows: inout some DrawnRows, into sums: inout [Double]) {
      for lane in 0..<64 {
        var random = CounterRandom(seed: 3, stream: UInt64(lane))
        rows.fill(lane: lane, from: &random)
      }
      rows.sum(into: &sums)
    }
    draw(&gathered, into: &sums[0])
    draw(&counted, into: &sums[1])
    expectSame(sums[0], sums[1], lanes: 0..<64, "drawn")
    // A row more often than a byte counts; and what was drawn before is forgotten.
    var given = (0..<UInt32(Self.rowCount)).map { $0 / 2 }
    for place in 0..<700 { given[place * 3] = 17 }
    gathered.fill(lane: 5, with: given[...])
    counted.fill(lane: 5, with: given[...])
    gathered.sum(into: &sums[0])
    counted.sum(into: &sums[1])
    expectSame(sums[0], sums[1], lanes: 5..<6, "given")
  }

  /// Near the end the last row stands in for rows that are not there.
  @Test(arguments: [0, rowCount - 20]) func singleRowsAreTheSame(_ first: Int) {
    var sums = [[Double](repeating: 0, count: 9 * 64), [Double](repeating: 0, count: 9 * 64)]
    GatheredRows(Self.deviations).singleRows(first: first, into: &sums[0])
    CountedRows(Self.deviations).singleRows(first: first, into: &sums[1])
    expectSame(sums[0], sums[1], lanes: 0..<64, "single")
  }
}

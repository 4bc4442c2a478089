import CLAPACK

extension ProductRows {
  /// Fours in a row of a chunk: as many sums as stay in registers. Six variables fit one chunk: passing over the cases once, from the
  /// second-level cache, was measured at 0.27 microseconds for 278 cases, in two passes from the first-level cache at 0.42.
  static let widestChunk = 7

  /// `fourCount` cut into chunks of `widestChunk` fours and a last one with the rest.
  static func chunkWidths(fourCount: Int) -> [Int] {
    stride(from: 0, to: fourCount, by: widestChunk).map { min(widestChunk, fourCount - $0) }
  }

  /// The products and deviations of all rows, chunk after chunk; the last four is filled up with 0.
  static func packed(_ deviations: Matrix, quantityCount: Int, chunkWidths: [Int]) -> [SIMD4<Double>] {
    let rowCount = deviations.rowCount
    let fourCount = chunkWidths.reduce(0, +)
    var result = [SIMD4<Double>](repeating: .zero, count: rowCount * fourCount)
    var quantities = [Double](repeating: 0, count: 4 * fourCount)
    for i in 0..<rowCount {
      fillQuantities(ofRow: i, deviations, into: &quantities)
      var chunkStart = 0
      var four = 0
      for width in chunkWidths {
        for place in 0..<width {
          let k = 4 * four
          result[chunkStart + i * width + place] = SIMD4(
            quantities[k], quantities[k + 1], quantities[k + 2], quantities[k + 3])
          four += 1
        }
        chunkStart += rowCount * width
      }
    }
    return result
  }

  private static func fillQuantities(ofRow row: Int, _ deviations: Matrix, into quantities: inout [Double]) {
    let (n, p) = (deviations.rowCount, deviations.columnCount)
    let d = deviations.storage
    var k = 0
    for j in 0..<p {
      for i in j..<p {
        quantities[k] = d[row + i * n] * d[row + j * n]
        k += 1
      }
    }
    for j in 0..<p { quantities[k + j] = d[row + j * n] }
  }

  /// Whether every row number is below `bound`, which is below 2^31. A number that is not sets the sign bit.
  static func allBelow(_ bound: Int, _ rows: UnsafeBufferPointer<UInt32>) -> Bool {
    guard bound > 0 else { return rows.isEmpty }
    let last = UInt32(bound - 1)
    var signs: UInt32 = 0
    for row in rows { signs |= row | (last &- row) }
    return signs < 1 << 31
  }

  /// Whether the processor adds four doubles at once (AVX2).
  private static let hasWideSums = sewall_has_wide_sums()

  /// The sum of the rows of one chunk, as `width` fours.
  static func chunkSum(
    of rows: UnsafeBufferPointer<UInt32>, chunk: UnsafePointer<SIMD4<Double>>, width: Int,
    into total: UnsafeMutablePointer<SIMD4<Double>>
  ) {
    if hasWideSums, let start = rows.baseAddress {
      sewall_wide_sum(start, rows.count, chunk, width, total)
      return
    }
    switch width {
    case 1: rowSum(of: rows, chunk: chunk, width: 1, into: total)
    case 2: rowSum(of: rows, chunk: chunk, width: 2, into: total)
    case 3: rowSum(of: rows, chunk: chunk, width: 3, into: total)
    case 4: rowSum(of: rows, chunk: chunk, width: 4, into: total)
    case 5: rowSum(of: rows, chunk: chunk, width: 5, into: total)
    case 6: rowSum(of: rows, chunk: chunk, width: 6, into: total)
    default: rowSum(of: rows, chunk: chunk, width: 7, into: total)
    }
  }

  /// The loop behind `chunkSum`; inlined for each constant width.
  @inline(__always)
  static func rowSum(
    of rows: UnsafeBufferPointer<UInt32>, chunk: UnsafePointer<SIMD4<Double>>, width: Int,
    into total: UnsafeMutablePointer<SIMD4<Double>>
  ) {
    var s0 = SIMD4<Double>.zero
    var (s1, s2, s3, s4, s5, s6) = (s0, s0, s0, s0, s0, s0)
    for index in 0..<rows.count {
      let row = chunk + Int(rows[index]) &* width
      s0 += row[0]
      if width > 1 { s1 += row[1] }
      if width > 2 { s2 += row[2] }
      if width > 3 { s3 += row[3] }
      if width > 4 { s4 += row[4] }
      if width > 5 { s5 += row[5] }
      if width > 6 { s6 += row[6] }
    }
    total[0] = s0
    if width > 1 { total[1] = s1 }
    if width > 2 { total[2] = s2 }
    if width > 3 { total[3] = s3 }
    if width > 4 { total[4] = s4 }
    if width > 5 { total[5] = s5 }
    if width > 6 { total[6] = s6 }
  }
}

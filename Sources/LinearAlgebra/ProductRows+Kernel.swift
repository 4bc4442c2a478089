import CLAPACK

extension ProductRows {
  /// As many pairs as stay in the registers of the plainest 64-bit processors while a row is added.
  static let widestChunk = 7

  /// `pairCount` cut into chunks of `widestChunk` pairs and a last one with the rest.
  static func chunkWidths(pairCount: Int) -> [Int] {
    stride(from: 0, to: pairCount, by: widestChunk).map { min(widestChunk, pairCount - $0) }
  }

  /// The products and deviations of all rows, chunk after chunk; an odd last quantity is followed by 0.
  static func packed(_ deviations: Matrix, quantityCount: Int, chunkWidths: [Int]) -> [SIMD2<Double>] {
    let rowCount = deviations.rowCount
    var result = [SIMD2<Double>](repeating: .zero, count: rowCount * chunkWidths.reduce(0, +))
    var quantities = [Double](repeating: 0, count: quantityCount + 1)
    for i in 0..<rowCount {
      fillQuantities(ofRow: i, deviations, into: &quantities)
      var chunkStart = 0
      var pair = 0
      for width in chunkWidths {
        for place in 0..<width {
          result[chunkStart + i * width + place] = SIMD2(quantities[2 * pair], quantities[2 * pair + 1])
          pair += 1
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

  /// Whether the processor adds four doubles at once (AVX2), which the loop for chunks of seven pairs then makes use of.
  ///
  /// Draws a second of 278 rows and 6 variables, one thread of a 3 GHz EPYC of the third generation: 1.6 million with AVX2, 1.1
  /// million without (of 1.35 million that two loads a cycle allow); one matrix product of counts and products, OpenBLAS, 2.0
  /// million before anything is counted.
  private static let hasWideSums = sewall_has_wide_sums()

  /// The sum of the rows of one chunk, as `width` pairs.
  static func chunkSum(
    of rows: UnsafeBufferPointer<UInt32>, chunk: UnsafePointer<SIMD2<Double>>, width: Int,
    into total: UnsafeMutablePointer<SIMD2<Double>>
  ) {
    switch width {
    case 1: rowSum(of: rows, chunk: chunk, width: 1, into: total)
    case 2: rowSum(of: rows, chunk: chunk, width: 2, into: total)
    case 3: rowSum(of: rows, chunk: chunk, width: 3, into: total)
    case 4: rowSum(of: rows, chunk: chunk, width: 4, into: total)
    case 5: rowSum(of: rows, chunk: chunk, width: 5, into: total)
    case 6: rowSum(of: rows, chunk: chunk, width: 6, into: total)
    default:
      if hasWideSums, let start = rows.baseAddress {
        sewall_wide_sum_of_14(
          start, rows.count, UnsafeRawPointer(chunk).assumingMemoryBound(to: Double.self),
          UnsafeMutableRawPointer(total).assumingMemoryBound(to: Double.self))
      } else {
        rowSum(of: rows, chunk: chunk, width: 7, into: total)
      }
    }
  }

  /// The loop behind `chunkSum`; inlined for each constant width, it keeps that many sums in registers.
  @inline(__always)
  private static func rowSum(
    of rows: UnsafeBufferPointer<UInt32>, chunk: UnsafePointer<SIMD2<Double>>, width: Int,
    into total: UnsafeMutablePointer<SIMD2<Double>>
  ) {
    var s0 = SIMD2<Double>.zero
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

@testable import SurveyData

/// Delimited texts at random, plain and odd in every way that a reader must know.
struct RandomText {
  var generator: SplitMix
  /// The share of cells and rows that are odd, in percent.
  var oddShare: Int

  mutating func chance(_ percent: Int) -> Bool { Int(generator.next() % 100) < percent }

  mutating func element<Element>(_ list: [Element]) -> Element { list[Int(generator.next() % UInt64(list.count))] }

  mutating func text(delimiter: String, mark: String, columnCount: Int) -> [UInt8] {
    let lineEnd = element(["\n", "\n", "\r\n", "\r"])
    var bytes: [UInt8] = chance(10) ? [0xEF, 0xBB, 0xBF] : []
    if chance(20) { bytes += Array("# simulated\(lineEnd)\(lineEnd)".utf8) }
    bytes += Array((0..<columnCount).map { chance(20) ? "\"v\($0)\"" : "v\($0)" }.joined(separator: delimiter).utf8)
    for _ in 0..<Int(generator.next() % 40) {
      bytes += Array((chance(2) ? element(["\n", "\r", "\r\n"]) : lineEnd).utf8)
      if chance(oddShare) {
        bytes += oddRow(delimiter: delimiter, columnCount: columnCount)
      } else {
        for column in 0..<columnCount {
          if column > 0 { bytes += Array(delimiter.utf8) }
          bytes += chance(oddShare) ? oddCell(delimiter: delimiter, mark: mark) : Array(number(mark: mark).utf8)
        }
      }
    }
    if chance(70) { bytes += Array(lineEnd.utf8) }
    return bytes
  }

  private mutating func number(mark: String) -> String {
    let whole = generator.next() % [10, 1000, 100_000_000_000_000_000][Int(generator.next() % 3)]
    let decimals = element([1, 3, 8, 15])
    let fraction = String(String(generator.next()).suffix(decimals))
    return (chance(20) ? "-" : "") + "\(whole)" + (chance(80) ? mark + fraction : "")
  }

  private mutating func oddCell(delimiter: String, mark: String) -> [UInt8] {
    let plain = number(mark: mark)
    let cells = [
      "", "", " ", "NA", " NA ", ".", "-99", "+5", "1e3", "-2E-2", " 7", "7\t ", "\"8\"", " \"9\" ", "\"\"", "\"1\(delimiter)2\"",
      "\"a\nb\"", "\"a\r\nb\"", "\"a\rb\"", "say \"x\"", "\"say \"\"x\"\"\"", "inf", "-Infinity", "abc", "é", "--1", "1.2.3",
      "1,5", "-",
      mark, "5\(mark)", "\(mark)5", "000\(plain)", "\(plain)\(plain)", plain + "e5", "#", "12345678901234567890",
      "0.00000000000000000000000000001", "1e400",
    ]
    return Array(element(cells).utf8)
  }

  private mutating func oddRow(delimiter: String, columnCount: Int) -> [UInt8] {
    let rare = chance(20)
    let rows: [[UInt8]] = [
      [], Array(" ".utf8), Array("  \t".utf8),
      Array((0..<columnCount).map { _ in "" }.joined(separator: delimiter).utf8),
      Array((0..<columnCount).map { _ in "\"1\"" }.joined(separator: delimiter).utf8),
    ]
    let wrong: [[UInt8]] = [
      Array("1".utf8), Array((0...columnCount).map { _ in "1" }.joined(separator: delimiter).utf8), [0x31, 0],
      Array("\"open".utf8), Array("\"x\"y".utf8), [0xE9] + Array("\(delimiter)1".utf8),
      Array((0..<columnCount).map { _ in "caf" }.joined(separator: delimiter).utf8) + [0xE9],
    ]
    return rare ? element(wrong) : element(rows)
  }
}

import SurveyData
import Testing

@Suite struct DelimitedWriterTests {
  @Test func quotesWhatNeedsIt() {
    var table = DataTable(
      columns: [
        Column("#x", [1, .nan, -0.5]), Column(name: "a,b", storage: .text(["plain", "say \"no\"", nil])),
        Column(name: "note", storage: .text([" padded", "two\nlines", "semi;colon"])),
      ])
    table.comments = ["Simulated data"]
    let expected =
      "# Simulated data\r\n\"#x\",\"a,b\",note\r\n1,plain,\" padded\"\r\n,\"say \"\"no\"\"\",\"two\nlines\"\r\n-0.5,,semi;colon\r\n"
    #expect(String(decoding: DelimitedWriter.write(table), as: UTF8.self) == expected)
  }

  @Test(arguments: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")])
  func readsBackTheSameTable(_ delimiter: UInt8) throws {
    let numbers = [
      0.1, 1e-300, 123_456_789.123456789, -99, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e15, 1e22, .nan, 2.0 / 3,
    ]
    let texts: [String?] = ["a", nil, "ü, \"é\"", "1;2", "tab\there", "日本語", "x y", "#", "b", "-"]
    let table = DataTable(columns: [Column("x", numbers), Column(name: "t", storage: .text(Texts(texts)))])
    let read = try DelimitedReader.read(
      DelimitedWriter.write(table, delimiter: delimiter), options: TextOptions(delimiter: delimiter))
    #expect(read.names == ["x", "t"])
    guard case .numbers(let values)? = read["x"]?.storage else { return }
    #expect(values.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(read["t"]?.storage == .text(Texts(texts)))
  }

  @Test func aMissingValueAloneInARowIsNoBlankLine() throws {
    let table = DataTable(columns: [Column("x", [1, .nan, 3])])
    #expect(try DelimitedReader.read(DelimitedWriter.write(table)).rowCount == 3)
  }
}

import Testing

@testable import SurveyData

func read(_ text: String, _ options: TextOptions = TextOptions()) throws(DataError) -> DataTable {
  try DelimitedReader.read(Array(text.utf8), options: options)
}

/// The error of reading a text, `nil` when it reads.
func readingError(_ text: String, _ options: TextOptions = TextOptions()) -> DataError? {
  do {
    _ = try read(text, options)
    return nil
  } catch { return error }
}

extension DataTable {
  func numbers(_ name: String) -> [Double?]? {
    guard case .numbers(let values) = self[name]?.storage else { return nil }
    return values.map { $0.isNaN ? nil : $0 }
  }

  func text(_ name: String) -> [String?]? {
    guard case .text(let values) = self[name]?.storage else { return nil }
    return values.array
  }
}

@Suite struct DelimitedReaderTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEnds(lineEnd: String) throws {
    let table = try read(["x,y", "1,2.5", "", "3,NA", "-4e-1,.5", ""].joined(separator: lineEnd))
    #expect(table.names == ["x", "y"])
    #expect(table.rowCount == 3)
    #expect(table.numbers("x") == [1, 3, -0.4])
    #expect(table.numbers("y") == [2.5, nil, 0.5])
    #expect(table["y"]?.missingCount == 1)
    #expect(table.rowLines == [2, 4, 5])
  }

  @Test func theLastLineNeedsNoEnd() throws {
    #expect(try read("x,y\n1,2").numbers("y") == [2])
    #expect(try read("x,y\n1,").numbers("y") == [nil])
  }

  @Test(arguments: [",", ";", "\t"])
  func delimiterIsFoundInTheHeader(delimiter: String) throws {
    let table = try read("a,b,c\n1,2,3\n".replacing(",", with: delimiter))
    #expect(table.names == ["a", "b", "c"])
  }

  @Test func givenDelimiter() throws {
    #expect(try read("a|b,c\n1|2\n", TextOptions(delimiter: UInt8(ascii: "|"))).names == ["a", "b,c"])
    #expect(readingError("a\n1\n", TextOptions(delimiter: .quote))?.id == "bad-delimiter")
  }

  @Test func decimalComma() throws {
    let table = try read("a;b\n1,5;-,25\n2e1;3\n", TextOptions(decimalComma: true))
    #expect(table.numbers("a") == [1.5, 20])
    #expect(table.numbers("b") == [-0.25, 3])
    #expect(try read("a,b\n\"1,5\",2\n", TextOptions(delimiter: .comma, decimalComma: true)).numbers("a") == [1.5])
  }

  @Test func missingValues() throws {
    let options = TextOptions(missingCodes: [-99, 8.5], missingText: ["refused", "-7"])
    let table = try read("a,b,c\n-99.0,8.50,refused\n1,, -7 \n2,3,4\n", options)
    #expect(table.numbers("a") == [nil, 1, 2])
    #expect(table.numbers("b") == [nil, nil, 3])
    #expect(table.numbers("c") == [nil, nil, 4])
    #expect(try read("a,b\nNA,1\n,2\n").numbers("a") == [nil, nil])
  }

  @Test func textColumnsKeepTheirCells() throws {
    let table = try read("id,sex,n\n007,f,1\nx9,,2\n12,m,NA\n")
    #expect(table.text("id") == ["007", "x9", "12"])
    #expect(table["id"]?.firstTextRow == 1)
    #expect(table.text("sex") == ["f", nil, "m"])
    #expect(table["sex"]?.missingCount == 1)
    #expect(table.numbers("n") == [1, 2, nil])
  }

  @Test func quoting() throws {
    let table = try read("\"name\", \"a, b\" ,n\n\"say \"\"hi\"\"\",\"two\r\nlines\",\"1.5\"\n5'10\",\" kept \",2\n")
    #expect(table.names == ["name", "a, b", "n"])
    #expect(table.text("name") == ["say \"hi\"", "5'10\""])
    #expect(table.text("a, b") == ["two\r\nlines", " kept "])
    #expect(table.numbers("n") == [1.5, 2])
    #expect(table.rowLines == [2, 4])
  }

  @Test func byteOrderMarkCommentsAndRowNames() throws {
    let table = try read("\u{FEFF}# Simulated; not a study's data\r\n\r\n## seed 1\r\n\"\",x\r\n\"1\",3\r\n")
    #expect(table.comments == ["Simulated; not a study's data", "seed 1"])
    #expect(table.names == ["", "x"])
    #expect(table.rowLines == [5])
  }

  @Test func aHashAfterTheHeaderIsData() throws {
    #expect(try read("x\n#1\n").text("x") == ["#1"])
  }

  @Test(arguments: [
    Refusal("", "empty-file", nil), Refusal("\n\n", "empty-file", nil), Refusal("# only this\n", "empty-file", nil),
    Refusal("a,b\n", "no-rows", 1), Refusal("a,b\n1,2\n3\n", "ragged-row", 3), Refusal("a,b\n1,2,3\n", "ragged-row", 2),
    Refusal("a,b,a\n1,2,3\n", "duplicate-name", 1), Refusal("a\n1\n\"x\n2\n", "unclosed-quote", 3),
    Refusal("a\n\"x\"y\n", "text-after-quote", 2), Refusal("a\n1\n2\0\n", "zero-byte", 3),
    Refusal("PK\u{3}\u{4}\n", "not-text", 1),
  ])
  func refusals(_ refusal: Refusal) {
    let error = readingError(refusal.text)
    #expect(error?.id == refusal.id)
    #expect(error?.line == refusal.line)
  }

  struct Refusal: CustomTestStringConvertible {
    var text: String
    var id: String
    var line: Int?

    init(_ text: String, _ id: String, _ line: Int?) {
      self.text = text
      self.id = id
      self.line = line
    }

    var testDescription: String { "\(id) in \(text.debugDescription)" }
  }

  @Test func readsWhatPythonWrites() throws {
    let table = try read(PythonCase.text)
    for (column, name) in ["a", "b", "c"].enumerated() {
      #expect(table.text(name) == PythonCase.rows.map { $0[column] })
    }
  }

  /// Any cells come back as they were written by the rules of RFC 4180.
  @Test func roundTrip() throws {
    var generator = SplitMix(state: 4180)
    let alphabet = Array("ab ,;\"\n\r\té漢1.")
    for _ in 0..<500 {
      let columnCount = Int(generator.next() % 4) + 2
      let rows = (0..<Int(generator.next() % 5) + 1).map { _ in
        (0..<columnCount).map { _ in
          "t" + String((0..<Int(generator.next() % 8)).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
        }
      }
      let header = (0..<columnCount).map { "v\($0)" }
      let text = ([header] + rows).map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
      }.joined(separator: "\r\n")
      let table = try read(text)
      for column in 0..<columnCount { #expect(table.text("v\(column)") == rows.map { $0[column] }) }
    }
  }

  @Test func latin1IsNamedWithItsLine() {
    for text in [[UInt8](arrayLiteral: 0x61, 0xE9, 10, 0x31, 10), Array("a\n1\n".utf8) + [0xE9, 10]] {
      #expect(throws: DataError.self) { try DelimitedReader.read(text) }
      do { _ = try DelimitedReader.read(text) } catch {
        #expect(error.id == "not-utf8")
        #expect(error.line == (text[1] == 0xE9 ? 1 : 3))
      }
    }
    #expect(throws: DataError.self) { try DelimitedReader.read([0xFF, 0xFE, 0x61, 0]) }
  }

  @Test func anEndlessLineIsBounded() {
    let digits = [UInt8](repeating: UInt8(ascii: "1"), count: RecordScanner.longestRecord + 5)
    for (start, id) in [("x\n", "line-too-long"), ("x\n\"", "unclosed-quote")] {
      do {
        _ = try DelimitedReader.read(Array(start.utf8) + digits)
        Issue.record("read an endless line")
      } catch { #expect(error.id == id) }
    }
  }

  @Test func manyColumns() throws {
    let count = 100_000
    let header = (0..<count).map { "v\($0)" }.joined(separator: ",")
    let row = (0..<count).map(String.init).joined(separator: ",")
    let table = try read(header + "\n" + row + "\n" + row + "\n")
    #expect(table.columns.count == count)
    #expect(table.columns[99_999].storage == .numbers([99_999, 99_999]))
  }

  /// No bytes may trap the reader; what reads must be rectangular.
  @Test func anyBytes() {
    var generator = SplitMix(state: 20_21)
    let alphabet = Array("a1,;\t\"\"\n\r# .-e+NA\u{FEFF}é".utf8) + [0, 0xFF, 0xE9]
    for _ in 0..<20_000 {
      let bytes = (0..<Int(generator.next() % 40)).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
      let options = TextOptions(
        delimiter: [nil, .comma, .space, .tab][Int(generator.next() % 4)], decimalComma: generator.next() % 2 == 0,
        missingText: ["1", "a"])
      _ = try? MomentsReader.covariance(bytes, options: options)
      _ = try? MomentsReader.column(bytes, kind: "sd", options: options)
      guard let table = try? DelimitedReader.read(bytes, options: options) else { continue }
      #expect(table.columns.allSatisfy { $0.count == table.rowLines.count })
      _ = try? table.completeCases(of: table.names)
    }
  }
}

/// Steele, Lea & Flood (2014): a small generator for repeatable tests.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

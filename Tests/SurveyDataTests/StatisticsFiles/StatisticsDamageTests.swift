import SurveyData
import Testing

/// Files cut off, changed or lying about their size: an error or a table, never a crash, and no memory for what is not there.
@Suite(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
struct StatisticsDamageTests {
  @Test(arguments: StatisticsValues.all)
  func cutOffFilesAreRefusedOrShorter(_ file: StatisticsValues.File) throws {
    let bytes = try StatisticsValues.bytes(file.file)
    let format = try #require(StatisticsFormat(content: bytes))
    for share in stride(from: 0.02, to: 0.99, by: 0.049) {
      let cut = Array(bytes.prefix(Int(Double(bytes.count) * share)))
      let table = try? StatisticsReader.read(cut, as: format).table
      // SAS's transport and SPSS's portable files do not say how many rows there are.
      if let table, format != .xpt, format != .por, format != .sas7bdat {
        #expect(table.rowCount == file.rows, "\(file.file) cut to \(cut.count) bytes")
      }
    }
  }

  /// The rows of `haven.xpt` take 34 bytes each and begin 80 bytes after the record that announces them, the sixteenth.
  @Test func transportFilesCutWithinARowAreRefused() throws {
    let bytes = try StatisticsValues.bytes("haven.xpt")
    let start = 15 * 80 + 80
    #expect(bytes[(start - 80)...].starts(with: Array("HEADER RECORD*******OBS".utf8)))
    for row in 1..<12 {
      let error = #expect(throws: DataError.self) {
        try StatisticsReader.read(Array(bytes.prefix(start + row * 34 + 20)), as: .xpt)
      }
      #expect(error?.id == "truncated-file")
      // Nothing in the file says that more rows were to follow.
      #expect(try StatisticsReader.read(Array(bytes.prefix(start + row * 34)), as: .xpt).table.rowCount == row)
    }
  }

  @Test(arguments: StatisticsValues.all)
  func changedBytesNeverCrash(_ file: StatisticsValues.File) throws {
    let bytes = try StatisticsValues.bytes(file.file)
    let format = try #require(StatisticsFormat(content: bytes))
    var state: UInt64 = 2021
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0...random(below: 4) {
        // Headers are at the start: half of the changes go there.
        let place = random(below: random(below: 2) == 0 ? min(800, bytes.count) : bytes.count)
        changed[place] = [0, 0xFF, 0x7F, 0x80, UInt8(random(below: 256))][random(below: 5)]
      }
      do {
        let table = try StatisticsReader.read(changed, as: format).table
        #expect(table.rowCount <= 100_000)
      } catch {
        #expect(!error.message.isEmpty && !error.id.isEmpty)
      }
    }
  }

  @Test func aClaimOfTwoBillionRowsReservesNothing() throws {
    var bytes = try StatisticsValues.bytes("plain.sav")
    // The number of cases stands at byte 80 of the header, as a 32-bit integer.
    bytes.replaceSubrange(80..<84, with: [0xFF, 0xFF, 0xFF, 0x7F])
    let error = #expect(throws: DataError.self) { try StatisticsReader.read(bytes, as: .sav) }
    #expect(error?.id == "truncated-file")
  }

  @Test func textIsNoStatisticsFile() {
    for text in ["", "a,b\n1,2\n", "$FL2", "<stata_dta>", String(repeating: "HEADER RECORD*******LIBRARY ", count: 30)] {
      for format in StatisticsFormat.allCases {
        #expect(throws: DataError.self) { try StatisticsReader.read(Array(text.utf8), as: format) }
      }
    }
  }
}

import SurveyData
import Testing

@Suite(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
struct StatisticsReaderTests {
  @Test func thereAreFiles() {
    #expect(StatisticsValues.all.count == 18)
  }

  @Test(arguments: StatisticsValues.all)
  func readsWhatOtherProgramsRead(_ file: StatisticsValues.File) throws {
    let bytes = try StatisticsValues.bytes(file.file)
    let ending = try #require(file.file.split(separator: ".").last)
    let format = try #require(StatisticsFormat(content: bytes))
    #expect(format == StatisticsFormat(ending: String(ending)))
    let contents = try StatisticsReader.read(bytes, as: format)
    #expect(!contents.hasGuessedEncoding)
    let table = contents.table
    #expect(table.rowCount == file.rows)
    #expect(table.names == file.columns.map(\.name))
    #expect(try StatisticsReader.names(bytes, as: format) == table.names)
    for (column, expected) in zip(table.columns, file.columns) {
      switch column.storage {
      case .numbers(let values):
        #expect(values.map { $0.isNaN ? nil : $0 } == expected.numbers, "\(expected.name)")
      case .text(let values):
        #expect(values.array == expected.texts, "\(expected.name)")
        #expect(column.information.format == .text)
      }
      #expect(column.information.label == expected.label, "\(expected.name)")
      #expect(column.information.declaredMissing == expected.declared ?? [:], "\(expected.name)")
      let labels = (expected.labels ?? []).map { VariableInformation.ValueLabel(value: $0.value, label: $0.label) }
      #expect(column.information.valueLabels.sorted { $0.value < $1.value } == labels, "\(expected.name)")
    }
  }

  @Test func datesKeepTheirOrigin() throws {
    #expect(try StatisticsValues.table("haven.sav")["day"]?.information.format == .date(origin: "seconds since 1582-10-14"))
    #expect(try StatisticsValues.table("haven-14.dta")["day"]?.information.format == .date(origin: "days since 1960-01-01"))
    #expect(
      try StatisticsValues.table("haven-14.dta")["moment"]?.information.format == .date(origin: "milliseconds since 1960-01-01"))
    #expect(try StatisticsValues.table("haven.sas7bdat")["day"]?.information.format == .date(origin: "days since 1960-01-01"))
    #expect(
      try StatisticsValues.table("haven.sas7bdat")["moment"]?.information.format == .date(origin: "seconds since 1960-01-01"))
    // 1 March 2021 is 18687 days after 1970-01-01, and 141428 after the calendar's beginning more.
    guard case .numbers(let days)? = try StatisticsValues.table("haven.sav")["day"]?.storage else { return }
    #expect(days.first == Double((18_687 + 141_428) * 86_400))
  }

  @Test func keepsOnlyTheColumnsAskedFor() throws {
    let table = try StatisticsValues.table("people.sav", .init(columns: ["income", "id", "none"]))
    #expect(table.names == ["id", "income"])
    #expect(table.rowCount == 8)
    #expect(
      try StatisticsValues.table("people-15.dta", .init(columns: ["sex"])).columns.first?.information.valueLabels.count == 3)
  }

  @Test func missingCodesJoinThoseOfTheFile() throws {
    let table = try StatisticsValues.table("people.sav", .init(missingCodes: [2, 200]))
    #expect(table["sex"]?.information.declaredMissing == ["9": 1, "2": 3])
    #expect(table["income"]?.information.declaredMissing["200"] == 1)
    #expect(table["id"]?.missingCount == 1)
  }

  @Test func rowsAreCountedWhereThereAreNoLines() throws {
    var table = try StatisticsValues.table("plain.sav")
    table.columns[0].storage = .numbers([1, 2, 3, .infinity, 5, 6, 7, 8])
    let error = #expect(throws: DataError.self) { try table.selecting([2, 3]).numbers(of: "id") }
    #expect(error?.placed(in: table).description.hasPrefix("row 4, column 1: `id` is infinite here") == true)
    #expect(throws: DataError.self) { try StatisticsValues.table("people.sav").numbers(of: "name") }
  }

  @Test func otherEncodingsThanNamedAreReadAsWindows() throws {
    var bytes = try StatisticsValues.bytes("people-rows.sav")
    // In a file that says UTF-8, the two bytes of Å and ö become one of Windows-1252 each.
    let name = Array("Ångström".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes.replaceSubrange(
      place..<(place + name.count), with: [0xC5, 0x6E, 0x67, 0x73, 0x74, 0x72, 0xF6, 0x6D, 0x20, 0x20])
    let contents = try StatisticsReader.read(bytes, as: .sav)
    #expect(contents.hasGuessedEncoding)
    guard case .text(let names)? = contents.table["name"]?.storage else { return }
    #expect(names[3] == "Ångström")
  }
}

import SurveyData
import Testing

@Suite(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
struct SPSSWriterTests {
  @Test(arguments: ["people.sav", "haven.sav", "people-15.dta", "haven.sas7bdat"])
  func readsBackTheSameTable(_ file: String) throws {
    let table = try StatisticsValues.table(file)
    let again = try StatisticsReader.read(SPSSWriter.write(table), as: .sav).table
    #expect(again.names == table.names)
    for (before, after) in zip(table.columns, again.columns) {
      switch (before.storage, after.storage) {
      case (.numbers(let old), .numbers(let new)): #expect(old.map(\.description) == new.map(\.description))
      case (.text(let old), .text(let new)): #expect(old == new)
      default: Issue.record("\(before.name) has changed its kind")
      }
      #expect(after.information.label == before.information.label)
      #expect(after.information.valueLabels == before.information.valueLabels)
      if file.hasSuffix(".sav") { #expect(after.information.format == before.information.format) }
    }
  }

  @Test func namesThatSPSSDoesNotTakeAreNamed() {
    for name in ["a:b", "1x", "", "all", "a b"] {
      let error = #expect(throws: DataError.self) { try SPSSWriter.write(DataTable(columns: [Column(name, [1])])) }
      #expect(error?.id == "bad-name", "\(name)")
    }
  }

  @Test func whatItCannotHoldIsRefused() {
    #expect(throws: DataError.self) { try SPSSWriter.write(DataTable(columns: [Column("x", [.infinity])])) }
    #expect(throws: DataError.self) { try SPSSWriter.write(DataTable(columns: [Column("x", [])])) }
    let long = String(repeating: "x", count: 40_000)
    #expect(throws: DataError.self) { try SPSSWriter.write(DataTable(columns: [Column(name: "t", storage: .text([long]))])) }
  }

  @Test func commentsAreKept() throws {
    var table = DataTable(columns: [Column("x", [1])])
    table.comments = ["Simulated data: nobody answered these questions, which is said wherever the numbers go, also here", "ü"]
    let read = try StatisticsReader.read(SPSSWriter.write(table), as: .sav).table
    #expect(read.comments.joined(separator: " ") == table.comments.joined(separator: " "))
    #expect(read.comments.allSatisfy { $0.utf8.count <= 80 })
  }

  @Test func longLabelsAreCutBetweenCharacters() throws {
    var column = Column("x", [1, 2])
    column.information.label = String(repeating: "ü", count: 200)
    column.information.valueLabels = [.init(value: 1, label: String(repeating: "日", count: 100))]
    let read = try StatisticsReader.read(SPSSWriter.write(DataTable(columns: [column])), as: .sav).table
    #expect(read["x"]?.information.label == String(repeating: "ü", count: 128))
    #expect(read["x"]?.information.valueLabels.first?.label == String(repeating: "日", count: 40))
  }
}

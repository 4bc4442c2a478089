import PathAnalysis
import Testing

@testable import Reports

@Suite struct CSVReportTests {
  /// Records of RFC 4180 text, read by its grammar.
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        cell.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        record.append(cell)
        cell = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        records.append(record + [cell])
        record = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return records
  }

  func rows(_ results: Results) -> [[String: String]] {
    let records = Self.records(CSVReport.render(results))
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(records[0], $0)) }
  }

  @Test func everyRecordHasEveryColumn() {
    let records = Self.records(CSVReport.render(ResultsFixture.serial))
    #expect(records.allSatisfy { $0.count == CSVReport.columns.count })
    #expect(Set(records[0]).count == records[0].count)
  }

  @Test func numbersReadBackToTheBit() throws {
    let rows = rows(ResultsFixture.serial)
    let parameters = rows.filter { $0["section"] == "parameter" }
    #expect(parameters.count == ResultsFixture.parameters.count)
    for (row, parameter) in zip(parameters, ResultsFixture.parameters) {
      #expect(row["lhs"] == parameter.lhs && row["op"] == parameter.op && row["rhs"] == parameter.rhs)
      #expect(row["est"].flatMap(Double.init) == parameter.value.estimate)
      #expect(row["ci.upper"].flatMap(Double.init) == parameter.value.upper)
      #expect(row["std.all"].flatMap(Double.init) == parameter.standardizedAll)
    }
    let serial = try #require(rows.first { $0["via"] == "M -> M2" })
    #expect(serial["section"] == "effect" && serial["kind"] == "indirect" && serial["est"] == "0.094468510000000006")
    let chiSquare = try #require(rows.first { $0["name"] == "chisq" })
    #expect(chiSquare["section"] == "fit" && chiSquare["est"].flatMap(Double.init) == 18.62107435)
  }

  @Test func whatDoesNotExistIsEmpty() throws {
    let fixed = try #require(rows(ResultsFixture.serial).first { $0["op"] == "~~" && $0["lhs"] == "X" })
    #expect(fixed["pvalue"] == "" && fixed["ci.lower"] == "" && fixed["free"] == "FALSE")
  }

  @Test func cellsAreQuotedWhereTheyMustBe() throws {
    var results = ResultsFixture.serial
    let text = "say \"no\", twice\r\nor not"
    results.messages = [Message(.note, "n", text)]
    let message = try #require(rows(results).first { $0["section"] == "message" })
    #expect(message["text"] == text)
    #expect(CSVReport.quoted("plain text") == "plain text")
  }

  @Test func aSeedKeepsItsDigits() throws {
    var results = ResultsFixture.serial
    results.interval.seed = .max
    let seed = try #require(rows(results).first { $0["name"] == "seed" })
    #expect(seed["text"] == "18446744073709551615")
  }
}

import Testing

@testable import SurveyData

@Suite struct PreparationTests {
  /// 40 rows: answers with gaps, a person and a team.
  static let table: DataTable = {
    var state: UInt64 = 7
    func answer() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double((state >> 33) % 9)
      return value == 8 ? .nan : value - 1
    }
    var columns = ["x", "y", "z", "q1", "q2", "q3"].map { name in Column(name, (0..<40).map { _ in answer() }) }
    columns.append(Column(name: "team", storage: .text(Texts((0..<40).map { row in row % 11 == 3 ? nil : "t\(row % 5)" }))))
    return DataTable(columns: columns, rowLines: (0..<40).map { $0 + 2 })
  }()

  func preparation() throws -> Preparation {
    var preparation = Preparation()
    preparation.recodings = [try Recoding("x", rules: [("-1", "missing"), ("6", "5")])]
    preparation.filters = [try RowFilter("x >= 0 and not missing(score)", entry: "1"), try RowFilter("z < 6", entry: "2")]
    preparation.computations = [
      try Computation("score", "mean(q1..q3)"), try Computation("xc", "center(x)"), try Computation("ratio", "y / (x + 1)"),
    ]
    preparation.products = [try ProductTerm("xz", of: ["x", "z"], isCentered: true)]
    return preparation
  }

  func failure(_ change: (inout Preparation) throws -> Void) -> DataError? {
    var preparation = Preparation()
    do {
      try change(&preparation)
      _ = try preparation.apply(to: Self.table)
      return nil
    } catch { return error as? DataError }
  }

  @Test(arguments: ["b": "write `b` first", "team_t1": "`dummies` follow", "p": "`products` follow"])
  func whatIsMadeLaterIsNamed(_ name: String, _ advice: String) {
    let error = failure { preparation in
      preparation.computations = [try Computation("a", "x + \(name)"), try Computation("b", "y")]
      preparation.dummies = [DummyCoding("team", reference: "t0")]
      preparation.products = [try ProductTerm("p", of: ["x", "z"])]
    }
    #expect(error?.id == "unknown-variable")
    #expect(error?.advice?.contains(advice) == true)
    #expect(error?.step?.characters == 4..<(4 + name.count))
  }

  func values(_ table: DataTable, _ name: String) -> [Double] {
    if case .numbers(let values)? = table[name]?.storage { return values.array }
    return []
  }

  @Test func theOrderOfStepsIsFixed() throws {
    let prepared = try preparation().apply(to: Self.table)
    #expect(prepared.reports.map(\.place.key) == ["recode", "where", "where", "compute", "compute", "compute", "products"])
    // By hand: recoded, then kept, then centred over the rows kept.
    var expected: [Double] = []
    for row in 0..<40 {
      let x = values(Self.table, "x")[row] == 6 ? 5 : values(Self.table, "x")[row]
      let isScored = ["q1", "q2", "q3"].contains { !values(Self.table, $0)[row].isNaN }
      if x >= 0, isScored, values(Self.table, "z")[row] < 6 { expected.append(x) }
    }
    #expect(values(prepared.table, "x") == expected)
    let mean = expected.reduce(0, +) / Double(expected.count)
    #expect(zip(values(prepared.table, "xc"), expected).allSatisfy { abs($0 - ($1 - mean)) < 1e-12 })
    #expect(prepared.reports[1].text.hasPrefix("40 read, "))
    #expect(prepared.reports[2].text.hasPrefix("\(prepared.reports[1].rowsAfter) left, "))
    #expect(prepared.reports[2].rowsAfter == expected.count)
    #expect(prepared.table.rowLines.count == expected.count)
  }

  @Test func anEmptyPreparationChangesNothing() throws {
    #expect(Preparation().isEmpty)
    #expect(!(try preparation().isEmpty))
    let prepared = try Preparation().apply(to: Self.table)
    #expect(prepared.table.names == Self.table.names)
    #expect(prepared.reports.isEmpty)
  }

  @Test func whereIsCountedWithMissingApart() throws {
    var preparation = Preparation()
    preparation.filters = [try RowFilter("x > 1")]
    let table = DataTable(columns: [Column("x", [1, 2, 3, .nan, .nan])])
    let report = try preparation.apply(to: table).reports[0]
    #expect(report.text == "5 read, 3 excluded by `where`, 2 of them for missing values (x 2), 2 remain")
    #expect((report.rowsBefore, report.rowsAfter) == (5, 2))
  }

  @Test func rowsInAnotherOrderGiveTheSameValuesInThatOrder() throws {
    var rowwise = try preparation()
    rowwise.computations.remove(at: 1)
    rowwise.products = []
    let order = (0..<40).map { ($0 * 17 + 5) % 40 }
    let straight = try rowwise.apply(to: Self.table).table
    let permuted = try rowwise.apply(to: Self.table.selecting(order)).table
    let back = permuted.selecting(permuted.rowLines.indices.sorted { permuted.rowLines[$0] < permuted.rowLines[$1] })
    #expect(back.rowLines == straight.rowLines)
    for name in straight.names { #expect(back[name]?.description == straight[name]?.description) }
  }

  @Test(arguments: [1, 7, 13, 40])
  func chunksGiveTheSameRowsAndReports(_ size: Int) throws {
    var rowwise = try preparation()
    #expect(!rowwise.isRowwise)
    rowwise.computations.remove(at: 1)
    rowwise.products = [try ProductTerm("xz", of: ["x", "z"])]
    #expect(rowwise.isRowwise)
    let whole = try rowwise.apply(to: Self.table)
    var parts: [DataTable] = []
    var sums: [StepTally] = []
    for start in stride(from: 0, to: 40, by: size) {
      let chunk = Self.table.selecting(Array(start..<min(start + size, 40)))
      let (table, tallies) = try rowwise.apply(toChunk: chunk, firstCase: start + 1)
      parts.append(table)
      if sums.isEmpty { sums = tallies } else { for index in sums.indices { sums[index].add(tallies[index]) } }
    }
    #expect(rowwise.reports(of: sums) == whole.reports)
    for name in whole.table.names where name != "team" {
      let joined = parts.flatMap { values($0, name) }
      #expect("\(joined)" == "\(values(whole.table, name))")
    }
  }

  @Test func theFileVariablesThatAreReadAreKnown() throws {
    #expect(
      try preparation().neededVariables(among: Self.table.names).sorted() == ["q1", "q2", "q3", "x", "y", "z"])
  }

  @Test(arguments: ["xc > 0", "z > 0 and doubled > 1", "center(x) > 0", "lag(x, team) > 0", "xz > 1", "team_t1 == 1"])
  func whereCannotLookAtOtherRows(_ text: String) throws {
    let error = failure { preparation in
      preparation.computations = [try Computation("xc", "center(x)"), try Computation("doubled", "2 * xc")]
      preparation.products = [try ProductTerm("xz", of: ["x", "z"])]
      preparation.dummies = [DummyCoding("team", reference: "t0")]
      preparation.filters = [try RowFilter(text)]
    }
    #expect(error?.id == "where-needs-rows")
    #expect(error?.step?.key == "where")
    #expect(error?.step?.characters != nil)
  }

  @Test func scalesMayBeAskedFor() throws {
    var preparation = Preparation()
    preparation.scales = [Scale("q", items: ["q1", "q2", "q3"], leastAnswered: 1)]
    preparation.computations = [try Computation("q2x", "q * 2")]
    preparation.filters = [try RowFilter("q2x > 4")]
    let table = try preparation.apply(to: Self.table).table
    #expect(table.rowCount > 0)
    #expect(values(table, "q").allSatisfy { $0 > 2 })
    #expect(table.names.suffix(2) == ["q", "q2x"])
  }

  @Test func whatIsWrongNamesItsStep() throws {
    let unknown = failure { $0.filters = [try RowFilter("x > 0"), try RowFilter("zz > 1", entry: "2")] }
    #expect(unknown?.id == "unknown-variable")
    #expect(unknown?.step == PreparationPlace(key: "where", entry: "2", characters: 0..<2))
    let none = failure { $0.filters = [try RowFilter("x > 100")] }
    #expect(none?.id == "no-rows")
    #expect(none?.message.hasPrefix("`where` excludes all of the 40 rows, in ") == true)
    let taken = failure { $0.computations = [try Computation("x", "y + 1")] }
    #expect(taken?.id == "name-taken")
    #expect(taken?.step == PreparationPlace(key: "compute", entry: "x"))
    let later = failure { $0.computations = [try Computation("a", "b"), try Computation("b", "x")] }
    #expect(later?.id == "unknown-variable")
    #expect(throws: DataError.self) { try Computation("2x", "x") }
    #expect(throws: DataError.self) { try ProductTerm("p", of: ["x"]) }
    let division = failure { $0.computations = [try Computation("a", "y / x")] }
    #expect(division?.id == "division-by-zero")
    let row = (0..<40).first { values(Self.table, "x")[$0] == 0 && !values(Self.table, "y")[$0].isNaN } ?? -1
    #expect(division?.line == row + 2)
  }

  @Test func codesOfSingleVariablesAreMissing() throws {
    var preparation = Preparation()
    preparation.missingCodes = [try MissingCodes("q1..q2", codes: ["-1", "6"]), try MissingCodes("x", codes: ["3"])]
    let prepared = try preparation.apply(to: Self.table)
    func count(_ name: String, _ codes: [Double]) -> Int { values(Self.table, name).count { codes.contains($0) } }
    let (first, second) = (count("q1", [-1]) + count("q2", [-1]), count("q1", [6]) + count("q2", [6]))
    #expect(prepared.reports[0].text == "q1..q2: \(first + second) values stand for missing (-1: \(first), 6: \(second))")
    #expect(!values(prepared.table, "q2").contains { $0 == -1 || $0 == 6 })
    #expect(values(prepared.table, "q3").contains(6))
    #expect(prepared.table["x"]?.information.declaredMissing == ["3": count("x", [3])])
    let wrong = failure { $0.missingCodes = [try MissingCodes("team", codes: ["1"])] }
    #expect(wrong?.id == "not-numbers")
    #expect(throws: DataError.self) { try MissingCodes("x", codes: ["a"]) }
  }

  @Test func casesAreNumberedAsInTheFile() throws {
    let table = DataTable(columns: [Column("x", [1, 2, 0, 4]), Column("keep", [0, 1, 1, 1])])
    var preparation = Preparation()
    preparation.filters = [try RowFilter("keep == 1")]
    preparation.computations = [try Computation("r", "1 / x")]
    do {
      _ = try preparation.apply(to: table)
      Issue.record("no error")
    } catch {
      #expect(error.message == "division by zero in 1 of 3 rows, first in case 3")
    }
  }

  @Test func centredProductsUseTheRowsKept() throws {
    let table = DataTable(columns: [Column("x", [1, 2, 6, 100]), Column("w", [2, 4, .nan, 9])])
    var preparation = Preparation()
    preparation.filters = [try RowFilter("x < 50")]
    preparation.products = [try ProductTerm("xw", of: ["x", "w"], isCentered: true)]
    let prepared = try preparation.apply(to: table)
    #expect(Array(values(prepared.table, "xw").prefix(2)) == [2, -1])
    #expect(values(prepared.table, "xw")[2].isNaN)
    #expect(prepared.reports[1].text == "xw is x * w, each centred (mean of x 3, mean of w 3): 2 values, 1 missing (w 1)")
  }
}

extension Column {
  /// Values in words, so that missing ones compare equal.
  fileprivate var description: String { "\(name) \(storage)" }
}

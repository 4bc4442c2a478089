import Testing

@testable import SurveyData

@Suite struct ScaleScoringTests {
  let table = DataTable(
    columns: [
      Column("u1", [1, 2, .nan, .nan, 7]), Column("u2", [2, .nan, .nan, .nan, 7]), Column("u3", [7, 6, 4, .nan, 1]),
      Column("sex", [0, 1, 0, 1, 0]),
    ], rowLines: [2, 3, 5, 6, 7])

  func scores(_ scale: Scale) throws -> [Double?] { try scale.scored(in: table).scores.map { $0.isNaN ? nil : $0 } }

  func error(_ scale: Scale) -> DataError? {
    do {
      _ = try scale.scored(in: table)
      return nil
    } catch { return error }
  }

  @Test func meanOfCompleteRowsUnlessLessIsAllowed() throws {
    #expect(try scores(Scale("s", items: ["u1", "u2", "u3"])) == [10.0 / 3, nil, nil, nil, 5])
    #expect(try scores(Scale("s", items: ["u1", "u2", "u3"], leastAnswered: 2)) == [10.0 / 3, 4, nil, nil, 5])
    #expect(try scores(Scale("s", items: ["u1", "u2", "u3"], leastAnswered: 1)) == [10.0 / 3, 4, 4, nil, 5])
  }

  @Test func itemsMayBeRanges() throws {
    let scored = try Scale("s", items: ["u1..u3"], reversed: ["u2..u3"], range: 1...7).scored(in: table)
    #expect(scored.itemNames == ["u1", "u2", "u3"])
    #expect(scored.isReversed == [false, true, true])
  }

  @Test func reversedItemsTurnRoundWithinTheRange() throws {
    let scale = Scale("s", items: ["u1", "u2", "u3"], reversed: ["u3"], range: 1...7)
    #expect(try scores(scale) == [4.0 / 3, nil, nil, nil, 7])
    let scored = try scale.scored(in: table)
    #expect(scored.items.column(2).map { $0.isNaN ? -1 : $0 } == [1, 2, 4, -1, 7])
    #expect(scored.isReversed == [false, false, true])
  }

  @Test func sumsFillWithThePersonsMean() throws {
    #expect(try scores(Scale("s", items: ["u1", "u2", "u3"], score: .sum)) == [10, nil, nil, nil, 15])
    #expect(
      try scores(Scale("s", items: ["u1", "u2", "u3"], score: .sum, leastAnswered: 2, fillsWithPersonMean: true))
        == [10, 12, nil, nil, 15])
    #expect(error(Scale("s", items: ["u1", "u2", "u3"], score: .sum, leastAnswered: 2))?.id == "scale-items")
  }

  @Test func wholeAnswersGiveExactlyKItemsthParts() throws {
    let items = (0..<9).map { item in Column("i\(item)", (0..<55).map { Double(($0 * 7 + item * 5) % 7) }) }
    let scores = try Scale("s", items: items.map(\.name)).scored(in: DataTable(columns: items)).scores
    for (row, score) in scores.enumerated() {
      let sum = (0..<9).reduce(0) { $0 + (row * 7 + $1 * 5) % 7 }
      #expect(score == Double(sum) / 9)
    }
  }

  @Test func answersOutsideTheRangeAreNamedWithTheirLines() throws {
    let found = try #require(error(Scale("s", items: ["u1", "u2", "u3"], range: 1...6)))
    #expect(found.id == "out-of-range")
    #expect(found.step == PreparationPlace(key: "scales", entry: "s"))
    #expect(
      found.message
        == "3 answers lie outside the range 1..6 of scale `s`: `u3` is 7 in line 2, `u1` is 7 in line 7, `u2` is 7 in line 7")
  }

  @Test func tenAnswersOutsideAreNamedAtMost() throws {
    let table = DataTable(columns: [
      Column("a", [Double](repeating: 9, count: 8)), Column("b", [Double](repeating: -1, count: 8)),
    ])
    do {
      _ = try Scale("s", items: ["a", "b"], range: 0...6).scored(in: table)
      Issue.record("no error")
    } catch {
      #expect(
        error.message.hasPrefix("16 answers lie outside the range 0..6 of scale `s`: `a` is 9 in row 1, `b` is -1 in row 1"))
      #expect(error.message.hasSuffix("`b` is -1 in row 5, …"))
    }
  }

  @Test func theRangeOfReversalMayComeFromValueLabels() throws {
    var labelled = table
    for index in 0..<3 {
      labelled.columns[index].information.valueLabels = [(1, "never"), (7, "always"), (99, "no answer")].map {
        VariableInformation.ValueLabel(value: $0.0, label: $0.1)
      }
      labelled.columns[index].information.declaredMissing = ["99": 0]
    }
    let scale = Scale("s", items: ["u1", "u2", "u3"], reversed: ["u3"])
    #expect(try scale.scored(in: labelled).scores[0] == 4.0 / 3)
    #expect(error(scale)?.id == "scale-range")
  }

  @Test(arguments: [
    (Scale("s", items: ["u1"]), "scale-items"), (Scale("s", items: []), "scale-items"),
    (Scale("s", items: ["u1", "u2", "u1"]), "repeated-variable"), (Scale("s", items: ["u1", "v2"]), "unknown-variable"),
    (Scale("sex", items: ["u1", "u2"]), "scale-name"), (Scale("s", items: ["u1", "u2"], leastAnswered: 3), "scale-items"),
    (Scale("s", items: ["u1", "u2"], leastAnswered: 0), "scale-items"),
    (Scale("s", items: ["u1", "u2"], reversed: ["u3"], range: 1...7), "scale-items"),
  ])
  func whatCannotBeAScaleIsRefused(scale: Scale, id: String) {
    #expect(error(scale)?.id == id)
    #expect(error(scale)?.step?.entry == scale.name)
    #expect(error(scale)?.advice != nil)
  }

  @Test func aMisspeltItemHasASuggestion() {
    #expect(error(Scale("s", items: ["u1", "U2"]))?.advice == "did you mean `u2`?")
  }

  @Test func noAnswersAtAllAreRefused() {
    let empty = DataTable(columns: [Column("a", [.nan, .nan]), Column("b", [.nan, .nan])])
    #expect(throws: DataError.self) { try Scale("s", items: ["a", "b"]).scored(in: empty) }
  }
}

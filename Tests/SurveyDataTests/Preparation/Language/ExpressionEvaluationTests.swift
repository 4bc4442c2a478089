import Testing

@testable import SurveyData

@Suite struct ExpressionEvaluationTests {
  typealias Values = ExpressionValues

  let table = DataTable(columns: [
    Column("x", Values.x), Column("y", Values.y), Column("z", Values.z), Column("u1", Values.u1), Column("u2", Values.u2),
    Column("u3", Values.u3), Column("u4", Values.u4), Column(name: "team", storage: .text(Texts(Values.team))),
  ])

  func isClose(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { ($0.isNaN && $1.isNaN) || abs($0 - $1) <= 1e-13 * max(1, abs($1)) }
  }

  @Test(arguments: Values.functions.indices)
  func functionsAreNumPys(_ index: Int) throws {
    let (text, expected) = Values.functions[index]
    let values = try numbers(text, table)
    #expect(isClose(values, expected), "\(text): \(values)")
  }

  @Test(arguments: Values.precedence.indices)
  func operatorsBindAsInPython(_ index: Int) throws {
    let table = DataTable(columns: [Column("a", Values.a), Column("b", Values.b), Column("c", Values.c)])
    let (text, expected) = Values.precedence[index]
    let values = try numbers(text, table)
    #expect(isClose(values, expected), "\(text): \(values)")
  }

  // MARK: Three values

  /// Kleene (1952), Introduction to Metamathematics, section 64.
  @Test func andOrAndNotKnowWhatIsSettled() throws {
    let nan = Double.nan
    let table = DataTable(columns: [
      Column("p", [1, 1, 1, 0, 0, 0, nan, nan, nan]), Column("q", [1, 0, nan, 1, 0, nan, 1, 0, nan]),
    ])
    #expect(isClose(try numbers("p and q", table), [1, 0, nan, 0, 0, 0, nan, 0, nan]))
    #expect(isClose(try numbers("p or q", table), [1, 1, 1, 1, 0, nan, 1, nan, nan]))
    #expect(isClose(try numbers("not p", table), [0, 0, 0, 1, 1, 1, nan, nan, nan]))
    #expect(isClose(try numbers("not (p and q) == (not p or not q)", table), [1, 1, nan, 1, 1, 1, nan, 1, nan]))
    for (sign, word) in [("p & q", "p and q"), ("p && q", "p AND q"), ("p | q", "p or q"), ("p || q", "p OR q"), ("!p", "NOT p")]
    {
      #expect(isClose(try numbers(sign, table), try numbers(word, table)))
    }
  }

  @Test func comparisonsWithMissingAreMissing() throws {
    let table = DataTable(columns: [Column("x", [1, .nan]), Column(name: "s", storage: .text(["a", nil]))])
    for text in ["x == 1", "x != 2", "x < 2", "x in (1, 2)", "x not in (3)", "s == 'a'", "s in ('a')", "s != 'b'"] {
      #expect(isClose(try numbers(text, table), [1, .nan]), "\(text)")
    }
    #expect(try numbers("missing(s)", table) == [0, 1])
    #expect(try numbers("count_missing(x, s)", table) == [0, 2])
  }

  @Test func guardsKeepBranchesFromBeingComputed() throws {
    let table = DataTable(columns: [Column("x", [0, 2, .nan]), Column("y", [1, 1, 1])])
    #expect(isClose(try numbers("if(x == 0, missing, y / x)", table), [.nan, 0.5, .nan]))
    #expect(isClose(try numbers("x == 0 or y / x < 1", table), [1, 1, .nan]))
    #expect(isClose(try numbers("if(x > 0, log(x), 0)", table), [0, 0.6931471805599453, .nan]))
  }

  @Test func textsAreChosenAndCompared() throws {
    let table = DataTable(columns: [Column("x", [1, 2, .nan]), Column(name: "s", storage: .text(["a", "b", "b"]))])
    let expression = try DataExpression("if(x == 1, s, \"other\")", at: PreparationPlace(key: "compute"))
    var evaluation = ExpressionEvaluation(expression, over: TableInPreparation(table))
    #expect(try evaluation.storage() == .text(["a", "other", nil]))
    #expect(try numbers("s == if(x == 1, 'a', missing)", table)[0] == 1)
  }

  // MARK: Names and labels

  @Test func backQuotesNameAnything() throws {
    let table = DataTable(columns: [Column("two words", [1]), Column("and", [2]), Column("größe", [3]), Column("v.1_b", [4])])
    #expect(try numbers("`two words` + `and` + größe + v.1_b", table) == [10])
  }

  @Test func labelsStandForTheirValues() throws {
    var sex = Column("sex", [1, 2, .nan, 2])
    sex.information.valueLabels = [.init(value: 1, label: "male"), .init(value: 2, label: "female")]
    let table = DataTable(columns: [sex])
    #expect(isClose(try numbers("sex == \"female\"", table), [0, 1, .nan, 1]))
    #expect(isClose(try numbers("'female' != sex", table), [1, 0, .nan, 0]))
    #expect(isClose(try numbers("sex in ('male', 'female', 9)", table), [1, 1, .nan, 1]))
    let wrong = failure("sex == 'femal'", table)
    #expect(wrong?.id == "unknown-label")
    #expect(wrong?.advice == "did you mean `female`?")
    let expression = try DataExpression("sex == 'female'", at: PreparationPlace(key: "where"))
    var evaluation = ExpressionEvaluation(expression, over: TableInPreparation(table))
    _ = try evaluation.condition()
    #expect(evaluation.notes == ["\"female\" is sex 2"])
  }

  // MARK: What cannot be computed

  func failure(_ text: String, _ table: DataTable) -> DataError? {
    do {
      _ = try numbers(text, table)
      return nil
    } catch { return error as? DataError }
  }

  @Test(arguments: [
    ("y / x", "division-by-zero", 2..<3), ("1 + y / x", "division-by-zero", 6..<7), ("log(x)", "no-value", 0..<6),
    ("log10(-y)", "no-value", 0..<9), ("sqrt(0 - y)", "no-value", 0..<11), ("x ^ -1", "division-by-zero", 2..<3),
    ("(-y) ^ 0.5", "no-value", 5..<6), ("exp(y * 1000)", "infinite-value", 0..<13), ("x * 1e308 * 10", "infinite-value", 10..<11),
    ("s + 1", "not-numbers", 0..<1), ("s < 'a'", "not-numbers", 2..<3), ("s == 1", "not-numbers", 0..<1),
    ("s in (1)", "not-numbers", 0..<1), ("x == '1'", "not-texts", 5..<8), ("y and x", "no-condition", 0..<1),
    ("yy > 1", "unknown-variable", 0..<2), ("center(y, tem)", "unknown-variable", 10..<13),
    ("mean(y1..y3)", "unknown-variable", 5..<11), ("standardize(one)", "no-spread", 0..<16),
    ("x == missing", "no-condition", 5..<12), ("inf + 1", "infinite-value", 0..<3),
    ("if(x == 0, 1, 'a')", "not-numbers", 14..<17),
  ])
  func errorsPointAtTheirCharacters(_ text: String, id: String, characters: Range<Int>) throws {
    let table = DataTable(
      columns: [
        Column("x", [1, 0, .nan, 0]), Column("y", [2, 2, 2, 2]), Column("one", [1, 1, 1, 1]),
        Column("inf", [1, .infinity, 1, 1]),
        Column(name: "s", storage: .text(["a", "b", nil, "c"])),
      ], rowLines: [2, 5, 6, 7])
    let error = try #require(failure(text, table))
    #expect(error.id == id)
    #expect(error.step?.characters == characters)
  }

  @Test func theFirstRowAndTheNumberOfRowsAreNamed() throws {
    let table = DataTable(columns: [Column("x", [1, 0, .nan, 0]), Column("y", [2, 2, 2, 2])], rowLines: [2, 5, 6, 7])
    let error = try #require(failure("y / x", table))
    #expect(error.message == "division by zero in 2 of 4 rows, first in case 2")
    #expect(error.line == 5)
    #expect(error.advice?.contains("if(") == true)
  }

  @Test func noRowsGiveNoValues() throws {
    let table = DataTable(columns: [Column("x", [])])
    for text in ["x", "1", "x + 1", "if(x > 0, 1, 2)", "center(x)", "mean(x, 1)", "x in (1)", "missing(x)"] {
      #expect(try numbers(text, table) == [])
    }
  }
}

/// The numbers of an expression, parsed and evaluated.
func numbers(_ text: String, _ table: DataTable) throws -> [Double] {
  let expression = try DataExpression(text, at: PreparationPlace(key: "compute", entry: "new"))
  var evaluation = ExpressionEvaluation(expression, over: TableInPreparation(table))
  guard case .numbers(let values) = try evaluation.storage() else { return [] }
  return values.array
}

import Testing

@testable import ModelSyntax

@Suite struct StatementParserTests {
  /// Every operator and modifier of lavaan's grammar (its `model.syntax` help page).
  @Test(arguments: [
    ("y ~ x1 + x2", ["y ~ x1", "y ~ x2"]),
    ("f =~ x1 + x2 + x3", ["f =~ x1", "f =~ x2", "f =~ x3"]),
    ("x ~~ y", ["x ~~ y"]),
    ("x1 ~~ x2 + 0*x3", ["x1 ~~ x2", "x1 ~~ x3 [0.0]"]),
    ("wf <~ 1*conflict + enrich", ["wf <~ conflict [1.0]", "wf <~ enrich"]),
    ("y ~*~ 1*y", ["y ~*~ y [1.0]"]),
    ("y | t1 + a*t2", ["y | t1", "y | t2 [label a]"]),
    ("y ~ 1", ["y ~1"]),
    ("y ~1", ["y ~1"]),
    ("y~1", ["y ~1"]),
    ("y ~ 1 + x", ["y ~1", "y ~ x"]),
    ("y ~ 0 + x", ["y ~1 [0.0]", "y ~ x"]),
    ("y ~ 0*1", ["y ~1 [0.0]"]),
    ("y ~ m*1", ["y ~1 [label m]"]),
    ("a + b ~ 1", ["a ~1", "b ~1"]),
    (
      "a + b + c ~ d*x + e*z",
      ["a ~ x [label d]", "a ~ z [label e]", "b ~ x [label d]", "b ~ z [label e]", "c ~ x [label d]", "c ~ z [label e]"]
    ),
    ("a ~~ b + c", ["a ~~ b", "a ~~ c"]),
    ("y ~ x + w + x:w", ["y ~ x", "y ~ w", "y ~ x:w"]),
    ("x:w ~~ x : w", ["x:w ~~ x:w"]),
    ("y.1_a ~ .x + x_1", ["y.1_a ~ .x", "y.1_a ~ x_1"]),
    ("größe ~ 年齢", ["größe ~ 年齢"]),
  ])
  func readsFormulas(text: String, expected: [String]) {
    let model = ReadModel(text)
    #expect(model.statements == expected)
    #expect(model.diagnostics == [])
  }
}

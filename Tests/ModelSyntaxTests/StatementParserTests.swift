import Testing

@testable import ModelSyntax

/// lavaan's grammar, from the description of its model syntax; the spellings of one relation are compared in one plain form.
@Suite struct StatementParserTests {
  @Test(arguments: [
    ("y ~ x1 + x2", ["y ~ x1", "y ~ x2"]),
    ("y ~ + x1", ["y ~ x1"]),
    ("f =~ x1 + x2 + x3", ["f =~ x1", "f =~ x2", "f =~ x3"]),
    ("x ~~ y", ["x ~~ y"]),
    ("x ~~ x", ["x ~~ x"]),
    ("x ~~ y\ny ~~ x", ["x ~~ y", "y ~~ x"]),
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
    ("a + b ~ d*x + z", ["a ~ x [label d]", "a ~ z", "b ~ x [label d]", "b ~ z"]),
    ("a ~~ b + c", ["a ~~ b", "a ~~ c"]),
    ("y ~ x + w + x:w", ["y ~ x", "y ~ w", "y ~ x:w"]),
    ("x:w ~~ x : w", ["x:w ~~ x:w"]),
    ("y.1_a ~ .x + x_1", ["y.1_a ~ .x", "y.1_a ~ x_1"]),
    ("größe ~ 年齢", ["größe ~ 年齢"]),
    ("y ~ 0.5*x + a*x", ["y ~ x [0.5]", "y ~ x [label a]"]),
    (
      "efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2",
      ["f1 =~ x1 [efa b]", "f1 =~ x2 [efa b]", "f2 =~ x1 [efa b]", "f2 =~ x2 [efa b]"]
    ),
  ])
  func readsFormulas(text: String, expected: [String]) {
    let model = ReadModel(text)
    #expect(model.statements == expected)
    #expect(model.diagnostics == [])
  }

  @Test(arguments: [
    ("y ~ a*x; ab := a*2", ["y ~ x [label a]", "ab := (a * 2.0)"]),
    ("y ~ a*x + b*z; a == b", ["y ~ x [label a]", "y ~ z [label b]", "a == b"]),
    ("y ~ a*x; a > 0; a < 0.05", ["y ~ x [label a]", "a > 0.0", "a < 0.05"]),
    ("y ~ a*x; a<-0.5", ["y ~ x [label a]", "a < (-0.5)"]),
    ("y ~ a*x; -1 < a", ["y ~ x [label a]", "(-1.0) < a"]),
  ])
  func readsDefinitionsAndConstraints(text: String, expected: [String]) {
    let model = ReadModel(text)
    #expect(model.statements == expected)
    #expect(model.diagnostics == [])
  }

  @Test func readsBlocks() {
    let model = ReadModel("level: within\n f =~ y1\nLevel: 2\ny ~ x\ngroup:a\ngroup: \"high school\"\nGROUP : 1\ngroup: 3rd")
    #expect(
      model.statements == [
        "level: within", "f =~ y1", "level: 2", "y ~ x", "group: a", "group: high school", "group: 1", "group: 3rd",
      ])
    #expect(model.diagnostics == [])
  }

  @Test func takesGroupForAVariableInsideAFormula() {
    #expect(ReadModel("y ~ x + group:x").statements == ["y ~ x", "y ~ group:x"])
    #expect(ReadModel("y ~ x +\n group:x").statements == ["y ~ x", "y ~ group:x"])
    #expect(ReadModel("group ~ x").statements == ["group ~ x"])
  }

  @Test(arguments: [
    ("y ~~~ x", "unknown-operator"), ("y ~ x +", "dangling-plus"), ("~ x1 + x2", "missing-left-side"),
    ("y x1", "missing-operator"),
    ("y ~", "missing-right-side"), ("data: x", "missing-operator"), ("y ~ 2x", "invalid-name"), ("y ~ 1a*x", "invalid-name"),
    ("y ~ a*b*x", "two-labels"),
    ("y ~ c(a,b*x", "unbalanced-parenthesis"), ("y ~ x)", "unbalanced-parenthesis"), ("y ~ (x", "unbalanced-parenthesis"),
    ("", "empty-model"), (" \n# nothing\n", "empty-model"), ("y ~ x - z", "minus-in-formula"), ("y ~ -x", "minus-in-formula"),
    ("y = x", "single-equals"), ("y ~ NA", "reserved-name"), ("NA ~ x", "reserved-name"), ("y ~ x:NA", "reserved-name"),
    ("x ~ x", "self-regression"), ("f =~ f + x1 + x2", "self-regression"), ("c <~ c + x", "self-regression"),
    ("x -> x", "self-regression"), ("y ~ x ~ z", "second-operator"), ("x -> y ~ z", "second-operator"),
    ("y ~ x1 x2", "missing-plus"), ("y ~ a*", "missing-variable"), ("y ~ x:", "missing-variable"),
    ("y ~ 2", "number-as-variable"),
    ("1 ~ x", "number-as-variable"), ("f =~ 1", "number-as-variable"), ("y ~ \"x\"", "text-as-variable"),
    ("y ~ log(x)", "formula-as-variable"), ("y ~ (a + b)", "formula-as-variable"), ("y ~ x^2", "formula-as-variable"),
    ("y ~ a + + b", "unexpected-token"), ("a*y ~ x", "modifier-on-left"), ("y ~ efa(\"b\")*x", "efa-misplaced"),
    ("y | x", "threshold-name"), ("group: high school", "invalid-block"), ("level:", "invalid-block"),
    ("y ~ 'a*x", "unclosed-text"),
    ("y ~ “a”*x", "unexpected-character"), ("f ~= x", "unknown-operator"), ("a + b := 3", "invalid-definition"),
    ("y ~ x\n---\n", "front-matter-position"), ("a <= 3", "unknown-operator"),
  ])
  func refuses(text: String, id: String) {
    #expect(ReadModel(text).errors.first == id)
  }

  @Test func reportsAllErrorsOfAFileAndKeepsTheRest() {
    let model = ReadModel("y ~ 2x\nm ~ x\ny ~ x +\nz ~ c(a, b*m\nq ~ m\n= \nw ~ q; w ~ w")
    #expect(model.errors == ["invalid-name", "dangling-plus", "unbalanced-parenthesis", "single-equals", "self-regression"])
    #expect(model.statements == ["m ~ x", "q ~ m", "w ~ q"])
  }

  @Test func saysWhereEveryPartStands() throws {
    let model = ReadModel("y ~ x\nzeta ~ 0.5*alpha:beta")
    let term = try #require(model.tree.terms.last)
    #expect(model.source.text(in: term.lhsRange) == "zeta")
    #expect(model.source.text(in: term.rhsRange) == "alpha:beta")
    #expect(model.source.text(in: term.range) == "zeta ~ 0.5*alpha:beta")
  }
}

import Testing

@testable import ModelSyntax

@Suite struct ModifierParserTests {
  @Test(arguments: [
    ("a", "label a"), ("\"my label\"", "label my label"), ("'b'", "label b"), ("label(\"a\")", "label a"),
    ("label(c(\"a\", \"b\"))", "label a | label b"), ("0.8", "0.8"), (".5", "0.5"), ("5.", "5.0"), ("-0.5", "-0.5"),
    ("1e-3", "0.001"),
    ("1E+2", "100.0"), ("(1/4)", "0.25"), ("1/4", "0.25"), ("-(1/4)", "-0.25"), ("2^-2", "0.25"), ("-2^2", "-4.0"),
    ("(1 + 2*3)", "7.0"), ("sqrt(16)", "4.0"), ("exp(0)", "1.0"), ("NA", "NA"), ("c(a,b)", "label a | label b"),
    ("c(\"p\",\"q\")", "label p | label q"), ("c(1,NA)", "1.0 | NA"), ("c(a, -0.5, NA)", "label a | -0.5 | NA"),
    ("start(0.5)", "start 0.5"), ("start(-1/2)", "start -0.5"), ("start(c(1, NA))", "start 1.0 | NA"),
    ("start(1, 2)", "start 1.0 | 2.0"),
    ("lower(0)", "lower 0.0"), ("upper(c(1, Inf))", "upper 1.0 | inf"), ("lower(-Inf)", "lower -inf"),
    ("equal(\"f=~x2\")", "equal f=~x2"), ("equal(a)", "equal a"), ("equal(c(\"a\", \"b\"))", "equal a | b"), ("pi", "label pi"),
    ("a*start(0.5)", "label a, start 0.5"), ("start(0.5)*a", "start 0.5, label a"), ("a*0.5", "label a, 0.5"),
    ("NA*a*lower(0)*upper(1)", "NA, label a, lower 0.0, upper 1.0"),
  ])
  func readsModifiers(modifier: String, expected: String) {
    let model = ReadModel("y ~ \(modifier)*x")
    #expect(model.statements == ["y ~ x [\(expected)]"])
    #expect(model.diagnostics == [])
  }

  @Test(arguments: [("0.7", "start 0.7"), ("-.2", "start -0.2"), ("c(1, NA)", "start 1.0 | NA"), ("start(2)", "start 2.0")])
  func readsStartValuesBeforeAQuestionMark(value: String, expected: String) {
    #expect(ReadModel("y ~ \(value)?x").statements == ["y ~ x [\(expected)]"])
    #expect(ReadModel("y ~ a*\(value)?x").statements == ["y ~ x [label a, \(expected)]"])
  }

  @Test(arguments: [
    ("a*b", "two-labels"), ("c(a1,a2)*b", "two-labels"), ("1*2", "two-values"), ("NA*2", "two-values"),
    ("start(1)*start(2)", "repeated-modifier"), ("start(a)", "modifier-not-constant"), ("(a + 1)", "modifier-not-constant"),
    ("a/2", "modifier-not-constant"), ("(1/0)", "number-not-finite"), ("(0/0)", "number-not-finite"),
    ("Inf", "number-not-finite"),
    ("1e999", "number-out-of-range"), ("c()", "missing-operand"), ("c(a,)", "missing-operand"), ("start()", "missing-operand"),
    ("\"\"", "missing-label"), ("equal()", "missing-label"), ("stat(1)", "unknown-function"), ("efa(a, b)", "argument-count"),
    ("c(a b)", "unbalanced-parenthesis"), ("sqrt(1, 2)", "argument-count"), ("a**2", "unknown-operator"),
  ])
  func refuses(modifier: String, id: String) {
    #expect(ReadModel("y ~ \(modifier)*x").errors.first == id)
  }

  @Test func refusesALabelAsStartValue() {
    #expect(ReadModel("y ~ a?x").errors == ["start-not-a-number"])
    #expect(ReadModel("y ~ c(1, a)?x").errors == ["start-not-a-number"])
  }
}

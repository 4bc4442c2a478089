import Testing

@testable import ModelSyntax

@Suite struct ExpressionParserTests {
  /// The parentheses are those that R's parser puts (its `Syntax` help page: `^`, then signs, then `* /`, then `+ -`).
  @Test(arguments: [
    ("a", "a"), ("a + b*c", "(a + (b * c))"), ("a*b + c", "((a * b) + c)"), ("a - b - c", "((a - b) - c)"),
    ("a/b*c", "((a / b) * c)"),
    ("2^3^2", "(2.0 ^ (3.0 ^ 2.0))"), ("-2^2", "(-(2.0 ^ 2.0))"), ("2^-1", "(2.0 ^ (-1.0))"), ("-a*b", "((-a) * b)"),
    ("--a", "(-(-a))"),
    ("+a", "a"), ("(a + b)*c", "((a + b) * c)"), ("exp(a - 1)/2", "(exp((a - 1.0)) / 2.0)"),
    ("a*(b1 - 0.53*b3)", "(a * (b1 - (0.53 * b3)))"),
    ("log10(a)", "log10(a)"), ("1e10*a", "(10000000000.0 * a)"), ("a\n+ b", "(a + b)"),
  ])
  func readsWithTheUsualPrecedence(text: String, expected: String) throws {
    #expect(try Expression.parse(text).plain == expected)
  }

  @Test(arguments: [
    ("", "missing-operand"), ("a +", "missing-operand"), ("* a", "missing-operand"), ("a b", "unexpected-token"),
    ("(a", "unbalanced-parenthesis"),
    ("a)", "unbalanced-parenthesis"), ("max(a, b)", "unknown-function"), ("sqrt(a, b)", "argument-count"), ("2a", "invalid-name"),
    ("a ~ b", "unexpected-token"), ("\"a\"", "missing-operand"), ("a $ b", "unexpected-character"),
  ])
  func refuses(text: String, id: String) {
    let diagnostic = #expect(throws: Diagnostic.self) { try Expression.parse(text) }
    #expect(diagnostic?.id == id)
  }

  @Test func boundsDepthAndLength() {
    for text in [
      String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000),
      String(repeating: "-", count: 10_000) + "a",
      String(repeating: "exp(", count: 10_000), String(repeating: "2^", count: 10_000) + "2",
    ] {
      let diagnostic = #expect(throws: Diagnostic.self) { try Expression.parse(text) }
      #expect(diagnostic?.id == "nesting-too-deep")
    }
    let sum = #expect(throws: Diagnostic.self) { try Expression.parse("a" + String(repeating: "+a", count: 10_000)) }
    #expect(sum?.id == "formula-too-long")
    let depth = SyntaxLimits.nestingDepth
    #expect(throws: Never.self) {
      try Expression.parse(String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth))
    }
  }

  @Test func listsItsNamesInOrder() throws {
    let names = try Expression.parse("b + exp(a)*b").names
    #expect(names.map(\.name) == ["b", "a", "b"])
    #expect(
      names.map(\.range) == [SourceRange(start: 0, end: 1), SourceRange(start: 8, end: 9), SourceRange(start: 11, end: 12)])
  }
}

import Testing

@testable import ModelSyntax

@Suite struct LabelCheckTests {
  @Test func suggestsTheNearestLabel() {
    let model = ReadModel("y ~ a*x1\nz ~ b*y\nab := a*bb")
    #expect(model.errors == ["undefined-label"])
    #expect(model.diagnostics.first?.advice == "did you mean `b`?")
  }

  @Test(arguments: ["y ~ a*x\na == q", "y ~ a*x\nq > 0", "y ~ a*x\nt := exp(q)", "y ~ x\nt := x"])
  func refusesUnknownLabels(text: String) {
    #expect(ReadModel(text).errors == ["undefined-label"])
  }

  @Test func namesAVariableThatIsTakenForALabel() {
    #expect(ReadModel("y ~ a*stress\nt := stress").diagnostics.first?.advice?.contains("`stress` is a variable") == true)
  }

  @Test(arguments: [
    "t := u*2\nu := a\ny ~ a*x", "y ~ c(a, b)*x\nd := a - b", "y ~ label(\"a\")*x\nd := a",
    "x -> a*m -> b*y\nab := a*b\ntotal := ab\nab > 0",
    "group: 1\ny ~ a1*x\ngroup: 2\ny ~ a2*x\nd := a1 - a2",
  ])
  func acceptsLabelsInAnyOrder(text: String) {
    #expect(ReadModel(text).diagnostics == [])
  }

  /// A statement that cannot be read must not make others wrong.
  @Test func excusesLabelsOfUnreadableStatements() {
    #expect(ReadModel("y ~ a*x + b*2z\nab := a*b").errors == ["invalid-name"])
    #expect(ReadModel("ab := a*b +\ny ~ a*x + b*z\nc := ab").errors == ["missing-operand"])
  }

  @Test(arguments: [
    ("y ~ a*x\nt := u\nu := t", "definitions lead back to themselves: `t` → `u` → `t`"),
    ("y ~ a*x\nt := t + a", "`t` is defined by itself"),
    ("y ~ a*x\ns := a\nt := u + s\nu := v\nv := s + t", "definitions lead back to themselves: `t` → `u` → `v` → `t`"),
  ])
  func refusesCycles(text: String, message: String) {
    let model = ReadModel(text)
    #expect(model.errors == ["definition-cycle"])
    #expect(model.diagnostics.first?.message == message)
  }

  @Test func refusesASecondDefinition() {
    #expect(ReadModel("y ~ a*x\nt := a\nt := 2*a").errors == ["duplicate-definition"])
    #expect(ReadModel("y ~ a*x\na := 2").errors == ["duplicate-definition"])
  }

  @Test(.timeLimit(.minutes(10))) func followsLongChainsOfDefinitions() {
    let count = 5_000
    let chain = (0..<count).map { "t\($0) := t\($0 + 1) + a" }.joined(separator: "\n")
    #expect(ReadModel("y ~ a*x\n\(chain)\nt\(count) := a").errors == [])
    #expect(ReadModel("y ~ a*x\n\(chain)\nt\(count) := t0").errors == ["definition-cycle"])
  }
}

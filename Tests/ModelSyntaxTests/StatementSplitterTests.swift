import Testing

@testable import ModelSyntax

@Suite struct StatementSplitterTests {
  @Test(arguments: [
    "y ~ x1 + x2; z ~ y", "y ~ x1 +\n x2\nz ~ y", "y ~ x1\n + x2\n z ~ y",
    "y ~\n\n  x1 + # why\n  # inner comment\n\n x2 ! so\n\nz ~\ny;;",
    "y\n ~ x1 + x2\nz ~ y", "y ~ x1 + x2\r\nz\t~ y\r\n", "y ~ x1 + x2\rz ~ y\r", "\u{FEFF}y ~ x1 + x2\nz ~ y",
    "y ~ x1 + x2\n;\nz ~ y\n;",
    "y\u{A0}~ x1\u{3000}+ x2;z~y", "# first\n\ny ~ x1 + x2 # last +\nz ~ y",
  ])
  func endsStatementsWhereTheyEnd(text: String) {
    let model = ReadModel(text)
    #expect(model.statements == ["y ~ x1", "y ~ x2", "z ~ y"])
    #expect(model.diagnostics == [])
  }

  @Test func goesOnInsideParentheses() {
    #expect(ReadModel("y ~ c(a,\n  b)*x\n").statements == ["y ~ x [label a | label b]"])
    #expect(ReadModel("y ~ a*x\nb := (a\n - 1)\n - 2").statements == ["y ~ x [label a]", "b := ((a - 1.0) - 2.0)"])
  }

  /// An unfinished line does not take the next statement with it.
  @Test(arguments: [
    ("y ~ x +\nz ~ w", "dangling-plus"), ("y ~\nz ~ w", "missing-right-side"), ("y ~ c(a,\nz ~ w", "missing-operand"),
    ("y ~ x +\n\n\nz ~ w", "dangling-plus"), ("x ->\nz ~ w", "missing-right-side"), ("y ~ x +\nlevel: 1\nz ~ w", "dangling-plus"),
    ("y ~ x\n-> q\nz ~ w", "missing-left-side"),
  ])
  func keepsAnErrorInItsStatement(text: String, id: String) {
    let model = ReadModel(text)
    #expect(model.errors == [id])
    #expect(model.statements.last == "z ~ w")
  }
}

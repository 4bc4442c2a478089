import Testing

@testable import ModelSyntax

@Suite struct DiagnosticRenderingTests {
  @Test func showsPlaceLineCaretAndAdvice() {
    let model = ReadModel("fssb -> a*conflict\nab := a*b1\n", name: "fssb.model")
    #expect(
      model.rendered == """
        fssb.model:2:9: error: `b1` is not a label of this model [undefined-label]
          2 | ab := a*b1
            |         ^~
          = label a path: `outcome ~ b1*predictor`
        """)
  }

  @Test func countsLinesAcrossFrontMatter() {
    let model = ReadModel("---\ndata: a.csv\n---\ny ~ x\n\ny ~ z - w\n")
    #expect(
      model.rendered == """
        test.model:6:7: error: a list of variables has no `-` [minus-in-formula]
          6 | y ~ z - w
            |       ^
          = leave the variable out, or write `+ 0*z` to fix its coefficient at 0
        """)
  }

  @Test func countsColumnsInCharactersAndKeepsTabs() {
    let model = ReadModel("größe ~ 年齢\r\n\tzufrieden\t~ größe +\t3x\r\n")
    #expect(
      model.rendered == """
        test.model:2:22: error: `3x` is neither a number nor a name: a name cannot begin with a digit [invalid-name]
          2 | \tzufrieden\t~ größe +\t3x
            | \t         \t         \t^~
          = begin the name with a letter; write `2*x`, not `2x`, to fix a coefficient at 2
        """)
  }

  @Test func marksASeveralLinesStatementOnItsFirstLine() {
    let model = ReadModel("\n\n\n\n\n\n\n\n\ny ~ (x\n + z")
    #expect(
      model.rendered == """
        test.model:10:5: error: this parenthesis is never closed [unbalanced-parenthesis]
          10 | y ~ (x
             |     ^
          = add `)` where it ends
        """)
  }

  @Test func rendersWithoutAPlace() {
    let diagnostic = Diagnostic(.note, "an-id", "a message", advice: "first\nsecond")
    #expect(diagnostic.rendered(in: SourceText(name: "m", text: "")) == "m: note: a message [an-id]\n  = first\n    second")
  }

  @Test func showsThePartOfALongLine() {
    let model = ReadModel(
      "y ~ " + String(repeating: "x + ", count: 1_000) + "2x + " + String(repeating: "x + ", count: 1_000) + "x")
    let lines = model.rendered.split(separator: "\n")
    #expect(lines[0].hasPrefix("test.model:1:4005: "))
    #expect(lines[1].count == 6 + 162 && lines[1].hasSuffix("…"))
    let place = lines[2].distance(from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].startIndex)
    #expect(Array(lines[1])[place...(place + 1)] == ["2", "x"])
  }

  @Test func keepsControlCharactersFromTheTerminal() {
    #expect(!ReadModel("\u{1B}[31m ~ x\ny ~ \"\u{1B}a\"*b*x").rendered.unicodeScalars.contains("\u{1B}"))
  }
}

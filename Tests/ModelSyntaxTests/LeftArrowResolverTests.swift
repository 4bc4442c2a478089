import Testing

@testable import ModelSyntax

@Suite struct LeftArrowResolverTests {
  @Test(arguments: [
    // Before a number: lavaan's reading.
    ("y ~ a*x\na <-0.5", ["y ~ x [label a]", "a < (-0.5)"]),
    ("y ~ a*x\na<-0.5 + 1", ["y ~ x [label a]", "a < ((-0.5) + 1.0)"]),
    // Before a label, whether the label comes before or behind.
    ("y ~ a*x + b*z\na <-b", ["y ~ x [label a]", "y ~ z [label b]", "a < (-b)"]),
    ("a <-b\ny ~ a*x + b*z", ["a < (-b)", "y ~ x [label a]", "y ~ z [label b]"]),
    ("a <-2*b\ny <- a*x + b*z", ["a < ((-2.0) * b)", "y ~ x [label a]", "y ~ z [label b]"]),
    // Before variables.
    ("m <-x\ny ~ a*x", ["m ~ x", "y ~ x [label a]"]),
    // The alias and chains are always arrows.
    ("y ~ a*x\nz ← w", ["y ~ x [label a]", "z ~ w"]),
    ("y <- m <- x", ["y ~ m", "m ~ x"]),
  ])
  func reads(text: String, expected: [String]) {
    let model = ReadModel(text)
    #expect(model.statements == expected)
    #expect(model.diagnostics == [])
  }

  @Test(arguments: ["y ~ y2*x\ny2 ~ z\ny2 <-y", "m ~ a*x\na <-x"])
  func showsBothSpellingsWhereItIsAmbiguous(text: String) throws {
    let model = ReadModel(text)
    #expect(model.errors == ["ambiguous-arrow"])
    let advice = try #require(model.diagnostics.first?.advice)
    #expect(advice.contains(" ~ ") && advice.contains(" < -"))
  }
}

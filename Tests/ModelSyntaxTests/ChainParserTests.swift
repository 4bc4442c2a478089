import Testing

@testable import ModelSyntax

@Suite struct ChainParserTests {
  /// Each arrow spelling beside the one it stands for.
  @Test(arguments: [
    ("x -> y", "y ~ x"),
    ("x->y", "y~x"),
    ("x → y", "y ~ x"),
    ("y <- x", "y ~ x"),
    ("y ← x", "y ~ x"),
    ("y<-x", "y ~ x"),
    ("y <-x", "y ~ x"),
    ("y1 <- x1 + x2", "y1 ~ x1 + x2"),
    ("y <- a*x + b*z", "y ~ a*x + b*z"),
    ("y <- 0.5*x", "y ~ 0.5*x"),
    ("y1 + y2 <- x1 + x2", "y1 + y2 ~ x1 + x2"),
    ("a -> b + c -> d", "b ~ a; c ~ a; d ~ b + c"),
    ("a + b -> c + d", "c ~ a + b; d ~ a + b"),
    ("x -> a*m -> b*y", "m ~ a*x; y ~ b*m"),
    ("x -> a*m1 + NA*m2 -> y", "m1 ~ a*x; m2 ~ NA*x; y ~ m1 + m2"),
    ("x + z -> 0.5*y", "y ~ 0.5*x + 0.5*z"),
    ("x -> start(0.1)*c(a, b)*y", "y ~ start(0.1)*c(a, b)*x"),
    ("x -> y <- z", "y ~ x; y ~ z"),
    ("y <- m <- x", "y ~ m; m ~ x"),
    ("x <-> y", "x ~~ y"),
    ("x<->y", "x ~~ y"),
    ("x ↔ y", "x ~~ y"),
    ("x <-> y + z", "x ~~ y + z"),
    ("x <-> x", "x ~~ x"),
    ("x <-> r*y", "x ~~ r*y"),
    ("x -> m <-> n", "m ~ x; m ~~ n"),
    ("x -> x:w", "x:w ~ x"),
    ("x ->\n m ->\n y", "m ~ x; y ~ m"),
    ("x\n -> m\n -> y", "m ~ x; y ~ m"),
    ("a +\n b -> c", "c ~ a + b"),
    (
      "fssb -> conflict + enrichment + engagement -> performance + ambition",
      "conflict + enrichment + engagement ~ fssb; performance + ambition ~ conflict + enrichment + engagement"
    ),
  ])
  func meansTheSameAs(arrows: String, tildes: String) {
    let model = ReadModel(arrows)
    #expect(model.statements == ReadModel(tildes).statements)
    #expect(model.diagnostics == [])
  }

  @Test(arguments: [
    ("x ->", "missing-right-side"), ("-> y", "missing-left-side"), ("x -> -> y", "missing-right-side"),
    ("a*x -> y", "modifier-before-arrow"), ("1 -> y", "number-as-variable"), ("x -> 1", "number-as-variable"),
    ("x -> efa(\"b\")*y", "efa-misplaced"), ("x --> y", "unknown-operator"), ("x => y", "unknown-operator"),
  ])
  func refuses(text: String, id: String) {
    #expect(ReadModel(text).errors == [id])
  }

  /// The advice is itself a model.
  @Test(arguments: [
    ("x1 + x2 -> a*m", "m ~ a1*x1 + a2*x2"), ("y1 + y2 <- a*x", "y1 ~ a1*x; y2 ~ a2*x"),
    ("x1 + x2 <-> r*y", "y ~~ r1*x1 + r2*x2"),
  ])
  func showsHowToLabelSeveralSources(text: String, advice: String) {
    let model = ReadModel(text)
    #expect(model.errors == ["label-with-several-sources"])
    #expect(model.diagnostics.first?.advice == "give each path its own label: `\(advice)`")
    #expect(ReadModel(advice).diagnostics == [])
  }
}

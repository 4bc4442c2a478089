import Testing

@testable import ModelSyntax

/// Hostile texts: never a trap, never long, and every range inside the text.
@Suite struct ModelParserTests {
  private static let valid = [
    "---\ntitle: t\n---\nfssb -> conflict + enrichment -> a*performance\nconflict <-> enrichment\n",
    "f =~ NA*x1 + a*x2 + 0.8*x3 + start(0.5)*x4 + 0.7?x5 ; f ~~ 1*f\ny ~ b1*f + c(\"p\",\"q\")*w + equal(\"f=~x2\")*z ! c\ny ~ 1\nind := a*b1",
    "level: 1\n f =~ y1 + y2\nlevel: 2\n f ~ w\n y | t1 + t2; y ~*~ 1*y; c <~ x + 1*z\na <-b\nu := (a - 3.5e-1)*exp(-b)^2\na == u; b > 0",
  ]

  @Test(.timeLimit(.minutes(10))) func survivesMutations() {
    var generator = SplitMix(seed: 7)
    let pieces = [
      "~", "=~", "->", "<-", "<->", "(", ")", "\"", "'", "*", "?", ":", ";", "\n", "\r\n", "#", "c(", "NA", "1e", ".", "µ", "→",
      "\0", "\u{301}",
      "---\n", "group:", "level: 1\n", ":=", "==", "<", "-", "+", ",", "efa(", "start(", "1", "x", "\t", "\u{FEFF}", "🇨🇭",
    ]
    for round in 0..<1_500 {
      var scalars = Array(Self.valid[round % Self.valid.count].unicodeScalars)
      for _ in 0..<generator.below(6) + 1 {
        let place = generator.below(scalars.count)
        switch generator.below(4) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(contentsOf: pieces[generator.below(pieces.count)].unicodeScalars, at: place)
        case 2: scalars.swapAt(place, generator.below(scalars.count))
        default: scalars.removeSubrange(place..<min(scalars.count, place + generator.below(12)))
        }
        if scalars.isEmpty { scalars = ["x"] }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      check(text)
    }
  }

  @Test(.timeLimit(.minutes(10))) func survivesRandomBytes() {
    var generator = SplitMix(seed: 11)
    for round in 0..<1_000 {
      let bytes = (0..<generator.below(200)).map { _ in UInt8(generator.below(round % 2 == 0 ? 256 : 128)) }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func check(_ text: String) {
    let model = ReadModel(text)
    let length = model.source.length
    let ranges =
      model.diagnostics.compactMap(\.range) + model.tree.terms.flatMap { [$0.lhsRange, $0.rhsRange, $0.range] }
    let areInside = ranges.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= length }
    #expect(areInside, "\(text.debugDescription)")
    #expect(!model.tree.statements.isEmpty || !model.errors.isEmpty, "\(text.debugDescription)")
    #expect(model.rendered.isEmpty == model.diagnostics.isEmpty)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      (String(repeating: "(", count: 10_000), "missing-operator"),
      ("y ~ " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000) + "*x", "nesting-too-deep"),
      ("y ~ " + String(repeating: "-", count: 10_000) + "1*x", "nesting-too-deep"),
      ("t := " + String(repeating: "-(", count: 10_000), "nesting-too-deep"),
      ("y ~ " + String(repeating: "x", count: 1_000_000), "line-too-long"),
      ("y ~ x" + String(repeating: "\n+ x", count: 30_000), "statement-too-long"),
      (String(repeating: "y ~ x\n", count: 100_001), "too-many-statements"),
      (
        "a" + String(repeating: "+a", count: 1_000) + "~ b" + String(repeating: "+b", count: 1_000), "too-many-terms"
      ),
      (String(repeating: "\n", count: 500_000), "empty-model"),
      (String(repeating: "y ~ x +\n\n", count: 20_000), "dangling-plus"),
      (String(repeating: "(\n", count: 20_000), "unbalanced-parenthesis"),
    ])
  func isBounded(text: String, id: String) {
    let model = ReadModel(text)
    #expect(model.errors.first == id || (id == "missing-operator" && model.errors.first == "unbalanced-parenthesis"))
    #expect(model.diagnostics.count <= SyntaxLimits.errorCount + 1)
  }

  @Test func saysHowLongALineIs() {
    #expect(
      ReadModel("y ~ " + String(repeating: "x", count: 1_000_000)).diagnostics.first?.message.contains(
        "a line of 1000004 characters") == true)
  }

  @Test func boundsTheTermsOfAllStatements() {
    let list = (0..<400).map { "v\($0)" }.joined(separator: "+")
    let model = ReadModel(String(repeating: "\(list) ~~ \(list)\n", count: 3))
    #expect(model.errors == ["too-many-terms"])
    #expect(model.tree.statements.count <= SyntaxLimits.termCount)
  }
}

/// A small generator with a fixed seed (Steele, Lea and Flood, OOPSLA 2014), so that a failure repeats.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
  }
}

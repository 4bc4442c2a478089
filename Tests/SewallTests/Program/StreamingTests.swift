import Foundation
import Testing

@testable import sewall

/// Long files are read in blocks; here every file counts as long, and gives what the whole file gives.
@Suite struct StreamingTests {
  static let model = "x -> m -> y\nx:w -> y\n"

  /// 120 rows of six variables, every ninth with a missing value, and a text column.
  static func data(separator: String = ",", comma: Bool = false) -> String {
    var state: UInt64 = 99
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var text = "# simulated\n" + ["id", "x", "w", "m", "y", "g", "u"].joined(separator: separator) + "\n"
    for row in 0..<120 {
      let (x, w) = (uniform(), 1 + uniform())
      let m = 0.6 * x + 0.5 * uniform()
      let y = 0.5 * m + 0.3 * x * w + 0.5 * uniform()
      var cells = [
        "\"person \(row)\"", "\(x)", "\(w)", row % 9 == 4 ? "NA" : "\(m)", row % 20 == 7 ? "-99" : "\(y)", "\(row % 2 + 1)",
      ]
      cells.append(row % 3 == 0 ? "a" : "b")
      if comma { cells = cells.map { $0.replacing(".", with: ",") } }
      text += cells.joined(separator: separator) + "\n"
    }
    return text
  }

  static func folder(_ front: String = "missing-codes: [-99]", model: String = model) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "---\n\(front)\n---\n\(model)")
    try folder.write("d.csv", data())
    return folder
  }

  static func fit(_ options: [String], in folder: TemporaryFolder, streamed: Bool, input: String = "") throws -> Program.Outcome {
    try Program.run(
      ["fit", "m.model", "--format", "json"] + options, in: folder, input: input,
      environment: ["SEWALL_STREAM_ABOVE": streamed ? "0" : "1000000"])
  }

  /// The same numbers to 1e-12, the same words but for a note on what is held, and the same standard error.
  static func expectEqual(_ a: Program.Outcome, _ b: Program.Outcome, _ comment: String) throws {
    #expect(a.status == b.status, "\(comment): \(a.errors)")
    let lines = { (text: String) in
      text.split(separator: "\n").filter { !$0.contains("rows-held") }.map { line in
        line.hasSuffix(",") ? String(line.dropLast()) : String(line)
      }
    }
    let (first, second) = (lines(a.output), lines(b.output))
    #expect(first.count == second.count, "\(comment)")
    let number = /-?\d+\.?\d*(?:e[-+]\d+)?/
    for (x, y) in zip(first, second) where x != y {
      #expect(x.replacing(number, with: "#") == y.replacing(number, with: "#"), "\(comment)")
      for (p, q) in zip(x.matches(of: number), y.matches(of: number)) {
        let (u, v) = (Double(p.output) ?? .nan, Double(q.output) ?? .nan)
        #expect(abs(u - v) <= 1e-11 * max(1, abs(v)), "\(comment): \(x)")
      }
    }
    #expect(a.errors.replacing(/.*rows-held.*\n/, with: "") == b.errors, "\(comment)")
  }

  @Test(arguments: [
    "", "--estimator GLS", "--estimator ULS", "--estimator MLR", "--estimator MLM", "--estimator MLF", "--estimator WLS",
    "--likelihood wishart", "--information observed", "--information first.order", "--se none", "--se robust",
    "--test satorra.bentler", "--test browne.residual.nt", "--test browne.residual.adf", "--meanstructure", "--no-fixed-x",
    "--conditional-x", "--missing ml", "--missing ml.x", "--missing two.stage", "--group g", "--group u", "--cluster u",
    "--std-ov",
    "--sampling-weights w", "--bootstrap 50 --seed 3", "--bootstrap 50 --seed 3 --test bollen.stine",
    "--residuals --implied --adjusted-r2",
    "--modindices", "--mimic mplus", "--mimic eqs", "--bounds standard", "--no-sample-cov-rescale", "--missing-codes 0",
    "--where w>1.2", "--where u==1", "--threads 1", "--missing ml --aux w", "--ordered y",
  ])
  func givesWhatTheWholeFileGives(options: String) throws {
    // Options in front matter would be parsed once more in every run.
    let folder = try Self.folder("title: Simulated")
    let words = ["--missing-codes=-99"] + options.split(separator: " ").map(String.init) + ["--data", "d.csv"]
    let streamed = try Self.fit(words, in: folder, streamed: true)
    try Self.expectEqual(streamed, Self.fit(words, in: folder, streamed: false), options)
  }

  @Test(arguments: [
    "compute: {k: m + 1}", "compute: {k: 1 / (y - y)}", "compute: {m: m + 1}", "compute: {k: m + z}", "where: y > 0.5",
    "where: y > 100",
    "where: nosuch > 1", "recode: {g: {2: 0}, x: {-99: 0.5}}", "scales: {m2: {items: [m, y]}}", "missing-codes: {y: [-99]}",
    "products: {xm: x * m}", "reliability: {x: .8}", "dummies: {g: 1}", "where: [y > -50, g == 1]\ncompute: {\"z\": x - w}",
  ])
  func preparationIsDone(front: String) throws {
    let folder = try Self.folder(front)
    try Self.expectEqual(
      Self.fit(["--data", "d.csv"], in: folder, streamed: true), Self.fit(["--data", "d.csv"], in: folder, streamed: false), front
    )
  }

  @Test func decimalCommasAreFound() throws {
    let folder = try Self.folder()
    try folder.write("d.csv", Self.data(separator: ";", comma: true))
    for options in [[], ["--missing", "ml"], ["--decimal-comma"]] {
      let words = options + ["--data", "d.csv"]
      let streamed = try Self.fit(words, in: folder, streamed: true)
      #expect(streamed.status == 0)
      try Self.expectEqual(streamed, Self.fit(words, in: folder, streamed: false), "\(words)")
    }
  }

  @Test func standardInputIsStreamedToo() throws {
    let folder = try Self.folder()
    for options in [[], ["--missing", "ml"]] {
      let words = options + ["--data", "-"]
      try Self.expectEqual(
        Self.fit(words, in: folder, streamed: true, input: Self.data()),
        Self.fit(words, in: folder, streamed: false, input: Self.data()),
        "\(words)")
    }
    let pipe = try Program.shell(
      "cat d.csv | SEWALL_STREAM_ABOVE=0 '\(Program.path)' fit m.model --data - --format json", in: folder)
    let file = try Self.fit(["--data", "-"], in: folder, streamed: false, input: Self.data())
    try Self.expectEqual(pipe, file, "a pipe")
  }

  @Test(arguments: [
    "x,w,m\n1,2,3\n", "x,w,m,y\n1,2,3\n", "x,w,m,y\n1,2,3,inf\n2,3,4,5\n", "x,w,m,y\n\"1,2,3,4\n", "x,w,m,y\n",
    "x,x,m,y\n1,2,3,4\n",
    "x,w,m,y\n1,2,3,abc\n", "x,w,m,y\n,2,3,4\n", "x,w,m,y\n1,2,3,4\n2,1,5,3\n", "", "x,w,m,y\n1,2,3,\u{0}\n", "PK\u{3}\u{4}x",
    "x,w,m,y\n1,2,3,\"a\"b\n", "a,w,m,y\n1,2,3,4\n",
  ])
  func badFilesAreRefusedAlike(text: String) throws {
    let folder = try Self.folder()
    try folder.write("d.csv", text)
    for options in [[], ["--missing", "ml"]] {
      let words = options + ["--data", "d.csv"]
      let streamed = try Self.fit(words, in: folder, streamed: true)
      #expect(streamed.status != 0)
      try Self.expectEqual(streamed, Self.fit(words, in: folder, streamed: false), "\(text.debugDescription) \(words)")
    }
  }

  @Test func compareAndMomentsStreamToo() throws {
    let folder = try Self.folder()
    try folder.write("n.model", "---\nmissing-codes: [-99]\n---\nx -> m -> y\nx + x:w -> y\n")
    func outcome(_ arguments: [String], _ size: String) throws -> Program.Outcome {
      try Program.run(arguments, in: folder, environment: ["SEWALL_STREAM_ABOVE": size])
    }
    for arguments in [
      ["compare", "m.model", "n.model", "--data", "d.csv", "--format", "json"], ["moments", "d.csv", "--model", "m.model"],
      ["moments", "d.csv", "--variables", "x,w"], ["moments", "d.csv"], ["moments", "d.csv", "--group", "g"],
    ] {
      try Self.expectEqual(outcome(arguments, "0"), outcome(arguments, "1000000"), "\(arguments)")
    }
  }

  @Test func notesSayWhatIsHeld() throws {
    let folder = try Self.folder()
    let held = try Self.fit(["--data", "d.csv", "--missing", "ml"], in: folder, streamed: true)
    #expect(held.output.contains("120 rows of 4 variables are held in memory, 0 MB"))
    let summed = try Self.fit(["--data", "d.csv"], in: folder, streamed: true)
    #expect(!summed.output.contains("held in memory"))
    // What looks at one row at a time is done to blocks; text and means of all rows need them.
    for (front, isHeld) in [
      ("where: y > 0.5\ncompute: {k: m + x}\nrecode: {w: {-99: 1}}", false), ("where: u == 'a'", true),
      ("compute: {k: center(m)}", true),
    ] {
      let model = front.contains("k:") ? "x + k -> y\nx:w -> y\n" : Self.model
      try folder.write("m.model", "---\n\(front)\n---\n\(model)")
      let outcome = try Self.fit(["--data", "d.csv"], in: folder, streamed: true)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("held in memory") == isHeld, "\(front)")
      try Self.expectEqual(outcome, Self.fit(["--data", "d.csv"], in: folder, streamed: false), front)
    }
  }
}

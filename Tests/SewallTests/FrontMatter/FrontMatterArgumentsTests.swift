import ArgumentParser
import ModelSyntax
import Testing

@testable import sewall

@Suite struct FrontMatterArgumentsTests {
  private func arguments(_ yaml: String, file: String = "models/m.model") -> (texts: [String], ids: [String], advice: [String?]) {
    let (arguments, diagnostics) = ReadFrontMatter(yaml, file: file).frontMatter.arguments(file: file)
    return (arguments.flatMap(\.texts), diagnostics.map(\.id), diagnostics.map(\.advice))
  }

  @Test func optionsBecomeArguments() {
    let result = arguments(
      "bootstrap: 5000\nci: bca\nlevel: .90\ngroup-equal: [loadings, intercepts]\nmissing-codes: [-99, -98]\nn: 300")
    #expect(
      result.texts == [
        "--bootstrap=5000", "--ci=bca", "--level=.90", "--group-equal=loadings,intercepts", "--missing-codes=-99,-98", "--n=300",
      ])
    #expect(result.ids.isEmpty)
  }

  @Test(arguments: [("yes", "--fixed-x"), ("True", "--fixed-x"), ("no", "--no-fixed-x"), ("off", "--no-fixed-x")])
  func switches(_ word: String, argument: String) {
    #expect(arguments("fixed-x: \(word)").texts == [argument])
  }

  @Test func filesAreRelativeToTheModel() {
    #expect(arguments("data: ../data/d.csv", file: "nowhere/m.model").texts == ["--data=data/d.csv"])
    #expect(arguments("data: /d.csv").texts == ["--data=/d.csv"])
    #expect(arguments("data: d.csv", file: "m.model").texts == ["--data=d.csv"])
    #expect(arguments("cov: {a: a.csv, b: b.csv}").texts == ["--cov=a=models/a.csv", "--cov=b=models/b.csv"])
  }

  @Test(arguments: ["output: x", "figure: x.svg", "format: json", "quiet: yes", "save-draws: d.csv"])
  func outputStaysOnTheCommandLine(_ yaml: String) {
    #expect(arguments(yaml).ids == ["command-line-only"])
  }

  @Test(arguments: [
    ("boostrap: 5", "bootstrap"), ("titel: x", "title"), ("groupequal: x", "group-equal"), ("FixedX: no", "fixed-x"),
  ])
  func unknownKeysNameTheNearest(_ yaml: String, near: String) {
    let result = arguments(yaml)
    #expect(result.ids == ["unknown-key"])
    #expect(result.advice == ["did you mean `\(near)`?"])
  }

  @Test(arguments: ["fixed-x: maybe", "bootstrap: [1, 2]", "data: [a, b]", "group-equal: {a: b}", "ci:"])
  func valuesOfAWrongKind(_ yaml: String) {
    #expect(arguments(yaml).ids == ["wrong-value"])
  }

  @Test func whatOtherCommandsUseIsNoted() {
    let frontMatter = ReadFrontMatter("hypotheses: {H1: a ~ b < 0}\npublished: []").frontMatter
    #expect(frontMatter.ownDiagnostics.map(\.severity) == [.note, .note])
  }

  /// Every option of fit is a key of front matter or stays on the command line, and every key is an option.
  @Test func everyOptionIsAKeyOfFrontMatter() {
    let help = FitCommand.helpMessage(includeHidden: true, columns: 10_000)
    var options: Set<String> = []
    for line in help.split(separator: "\n") {
      var words = line.split(separator: " ").prefix(2)
      if words.first == "-h," { words = words.dropFirst() }
      guard let word = words.first, word.hasPrefix("--") else { continue }
      options.insert(String(word.dropFirst(2).split(separator: "/")[0]))
    }
    // `where` is read by itself, since its value may be a list.
    options.subtract(["help", "version", "where"])
    let keys = Set(FrontMatterKeys.options + FrontMatterKeys.lists + FrontMatterKeys.switches + FrontMatterKeys.files)
    #expect(options.subtracting(keys).sorted() == FrontMatterKeys.commandLineOnly.sorted())
    #expect(keys.subtracting(options).isEmpty)
  }
}

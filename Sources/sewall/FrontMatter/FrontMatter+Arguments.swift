import ModelSyntax

extension FrontMatter {
  /// A key's arguments, as they would stand on the command line.
  struct Arguments: Sendable {
    var key: String
    var texts: [String]
    var range: SourceRange
  }

  /// Every key that is an option, as arguments; unknown and refused keys, and values of a wrong kind, as diagnostics.
  ///
  /// Paths are made relative to the folder of `file`, the model.
  func arguments(file: String) -> (arguments: [Arguments], diagnostics: [Diagnostic]) {
    var arguments: [Arguments] = []
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      if let refused = Self.refusal(of: entry) {
        diagnostics.append(refused)
        continue
      }
      if FrontMatterKeys.own.contains(entry.key) { continue }
      if entry.key == "missing-codes", case .map(let parts, _) = entry.value {
        // Codes of single variables are a step of the preparation.
        let codes = parts.first { $0.key == "all" }?.value.scalars ?? []
        let texts = codes.isEmpty ? [] : ["--missing-codes=\(codes.joined(separator: ","))"]
        arguments.append(Arguments(key: entry.key, texts: texts, range: entry.keyRange))
        continue
      }
      do {
        arguments.append(Arguments(key: entry.key, texts: try Self.texts(entry, file: file), range: entry.value.range))
      } catch {
        diagnostics.append(error)
      }
    }
    return (arguments, diagnostics)
  }

  private static func refusal(of entry: Entry) -> Diagnostic? {
    let key = entry.key
    if FrontMatterKeys.commandLineOnly.contains(key) {
      return Diagnostic(
        .error, "command-line-only", "`\(key)` cannot stand in a model file: opening a model never chooses or writes output",
        at: entry.keyRange, advice: "give --\(key) on the command line")
    }
    if FrontMatterKeys.all.contains(key) { return nil }
    let advice = nearestName(to: key, among: FrontMatterKeys.all + FrontMatterKeys.commandLineOnly).map {
      "did you mean `\($0)`?"
    }
    return Diagnostic(.error, "unknown-key", "the front matter has no key `\(key)`", at: entry.keyRange, advice: advice)
  }

  private static func texts(_ entry: Entry, file: String) throws(Diagnostic) -> [String] {
    let key = entry.key
    if FrontMatterKeys.switches.contains(key) { return [try switchArgument(entry)] }
    if FrontMatterKeys.files.contains(key) { return try fileArguments(entry, file: file) }
    if FrontMatterKeys.lists.contains(key) {
      if key == "ordered", entry.value.scalar?.lowercased() == "true" { return ["--ordered=all"] }
      guard let items = entry.value.scalars, !items.isEmpty else {
        throw wrongKind(entry, "a list", example: "\(key): [a, b]")
      }
      return ["--\(key)=\(items.joined(separator: ","))"]
    }
    guard let text = entry.value.scalar else { throw wrongKind(entry, "one value", example: "\(key): value") }
    return ["--\(key)=\(text)"]
  }

  private static func switchArgument(_ entry: Entry) throws(Diagnostic) -> String {
    guard let isOn = entry.value.isOn else { throw wrongKind(entry, "yes or no", example: "\(entry.key): no") }
    return isOn ? "--\(entry.key)" : "--no-\(entry.key)"
  }

  private static func fileArguments(_ entry: Entry, file: String) throws(Diagnostic) -> [String] {
    switch entry.value {
    case .text(let path, _):
      return ["--\(entry.key)=\(FilePath.path(path, besideFile: file))"]
    case .list where entry.key == "moments":
      guard let paths = entry.value.scalars, !paths.isEmpty else {
        throw wrongKind(entry, "files", example: "moments: [part1.json, part2.json]")
      }
      return paths.map { "--moments=\(FilePath.path($0, besideFile: file))" }
    case .map(let groups, _) where !["data", "moments"].contains(entry.key):
      var texts: [String] = []
      for group in groups {
        guard let path = group.value.scalar else {
          throw wrongKind(entry, "a file for each group", example: "cov: {a: a.csv, b: b.csv}")
        }
        texts.append("--\(entry.key)=\(group.key)=\(FilePath.path(path, besideFile: file))")
      }
      return texts
    default:
      throw wrongKind(entry, "a file", example: "\(entry.key): survey.csv")
    }
  }

  private static func wrongKind(_ entry: Entry, _ kind: String, example: String) -> Diagnostic {
    Diagnostic(.error, "wrong-value", "`\(entry.key)` takes \(kind)", at: entry.keyRange, advice: "as in `\(example)`")
  }
}

import Foundation
import Testing

@testable import sewall

/// `sewall moments` and `--moments`: parts give what their joined rows give.
@Suite struct MomentsFilesTests {
  /// Rows of `Examples.data` moved by `offset`, with a missing value in every seventh.
  static func rows(offset: Double) -> [String] {
    Examples.data.split(separator: "\n").dropFirst().enumerated().map { index, line in
      let values = line.split(separator: ",").compactMap { Double($0) }.map { "\($0 + offset)" }
      return index % 7 == 3 ? "\(values[0]),NA,\(values[2])" : values.joined(separator: ",")
    }
  }

  static func folder(offset: Double = 0) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let rows = rows(offset: offset)
    try folder.write("m.model", "---\nmissing-codes: [-99]\n---\n" + Examples.model)
    try folder.write("all.csv", "x,m,y\n" + rows.joined(separator: "\n"))
    for (name, part) in [("a", rows[..<9]), ("b", rows[9..<30]), ("c", rows[30...])] {
      try folder.write(
        "\(name).csv",
        "id,y,x,m\n"
          + part.map { row in
            let cells = row.split(separator: ",")
            return "i,\(cells[2]),\(cells[0]),\(cells[1])"
          }.joined(separator: "\n"))
      let outcome = try Program.run(["moments", "\(name).csv", "--model", "m.model", "--output", "\(name).json"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    return folder
  }

  static func numbers(_ outcome: Program.Outcome) throws -> [String: Double] {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    var numbers: [String: Double] = [:]
    func collect(_ value: Any, _ place: String) {
      if let list = value as? [Any] { for (index, item) in list.enumerated() { collect(item, "\(place).\(index)") } }
      if let map = value as? [String: Any] { for (key, item) in map { collect(item, "\(place).\(key)") } }
      if let number = value as? Double { numbers[place] = number }
    }
    for part in ["n", "parameters", "effects", "fit", "r2"] { collect(object[part] as Any, part) }
    return numbers
  }

  @Test(arguments: [0, 1e7])
  func partsGiveTheResultOfTheJoinedRows(offset: Double) throws {
    let folder = try Self.folder(offset: offset)
    let options = ["m.model", "--meanstructure", "--format", "json"]
    let joined = try Self.numbers(try Program.run(["fit"] + options + ["--data", "all.csv"], in: folder))
    let merged = try Self.numbers(
      try Program.run(["fit"] + options + ["--moments", "a.json", "b.json", "--moments", "c.json"], in: folder))
    #expect(joined.count > 60)
    #expect(Set(joined.keys) == Set(merged.keys))
    for (key, value) in joined {
      #expect(abs((merged[key] ?? .nan) - value) <= 1e-12 * max(1, abs(value)) + (key.contains("effects") ? 1e-9 : 0), "\(key)")
    }
  }

  @Test func reportsSayWhatWasLeftOutAndReplaced() throws {
    let folder = try Self.folder()
    let outcome = try Program.run(
      ["fit", "--moments", "a.json", "b.json", "c.json", "m.model", "--bootstrap", "100"], in: folder)
    #expect(outcome.status == 0)
    let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("40 rows read, 6 dropped for missing values (m 6), 34 analysed."))
    #expect(words.contains("these are ignored: missing-codes"))
    #expect(words.contains("there is nothing to resample"))
  }

  @Test func frontMatterNamesFilesBesideTheModel() throws {
    let folder = try Self.folder()
    try folder.write("models/f.model", "---\nmoments: [../a.json, ../b.json, ../c.json]\n---\n" + Examples.model)
    let outcome = try Program.run(["fit", "models/f.model", "--format", "csv"], in: folder)
    let given = try Program.run(["fit", "m.model", "--moments", "a.json", "b.json", "c.json", "--format", "csv"], in: folder)
    #expect(outcome.status == 0)
    let estimates = { (text: String) in text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("parameter") } }
    #expect(estimates(outcome.output).count > 4)
    #expect(estimates(outcome.output) == estimates(given.output))
  }

  @Test func groupsAreKeptOrPooled() throws {
    let folder = try Self.folder()
    let rows = Self.rows(offset: 0).enumerated().map { "\($1),\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("g.csv", "x,m,y,g\n" + rows.joined(separator: "\n"))
    let made = try Program.run(["moments", "g.csv", "--group", "g", "--output", "g.json"], in: folder)
    #expect(made.status == 0)
    for group in [["--group", "g"], []] {
      let data = try Self.numbers(try Program.run(["fit", "m.model", "--data", "g.csv", "--format", "json"] + group, in: folder))
      let stored = try Self.numbers(
        try Program.run(["fit", "m.model", "--moments", "g.json", "--format", "json"] + group, in: folder))
      #expect(Set(data.keys) == Set(stored.keys))
      for (key, value) in data where !key.contains("effects") {
        #expect(abs((stored[key] ?? .nan) - value) <= 1e-12 * max(1, abs(value)), "\(key)")
      }
    }
    let other = try Program.run(["fit", "m.model", "--moments", "g.json", "--group", "team"], in: folder)
    #expect(other.status == 64)
    #expect(other.errors.contains("[different-groups]"))
  }

  @Test func whatCannotBeMergedIsRefused() throws {
    let folder = try Self.folder()
    func failure(_ arguments: [String]) throws -> String {
      let outcome = try Program.run(["fit", "m.model"] + arguments, in: folder)
      #expect([64, 65, 66].contains(outcome.status), "\(outcome)")
      return outcome.errors
    }
    _ = try Program.run(["moments", "a.csv", "--variables", "x,y", "--output", "xy.json"], in: folder)
    #expect(try failure(["--moments", "xy.json", "a.json"]).contains("[different-variables]"))
    #expect(try failure(["--moments", "xy.json"]).contains("[unknown-variable]"))
    #expect(try failure(["--moments", "none.json"]).contains("[missing-file]"))
    #expect(try failure(["--moments", "all.csv"]).contains("[not-json]"))
    #expect(try failure(["--moments", "a.json", "--n", "30"]).contains("[without-correlations]"))
    #expect(try failure(["--moments", "a.json", "--estimator", "MLR"]).contains("[rows-needed]"))
    #expect(try failure(["--moments", "a.json", "--missing", "ml"]).contains("[without-effect]"))
    #expect(try failure(["--moments"]).contains("--moments"))
    let text = try #require(folder.text("a.json"))
    try folder.write("cut.json", String(text.prefix(text.count / 2)))
    #expect(try failure(["--moments", "cut.json"]).contains("[not-json]"))
    let twice = try Program.run(["fit", "m.model", "--moments", "a.json", "b.json", "a.json"], in: folder)
    #expect(twice.output.contains("hold the same moments"))
  }
}

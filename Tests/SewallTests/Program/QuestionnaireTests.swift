import Foundation
import Testing

/// The shipped model that starts from 320 questionnaires ends where the one on scale scores begins.
@Suite struct QuestionnaireTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardized
    .path
  static let model = "\(root)/models/fssb-questionnaire.model"

  private func results(_ arguments: [String], environment: [String: String] = [:]) throws -> [String: Any] {
    let outcome = try Program.run(["fit"] + arguments + ["--bootstrap", "200", "--format", "json"], environment: environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func parts(_ results: [String: Any]) throws -> [NSArray] {
    try ["parameters", "effects"].map { try #require(results[$0] as? NSArray) }
  }

  /// Scores are the same doubles, rows in the same order: the same estimates, and the same draws of a bootstrap, to the last bit.
  @Test func theScoresAreThoseOfTheScaleFile() throws {
    let scores = try results(["\(Self.root)/models/fssb.model"])
    let questionnaire = try results([Self.model, "--data", "\(Self.root)/data/fssb-questionnaire.csv"])
    #expect(try parts(questionnaire) == parts(scores))
    #expect(questionnaire["n"] as? Int == 278)
    let messages = try #require(questionnaire["messages"] as? [[String: Any]]).compactMap { $0["text"] as? String }
    #expect(messages.contains("320 read, 42 excluded by `where`, 278 remain"))
    #expect(messages.contains { $0.hasPrefix("ambition: mean of 9 items (2 reversed), alpha .89") })
  }

  /// A range names the model's variables in it.
  @Test func ordinalVariablesMayBeARange() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "f =~ uwes1 + uwes2 + uwes3 + uwes5\n")
    let runs = try ["uwes1..uwes4", "uwes1,uwes2,uwes3"].map { ordered in
      try Program.run(
        ["fit", "m.model", "--data", "\(Self.root)/data/fssb-questionnaire.csv", "--ordered", ordered, "--format", "csv"],
        in: folder)
    }
    #expect(runs[0].status == 0)
    #expect(runs[0].output.contains("uwes3,|,t1"))
    #expect(!runs[0].output.contains("uwes5,|,t1"))
    #expect(runs[0].output == runs[1].output)
  }

  #if READSTAT
    /// The SPSS file says the same as the text file.
    @Test func theStatisticsFileIsTheTextFile() throws {
      let text = try results([Self.model, "--data", "\(Self.root)/data/fssb-questionnaire.csv"])
      #expect(try parts(results([Self.model])) == parts(text))
      // As a long file, of which 51 items and two variables of the filter are kept, and with them the six scores.
      let long = try results([Self.model], environment: ["SEWALL_STREAM_ABOVE": "0"])
      #expect(try parts(long) == parts(text))
      let messages = try #require(long["messages"] as? [[String: Any]]).compactMap { $0["text"] as? String }
      #expect(messages.contains { $0.hasPrefix("278 rows of 59 variables are held in memory") })
    }
  #endif
}

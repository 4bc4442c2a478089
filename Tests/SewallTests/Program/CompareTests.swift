import Foundation
import Testing

/// `sewall compare` as a user runs it.
@Suite struct CompareTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { i in
      let x = Double((i * 37) % 61) / 10
      let m = 0.5 * x + Double((i * 17) % 23) / 10
      return "\(x),\(m),\(0.4 * m + Double((i * 29) % 31) / 10)"
    }
    try folder.write("d.csv", "x,m,y\n" + rows.joined(separator: "\n") + "\n")
    try folder.write("full.model", "---\ndata: d.csv\n---\nx -> m -> y\nx -> y\n")
    try folder.write("chain.model", "---\ndata: d.csv\n---\nx -> m -> y\n")
    return folder
  }

  @Test func modelsAreSortedByDegreesOfFreedom() throws {
    let outcome = try Program.run(["compare", "chain.model", "full.model"], in: try folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("chain vs full"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func jsonHoldsTheDifference() throws {
    let outcome = try Program.run(["compare", "full.model", "chain.model", "--format", "json"], in: try folder())
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "sewall.compare/1")
    let models = try #require(json["models"] as? [[String: Any]])
    let difference = try #require(models[1]["difference"] as? [String: Any])
    #expect(difference["df"] as? Double == 1)
    #expect(abs((difference["chisq"] as? Double ?? -1) - (models[1]["chisq"] as? Double ?? -2)) < 1e-9)
  }

  @Test func oneModelIsWrongUsage() throws {
    #expect(try Program.run(["compare", "full.model"], in: try folder()).status == 64)
    #expect(try Program.run(["compare", "full.model", "chain.model", "--figure", "f.svg"], in: try folder()).status == 64)
    #expect(try Program.run(["compare", "full.model", "missing.model"], in: try folder()).status == 66)
  }
}

import Glibc
import Testing

@testable import SurveyData

/// The data files of the repository read, and are what their README says.
@Suite struct ProjectDataTests {
  func bytes(_ name: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let file = try #require(fopen("\(root)/data/\(name)", "r"), "data/\(name) is not there")
    defer { fclose(file) }
    var contents: [UInt8] = []
    var byte = fgetc(file)
    while byte != EOF {
      contents.append(UInt8(truncatingIfNeeded: byte))
      byte = fgetc(file)
    }
    return contents
  }

  /// Items, lowest and highest answer of each scale.
  static let scales = [
    "fssb.csv": [
      ("fssb", 14, 1, 7), ("conflict", 5, 1, 7), ("enrichment", 9, 1, 7), ("engagement", 9, 0, 6), ("performance", 5, 1, 7),
      ("ambition", 9, 1, 7),
    ],
    "engaging-leadership.csv": [
      ("leadership", 12, 1, 5), ("needs", 12, 1, 5), ("resources", 12, 1, 5), ("engagement", 9, 0, 6), ("performance", 5, 1, 7),
      ("ambition", 9, 1, 7),
    ],
  ]

  @Test(arguments: [("fssb.csv", 278), ("engaging-leadership.csv", 500)])
  func simulatedScoresAreMeansOfWholeAnswers(name: String, count: Int) throws {
    let table = try DelimitedReader.read(try bytes(name))
    #expect(table.comments.first?.hasPrefix("Simulated") == true)
    #expect(table.rowCount == count)
    let scales = try #require(Self.scales[name])
    #expect(table.names == scales.map(\.0))
    for (scale, items, lowest, highest) in scales {
      for score in try table.numbers(of: scale) {
        let total = (score * Double(items)).rounded()
        #expect(total / Double(items) == score)
        #expect(total >= Double(lowest * items) && total <= Double(highest * items))
      }
    }
  }

  @Test func printedMomentsAreThoseOfTheScores() throws {
    let table = try DelimitedReader.read(try bytes("fssb.csv"))
    let correlations = try MomentsReader.covariance(try bytes("fssb-cor.csv"))
    let sds = try MomentsReader.column(try bytes("fssb-sds.csv"), kind: "sd")
    let printed = try MomentsReader.covariance(correlations: correlations, sds: sds)
    #expect(printed.variables == table.names)
    let covariance = MomentSums.of(try table.completeCases(of: table.names).rows).covariance
    for i in table.names.indices {
      let sd = covariance[i, i].squareRoot()
      #expect(abs(sds[i].value - sd) <= 0.005 + 1e-12)
      for j in 0...i {
        let correlation = covariance[i, j] / (sd * covariance[j, j].squareRoot())
        #expect(abs(correlations.matrix[i, j] - correlation) <= 0.005 + 1e-12)
      }
    }
  }

  @Test func realData() throws {
    let experiment = try DelimitedReader.read(try bytes("tal_or.csv")).completeCases(of: ["cond", "pmi", "reaction"])
    #expect(experiment.rowsUsed == 123)
    // Least squares, as published in Hayes (2022), chapter 3: a and c.
    let covariance = MomentSums.of(experiment.rows).covariance
    #expect(abs(covariance[0, 1] / covariance[0, 0] - 0.4765) < 5e-5)
    #expect(abs(covariance[0, 2] / covariance[0, 0] - 0.4957) < 5e-5)
    let stratification = try MomentsReader.covariance(try bytes("blau-duncan-cor.csv"))
    #expect(try MomentsReader.covariance(correlations: stratification).variables.count == 5)
  }
}

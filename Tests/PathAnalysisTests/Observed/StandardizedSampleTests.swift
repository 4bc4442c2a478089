import LinearAlgebra
import SurveyData
import Testing

@testable import PathAnalysis

@Suite struct StandardizedSampleTests {
  /// (x - m) / s over the values that are there, s with divisor n - 1; what is not named keeps its units.
  @Test func casesAreStandardizedInEachGroup() throws {
    let table = try DelimitedReader.read(
      Array("g,x,y,c\na,1,10,5\na,3,20,5\na,,60,5\nb,2,1,5\nb,4,2,5\nb,9,6,5\n".utf8), options: TextOptions())
    var selection = CaseSelection()
    selection.keepsIncomplete = true
    selection.standardized = ["x", "c"]
    let (samples, _) = try Sample.cases(
      of: table, variables: ["x", "y", "c"], groups: try table.groups(by: "g"), selection)
    let root = 0.5.squareRoot()
    let first = try #require(samples[0].rows), second = try #require(samples[1].rows)
    #expect(abs(first[0, 0] + root) < 1e-15 && abs(first[1, 0] - root) < 1e-15 && first[2, 0].isNaN)
    #expect(first.column(1) == [10, 20, 60] && first.column(2) == [5, 5, 5])
    #expect(abs(second[2, 0] - 4 / 13.0.squareRoot()) < 1e-15)
    #expect(abs(samples[1].covariance[0, 0] - 1) < 1e-15 && abs((samples[1].means?[0] ?? 1)) < 1e-15)
  }
}

import LinearAlgebra
import SurveyData
import Testing

@testable import Reports

@Suite struct MomentsReportTests {
  @Test func everyBitIsReadBack() throws {
    let rows = Matrix(rows: [[1e7 + 0.1, -3e-9], [1e7 + 0.7, 2e-9], [1e7 + 1 / 3, 1 / 7]])
    let moments = StoredMoments(
      variables: ["x", "ä \"quoted\" 😀"], groupVariable: "team",
      groups: [
        .init(label: "1\n", sums: MomentSums.of(rows), missing: [0, 4]),
        .init(label: "2", sums: MomentSums.of(rows).merged(with: MomentSums.of(rows)), missing: [2, 0]),
      ], rowsRead: 15, sources: ["a.csv", "folder/b.csv"])
    let text = MomentsReport.json(moments, version: "0")
    #expect(try StoredMoments(json: Array(text.utf8)) == moments)
    #expect(text.hasPrefix("{\n  \"schema\": \"sewall.moments/1\","))
  }
}

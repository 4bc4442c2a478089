import LinearAlgebra
import Testing

@testable import SurveyData

@Suite struct MomentsReaderTests {
  func covariance(_ text: String) throws(DataError) -> (variables: [String], matrix: Matrix) {
    try MomentsReader.covariance(Array(text.utf8))
  }

  static let expected = Matrix(rows: [[4, 1, -2], [1, 9, 0.5], [-2, 0.5, 16]])

  @Test(arguments: [
    "variable,a,b,c\na,4,1,-2\nb,1,9,.5\nc,-2,.5,16\n",
    "variable,a,b,c\na,4\nb,1,9\nc,-2,.5,16\n",
    "# printed in table 2\n,a,b,c\r\na,4,,\r\nb,1,9,\r\nc,-2,.5,16\r\n",
    "variable,a,b,c\na,4,1,-2\nb,NA,9,.5\nc,NA,NA,16\n",
    "variable;a;b;c\nc;-2;.5;16\na;4;;\nb;1;9;\n",
  ])
  func fullOrOneTriangleInAnyOrder(text: String) throws {
    let read = try covariance(text)
    #expect(read.variables == ["a", "b", "c"])
    #expect(read.matrix == Self.expected)
  }

  @Test func resultIsInTheHeadersOrder() throws {
    let read = try covariance("variable,c,a,b\na,-2,4,1\nb,.5,1,9\nc,16,-2,.5\n")
    #expect(read.variables == ["c", "a", "b"])
    #expect(read.matrix == Self.expected.principal([2, 0, 1]))
  }

  @Test func halvesThatDifferNameThePairAndBothValues() {
    let error = #expect(throws: DataError.self) { try covariance("variable,a,b\na,4,1\nb,1.5,9\n") }
    #expect(error?.id == "not-symmetric")
    #expect(error?.message == "`b` with `a` is 1.5, but `a` with `b` is 1.0")
  }

  @Test func halvesMayDifferByRounding() throws {
    let read = try covariance("variable,a,b\na,4,1.00000000001\nb,1,9\n")
    #expect(read.matrix[0, 1] == read.matrix[1, 0])
  }

  @Test(arguments: [
    ("variable,a,b\na,4,\nb,,9\n", "missing-covariance", nil), ("variable,a,b\na,NA,1\nb,1,9\n", "missing-covariance", nil),
    ("variable,a,b\na,4,1\n", "missing-row", nil), ("variable,a,b\na,4,1\na,4,1\n", "duplicate-name", 3),
    ("variable,a,a\na,4,1\n", "duplicate-name", 1), ("variable,a,\na,4,1\n", "empty-name", 1),
    ("variable,conflict\nconflcit,4\n", "unknown-variable", 2), ("variable,a\na,4*\n", "bad-number", 2),
    ("variable,a\na,inf\n", "infinite-value", 2), ("variable,a\na,-4\n", "negative-variance", 2),
    ("variable,a\na,4,5\n", "ragged-row", 2), ("variable\na\n", "no-variables", 1), ("variable,a\n", "no-rows", 1),
    ("", "empty-file", nil),
  ])
  func refusals(text: String, id: String, line: Int?) {
    let error = #expect(throws: DataError.self) { try covariance(text) }
    #expect(error?.id == id)
    #expect(error?.line == line)
  }

  @Test func deviationsAndMeans() throws {
    let sds = try MomentsReader.column(Array("variable,sd\nb,3\na,2\n".utf8), kind: "sd")
    #expect(sds.map(\.variable) == ["b", "a"])
    #expect(sds.map(\.value) == [3, 2])
    #expect(try MomentsReader.column(Array("variable,Mean\na,-1.5\n".utf8), kind: "mean").map(\.value) == [-1.5])
  }

  @Test(arguments: [
    ("variable,mean\na,1\n", "wrong-header"), ("variable,sd,n\na,1,2\n", "wrong-header"),
    ("variable,sd\na,-1\n", "negative-deviation"),
    ("variable,sd\na,\n", "missing-value"), ("variable,sd\na\n", "missing-value"), ("variable,sd\na,1\na,2\n", "duplicate-name"),
  ])
  func refusedDeviations(text: String, id: String) {
    let error = #expect(throws: DataError.self) { try MomentsReader.column(Array(text.utf8), kind: "sd") }
    #expect(error?.id == id)
  }

  @Test func correlationsAndDeviations() throws {
    let correlations = try covariance("variable,a,b\na,1\nb,.5,1\n")
    let read = try MomentsReader.covariance(correlations: correlations, sds: [("x", 9), ("b", 3), ("a", 2)])
    #expect(read.matrix == Matrix(rows: [[4, 3], [3, 9]]))
    #expect(try MomentsReader.covariance(correlations: correlations).matrix == correlations.matrix)
  }

  @Test func refusedCorrelations() throws {
    let correlations = try covariance("variable,anger,fear\nanger,1\nfear,.5,1\n")
    let missing = #expect(throws: DataError.self) {
      try MomentsReader.covariance(correlations: correlations, sds: [("angre", 2), ("fear", 3)])
    }
    #expect(missing?.id == "missing-deviation")
    #expect(missing?.advice == "did you mean `angre`?")
    for text in ["variable,a,b\na,1\nb,1.2,1\n", "variable,a,b\na,4\nb,.5,1\n"] {
      let error = #expect(throws: DataError.self) { try MomentsReader.covariance(correlations: try covariance(text)) }
      #expect(error?.id == "not-a-correlation")
    }
  }
}

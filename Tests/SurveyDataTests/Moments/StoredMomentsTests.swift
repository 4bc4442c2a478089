import LinearAlgebra
import Testing

@testable import SurveyData

@Suite struct StoredMomentsTests {
  static func moments(
    _ rows: [[Double]], _ variables: [String], group: String = "", by variable: String? = nil, source: String = "a.csv"
  ) -> StoredMoments {
    StoredMoments(
      variables: variables, groupVariable: variable,
      groups: [.init(label: group, sums: MomentSums.of(Matrix(rows: rows)), missing: variables.map { _ in 1 })],
      rowsRead: rows.count + 1, sources: [source])
  }

  /// Values with exact moments: integers about an offset that leaves no digit of them.
  @Test(arguments: [0, 1e7, -3e9])
  func mergesAsIfJoined(offset: Double) throws {
    let integers = MomentSumsTests.integers(count: 900, variables: 4)
    let exact = MomentSumsTests.exactCrossProducts(integers)
    let rows = integers.map { $0.map { Double($0) + offset } }
    // Parts of very different means: the rows sorted by their first variable.
    let sorted = rows.sorted { $0[0] < $1[0] }
    let bounds = [0, 100, 350, 351, 900]
    let parts = zip(bounds, bounds.dropFirst()).map { Self.moments(Array(sorted[$0..<$1]), ["a", "b", "c", "d"]) }
    let merged = try StoredMoments.merged(parts)
    let scale = exact.elements.map(abs).max() ?? 1
    #expect(MomentSumsTests.largestDifference(merged.groups[0].sums.crossProducts, exact) < 1e-12 * scale)
    for j in 0..<4 {
      let sum = integers.reduce(0) { $0 + $1[j] }
      let mean = (merged.groups[0].sums.means[j] - offset) + merged.groups[0].sums.meanRemainders[j]
      #expect(abs(mean - Double(sum) / 900) < 1e-12)
    }
    #expect(merged.rowsRead == 904)
    #expect(merged.rowsUsed == 900)
    #expect(merged.missingByVariable.map(\.count) == [4, 4, 4, 4])
    #expect(merged.sources.count == 4)
  }

  @Test func variablesMayStandInAnotherOrder() throws {
    let first = Self.moments([[1, 2], [2, 5], [4, 4]], ["x", "y"])
    let second = Self.moments([[7, 1], [3, 0]], ["y", "x"])
    let joined = Self.moments([[1, 2], [2, 5], [4, 4], [1, 7], [0, 3]], ["x", "y"])
    let merged = try StoredMoments.merged([first, second])
    #expect(merged.variables == ["x", "y"])
    #expect(
      MomentSumsTests.largestDifference(merged.groups[0].sums.crossProducts, joined.groups[0].sums.crossProducts) < 1e-13)
  }

  @Test func groupsStayApartOrArePooled() throws {
    let a = Self.moments([[1, 2], [2, 5]], ["x", "y"], group: "a", by: "g")
    let b = Self.moments([[4, 4]], ["x", "y"], group: "b", by: "g")
    let merged = try StoredMoments.merged([a, b, a])
    #expect(merged.groups.map(\.label) == ["a", "b"])
    #expect(merged.groups.map(\.sums.count) == [4, 1])
    #expect(merged.pooled.groups.map(\.sums.count) == [5])
    #expect(merged.pooled.groupVariable == nil)
  }

  @Test func refusesPartsThatWereNotMadeAlike() {
    let first = Self.moments([[1, 2]], ["x", "y"])
    let variables = #expect(throws: DataError.self) {
      try StoredMoments.merged([first, Self.moments([[1, 2]], ["x", "z"])])
    }
    #expect(variables?.id == "different-variables")
    #expect(variables?.message.contains("they have `z`, and lack `y`") == true)
    let groups = #expect(throws: DataError.self) {
      try StoredMoments.merged([first, Self.moments([[1, 2]], ["x", "y"], group: "a", by: "g")])
    }
    #expect(groups?.id == "different-groups")
  }

  // MARK: JSON

  static let text = """
    {"schema": "sewall.moments/1", "sources": ["a.csv"], "rows": 5, "variables": ["x", "y"], "group": null,
     "groups": [{"label": "", "n": 3, "missing": [1, 2], "means": [1.5, 2], "cross.products": [4, -1, 9]}]}
    """

  @Test func readsJSON() throws {
    let moments = try StoredMoments(json: Array(Self.text.utf8))
    #expect(moments.variables == ["x", "y"])
    #expect(moments.rowsRead == 5)
    #expect(moments.groups[0].missing == [1, 2])
    #expect(moments.groups[0].sums.means == [1.5, 2])
    #expect(moments.groups[0].sums.crossProducts == Matrix(rows: [[4, -1], [-1, 9]]))
  }

  @Test(arguments: [
    ("moments/1", "moments/2", "wrong-schema"), ("\"schema\"", "\"scheme\"", "wrong-schema"),
    ("[\"x\", \"y\"]", "[]", "no-variables"),
    ("[\"x\", \"y\"]", "[\"x\", 1]", "bad-moments"), ("[\"x\", \"y\"]", "[\"x\", \"x\"]", "duplicate-name"),
    ("\"n\": 3", "\"n\": 0", "bad-moments"), ("\"n\": 3", "\"n\": -3", "bad-moments"), ("\"n\": 3", "\"n\": 2.5", "bad-moments"),
    ("\"n\": 3", "\"n\": 1e300", "bad-moments"), ("[1.5, 2]", "[1.5]", "bad-moments"), ("[1.5, 2]", "[1.5, null]", "bad-moments"),
    ("[1.5, 2]", "[1.5, NaN]", "not-json"), ("[1.5, 2]", "[1.5, 1e999]", "bad-moments"), ("[4, -1, 9]", "[4, -1]", "bad-moments"),
    ("[4, -1, 9]", "[-4, -1, 9]", "negative-variance"), ("[1, 2]", "[1, -2]", "bad-moments"),
    ("\"rows\": 5", "\"rows\": 2", "bad-moments"),
    ("}]}", "", "not-json"), ("\"label\": \"\"", "\"label\": 3", "bad-moments"),
  ])
  func refusesBadJSON(part: String, replacement: String, id: String) throws {
    let range = try #require(Self.text.firstRange(of: part))
    let text = Self.text.replacingCharacters(in: range, with: replacement)
    let error = #expect(throws: DataError.self) { try StoredMoments(json: Array(text.utf8)) }
    #expect(error?.id == id)
  }
}

extension String {
  fileprivate func firstRange(of part: String) -> Range<String.Index>? { self.ranges(of: part).first }

  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}

import Testing

@testable import ModelSyntax

@Suite struct NearestNameTests {
  private let names = ["conflict", "enrichment", "engagement", "fssb", "a1", "Ambition", "b"]

  @Test(arguments: [
    ("engagment", "engagement"), ("confilct", "conflict"), ("fsbb", "fssb"), ("FSSB", "fssb"), ("ambition", "Ambition"),
    ("a2", "a1"),
    ("bb", "b"), ("enrichments", "enrichment"), ("richment", "enrichment"),
  ])
  func findsWhatWasMeant(name: String, expected: String) {
    #expect(nearestName(to: name, among: names) == expected)
  }

  @Test(arguments: ["q", "zzz", "performance", "", "conflict_total_score", "fxyb"])
  func findsNothingFarAway(name: String) {
    #expect(nearestName(to: name, among: names) == nil)
  }

  @Test func prefersTheNearestThenTheFirst() {
    #expect(nearestName(to: "score", among: ["scare", "scored", "scores"]) == "scare")
    #expect(nearestName(to: "item12", among: ["item345", "item13", "item21"]) == "item13")
    #expect(nearestName(to: "b", among: ["b"]) == nil)
  }
}

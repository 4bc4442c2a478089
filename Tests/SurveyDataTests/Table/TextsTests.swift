import Testing

@testable import SurveyData

@Suite struct TextsTests {
  private let listed: [String?] = ["f", "m", nil, "f", "ä", nil, "m", "m", "f"]

  @Test func codedTextsReadLikeTheList() {
    let (list, coded) = (Texts(listed), Texts(listed).compacted)
    #expect(coded.array == listed)
    #expect(coded.byteCount == 4 * 9 + 16 * 3)
    #expect(list.byteCount == 16 * 9)
    #expect(coded == list)
    #expect(coded.hashValue == list.hashValue)
    #expect(coded.selecting([4, 2, 0, 0]).array == ["ä", nil, "f", "f"])
    #expect(list.selecting([4, 2]) == coded.selecting([4, 2]))
    #expect(Texts([]).compacted.isEmpty)
  }

  @Test func namesThatDifferStayAList() {
    let names = Texts((0..<10).map { "person \($0)" })
    #expect(names.compacted.byteCount == names.byteCount)
    #expect(names.compacted == names)
  }

  /// The second part numbers its texts anew.
  @Test func partsAreJoined() {
    var column = TextColumn()
    for part in [["a", nil, "b"], ["c", "b", "b", nil], []] as [[String?]] {
      var coding = TextCoding()
      let codes = part.map { $0.map { coding.code(of: $0) } ?? Texts.missing }
      column.append(Texts(.coded(codes, values: coding.values)), expecting: 7)
    }
    #expect(column.texts.array == ["a", nil, "b", "c", "b", "b", nil])
  }
}

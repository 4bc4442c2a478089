import SurveyData
import Testing

@Suite struct RowSelectionTests {
  @Test func rowsReadLikeAList() {
    let all = RowSelection(all: 4)
    #expect(Array(all) == [0, 1, 2, 3])
    #expect(all == [0, 1, 2, 3])
    #expect(RowSelection(of: 6) { $0.isMultiple(of: 2) } == [0, 2, 4])
    #expect(RowSelection(of: 3) { _ in true } == RowSelection(all: 3))
    #expect(RowSelection(of: 3) { _ in false }.isEmpty)
    #expect(all.hashValue == RowSelection([0, 1, 2, 3]).hashValue)
    #expect(all.last == 3)
  }
}

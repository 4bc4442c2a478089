import Testing

@testable import SurveyData

@Suite struct NumbersTests {
  /// Every bit comes back, whatever the form; NaN of any kind is missing.
  private func expectKept(_ numbers: [Double], bytesEach: Int) {
    let compact = Numbers(compacting: numbers)
    #expect(compact.count == numbers.count)
    #expect(compact.array.map(\.isNaN) == numbers.map(\.isNaN))
    #expect(zip(compact.array, numbers).allSatisfy { $0 == $1 || $1.isNaN })
    #expect(compact.indices.allSatisfy { compact[$0] == numbers[$0] || numbers[$0].isNaN })
    #expect(compact.missingCount == numbers.count { $0.isNaN })
    let list = bytesEach == 1 ? 8 * Set(numbers.map { $0.isNaN ? .infinity : $0 }).count : 0
    #expect(compact.byteCount == bytesEach * numbers.count + list)
  }

  private let many = 0..<3000

  @Test func answersTakeAByte() {
    expectKept(many.map { $0 % 11 == 0 ? .nan : Double($0 % 7 + 1) }, bytesEach: 1)
    expectKept(many.map { Double($0 % 55) / 9 }, bytesEach: 1)
    expectKept(many.map { Double($0 % 256) * 0.1 }, bytesEach: 1)
    expectKept([.nan, .nan], bytesEach: 1)
    expectKept([.infinity, -.infinity, 2], bytesEach: 1)
  }

  /// Read from text, as data are: k / 10^d rounded once.
  @Test func measurementsTakeFour() {
    expectKept(many.compactMap { Double("\($0 / 100).\($0 % 100 + 100)") }, bytesEach: 4)
    expectKept(many.map { $0 % 5 == 0 ? .nan : Double($0 - 1500) / 1e9 }, bytesEach: 4)
    expectKept(many.map { 2_147_480_000 + Double($0) }, bytesEach: 4)
    expectKept(many.map { -2_147_480_000 - Double($0) }, bytesEach: 4)
  }

  @Test func whatDoesNotFitStaysAsItIs() {
    expectKept(many.map { 2_147_483_000 + Double($0) }, bytesEach: 8)
    expectKept(many.map { Double($0).squareRoot() }, bytesEach: 8)
    expectKept(many.map { Double($0) + 1e-10 }, bytesEach: 8)
    expectKept(many.map { $0 == 2000 ? .infinity : Double($0) }, bytesEach: 8)
  }

  private func joined(_ parts: [[Double]]) -> Numbers {
    var numbers = Numbers([])
    for part in parts { numbers.append(Numbers(compacting: part), expecting: 1000) }
    return numbers
  }

  @Test func partsAreJoinedInTheFormThatAllCanHave() {
    // The second part has more decimals, the third more values than a byte tells apart, the fourth too many digits.
    let parts: [[Double]] = [
      [1, 2, .nan], [1.25, 2.5], (0..<500).map { Double($0) }, (0..<400).map { Double($0) / 7 },
    ]
    for count in 1...parts.count {
      let joined = joined(Array(parts[..<count]))
      let expected = parts[..<count].flatMap { $0 }
      #expect(joined.count == expected.count)
      #expect(zip(joined, expected).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
      let bytes = [expected.count + 24, expected.count + 40, 4 * expected.count, 8 * expected.count]
      #expect(joined.byteCount == bytes[count - 1])
    }
  }

  /// Each part fits four bytes, together they do not: 2,000,000,000 has no room for two decimals.
  @Test func partsThatDoNotFitTogetherAreDoubles() {
    let large = (0..<300).map { 2_000_000_000 + Double($0) }
    let small = (0..<300).map { Double($0) / 100 }
    let joined = joined([large, small])
    #expect(joined.array == large + small)
    #expect(joined.byteCount == 8 * 600)
  }

  @Test func rowsAreSelectedInTheirForm() {
    for numbers in [many.map { Double($0 % 7) }, many.map { Double($0) / 10 }, many.map { Double($0) / 7 }] {
      let compact = Numbers(compacting: numbers)
      let selected = compact.selecting([5, 5, 2999, 0])
      #expect(selected.array == [numbers[5], numbers[5], numbers[2999], numbers[0]])
      var stretch: [Double] = []
      compact.append(10..<20, to: &stretch)
      #expect(stretch == Array(numbers[10..<20]))
      #expect(compact == Numbers(numbers))
      #expect(compact.hashValue == Numbers(numbers).hashValue)
    }
  }
}

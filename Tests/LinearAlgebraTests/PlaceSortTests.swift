import LinearAlgebra
import Testing

/// The library's sort is the oracle: the same numbers in the same order.
@Suite struct PlaceSortTests {
  private func numbers(_ count: Int, seed: UInt64, _ make: (Double) -> Double) -> [Double] {
    var generator = FixedGenerator(seed: seed)
    return (0..<count).map { _ in make(Double.random(in: -1..<1, using: &generator)) }
  }

  @Test(arguments: [0, 1, 2, 63, 127, 128, 129, 1000, 20_000])
  func smoothNumbers(_ count: Int) {
    let even = numbers(count, seed: 1) { 0.3 + 0.1 * $0 }
    #expect(PlaceSort.sorted(even) == even.sorted())
    let cubed = numbers(count, seed: 2) { -$0 * $0 * $0 }
    #expect(PlaceSort.sorted(cubed) == cubed.sorted())
  }

  @Test func tiesAndOrderedInput() {
    let ties = numbers(5000, seed: 3) { ($0 * 5).rounded() }
    #expect(PlaceSort.sorted(ties) == ties.sorted())
    let ascending = (0..<5000).map { Double($0) }
    #expect(PlaceSort.sorted(ascending) == ascending)
    #expect(PlaceSort.sorted(ascending.reversed()) == ascending)
    #expect(PlaceSort.sorted([Double](repeating: 7, count: 500)) == [Double](repeating: 7, count: 500))
  }

  /// All but a few numbers fall into one place.
  @Test func farOutliers() {
    var crowded = numbers(5000, seed: 4) { 1 / $0 }
    crowded[17] = 1e300
    crowded[400] = -1e300
    #expect(PlaceSort.sorted(crowded) == crowded.sorted())
    let neighbours = (0..<1000).map { 1 + Double(($0 * 7) % 1000) * 0x1p-52 }
    #expect(PlaceSort.sorted(neighbours) == neighbours.sorted())
  }

  @Test func rangesThatCannotBeDivided() {
    var values = numbers(500, seed: 5) { $0 }
    values[3] = .infinity
    values[4] = -.infinity
    #expect(PlaceSort.sorted(values) == values.sorted())
    let wide = numbers(500, seed: 6) { $0 * 1.7e308 }
    #expect(PlaceSort.sorted(wide) == wide.sorted())
    let tiny = numbers(500, seed: 7) { $0 * 0x1p-1030 }
    #expect(PlaceSort.sorted(tiny) == tiny.sorted())
  }

  /// NaN has no place in an order: no number is lost and nothing traps.
  @Test func notANumber() {
    var values = numbers(500, seed: 8) { $0 }
    values[99] = .nan
    let sorted = PlaceSort.sorted(values)
    #expect(sorted.count == 500)
    #expect(sorted.filter(\.isNaN).count == 1)
  }
}

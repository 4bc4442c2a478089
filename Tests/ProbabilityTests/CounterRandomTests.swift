import Testing

@testable import Probability

@Suite struct CounterRandomTests {
  /// The generator's definition, evaluated in Python with integers of any size (make-tables.py).
  @Test func knownAnswers() {
    for line in counterRandomTable.split(separator: "\n") {
      let fields = line.split(separator: " ")
      let numbers = fields.dropFirst().compactMap { UInt64($0) }
      var random = CounterRandom(seed: numbers[0], stream: numbers[1])
      let expected = Array(numbers.dropFirst(3))
      if fields[0] == "word" {
        #expect(expected.map { _ in random.next() } == expected)
      } else {
        var indices = [UInt32](repeating: 0, count: expected.count)
        random.fillIndices(below: Int(numbers[2]), count: expected.count, into: &indices)
        #expect(indices.map(UInt64.init) == expected)
      }
    }
  }

  @Test func fillsOnlyTheRangeAskedFor() {
    for count in 0...13 {
      var random = CounterRandom(seed: 3, stream: 4)
      var indices = [UInt32](repeating: 999, count: 20)
      random.fillIndices(below: 278, count: count, into: &indices, at: 5)
      #expect(indices[..<5].allSatisfy { $0 == 999 })
      #expect(indices[5..<(5 + count)].allSatisfy { $0 < 278 })
      #expect(indices[(5 + count)...].allSatisfy { $0 == 999 })
    }
  }

  @Test func sameBitsWhateverTheOrderOfDraws() {
    func draw(_ stream: UInt64) -> [UInt32] {
      var random = CounterRandom(seed: 11, stream: stream)
      var indices = [UInt32](repeating: 0, count: 50)
      random.fillIndices(below: 50, count: 50, into: &indices)
      return indices
    }
    let forwards = (0..<100).map { draw($0) }
    let backwards = (0..<100).reversed().map { draw($0) }
    #expect(forwards == backwards.reversed())
    #expect(Set(forwards).count == 100)
  }

  /// Counts of each index over many draws: chi-square against even, by its exact tail.
  @Test(arguments: [3, 10, 278, 406, 1000, 5000, 20_000])
  func indicesAreEven(_ n: Int) {
    var counts = [Int](repeating: 0, count: n)
    var indices = [UInt32](repeating: 0, count: 500)
    let draws = 2000
    for stream in 0..<draws {
      var random = CounterRandom(seed: 5, stream: UInt64(stream))
      random.fillIndices(below: n, count: indices.count, into: &indices)
      for index in indices { counts[Int(index)] += 1 }
    }
    expectTypical(distanceFromEven(counts), degreesOfFreedom: n - 1)
  }

  /// The indices of one word, and of neighbouring words, are independent: counts of pairs over twenty seeds.
  @Test(arguments: [1, 3, 6])
  func pairsOfIndicesAreEven(_ distance: Int) {
    let n = 20
    var statistics = 0.0
    var indices = [UInt32](repeating: 0, count: 996)
    for seed in 0..<20 {
      var counts = [Int](repeating: 0, count: n * n)
      for stream in 0..<50 {
        var random = CounterRandom(seed: UInt64(seed), stream: UInt64(stream))
        random.fillIndices(below: n, count: indices.count, into: &indices)
        for start in stride(from: 0, to: indices.count - 2 * distance, by: 2 * distance) {
          counts[Int(indices[start]) * n + Int(indices[start + distance])] += 1
        }
      }
      statistics += distanceFromEven(counts)
    }
    expectTypical(statistics, degreesOfFreedom: 20 * (n * n - 1))
  }

  /// Neighbouring streams, and neighbouring seeds, are as good as independent: the correlation of k uniforms is
  /// normal with standard deviation 1/√k, and half of the bits differ.
  @Test(arguments: [(UInt64(1), UInt64(0)), (0, 1), (1, 1)])
  func streamsAreUncorrelated(_ seedStep: UInt64, _ streamStep: UInt64) {
    let count = 200_000
    var products = 0.0
    var differing = 0
    for stream in 0..<UInt64(count / 10) {
      var a = CounterRandom(seed: 9, stream: stream)
      var b = CounterRandom(seed: 9 &+ seedStep, stream: stream &+ streamStep)
      for _ in 0..<5 {
        products += 12 * (a.uniform() - 0.5) * (b.uniform() - 0.5)
        differing += (a.next() ^ b.next()).nonzeroBitCount
      }
    }
    let pairs = Double(count / 2)
    #expect(abs(products / pairs.squareRoot()) < 4)
    #expect(abs((Double(differing) - 32 * pairs) / (16 * pairs).squareRoot()) < 4)
  }

  @Test func everyBitIsEven() {
    var ones = [Int](repeating: 0, count: 64)
    let count = 100_000
    for stream in 0..<count {
      var random = CounterRandom(seed: 1, stream: UInt64(stream))
      let word = random.next()
      for bit in 0..<64 { ones[bit] += Int(truncatingIfNeeded: word >> UInt64(bit)) & 1 }
    }
    let statistic = ones.reduce(0.0) { $0 + (Double($1) - Double(count) / 2) * (Double($1) - Double(count) / 2) }
    expectTypical(statistic / (Double(count) / 4), degreesOfFreedom: 64)
  }

  @Test func momentsOfNormals() {
    var random = CounterRandom(seed: 2, stream: 3)
    let count = 400_000
    var sums = [0.0, 0.0, 0.0, 0.0]
    for _ in 0..<count {
      let z = random.normal()
      var power = 1.0
      for order in 0..<4 {
        power *= z
        sums[order] += power
      }
    }
    // Means 0, 1, 0, 3 and variances 1, 2, 15, 96 of the first four powers of a unit normal.
    for (sum, (mean, variance)) in zip(sums, [(0.0, 1.0), (1.0, 2.0), (0.0, 15.0), (3.0, 96.0)]) {
      #expect(abs((sum - mean * Double(count)) / (variance * Double(count)).squareRoot()) < 4)
    }
  }

  /// Pearson's chi-square of counts that should be equal.
  private func distanceFromEven(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// Neither too large nor too small for chance.
  private func expectTypical(_ statistic: Double, degreesOfFreedom: Int) {
    let tail = ChiSquare(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic)
    #expect(tail > 1e-4 && tail < 1 - 1e-4, "tail probability \(tail)")
  }
}

import Testing

@testable import Probability

/// Against numbers that R 4.2.2 drew (make-r-values.R), bit by bit.
@Suite struct RGeneratorTests {
  private func lines(_ kind: String) -> [[Double]] {
    valuesOfR.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0[0] == kind }
      .map { $0.dropFirst().map { Double($0) ?? .nan } }
  }

  /// The draws 1-5, 622-626 and 1246-1250: the state is twisted after each 624.
  @Test func uniforms() {
    for line in lines("uniform") {
      var generator = RGenerator(seed: UInt32(line[0]))
      let drawn = (0..<1300).map { _ in generator.uniform() }
      #expect(Array(drawn[0..<5] + drawn[621..<626] + drawn[1245..<1250]) == Array(line.dropFirst()))
    }
  }

  @Test func normals() {
    for line in lines("normal") {
      var generator = RGenerator(seed: UInt32(line[0]))
      #expect(line.dropFirst().map { _ in generator.normal() } == Array(line.dropFirst()))
    }
  }

  @Test func normalsFarInTheTails() {
    for line in lines("extreme") {
      var generator = RGenerator(seed: UInt32(line[0]))
      let drawn = (0..<Int(line[1])).map { _ in generator.normal() }
      #expect(drawn.min() == line[2])
      #expect(drawn.max() == line[3])
    }
  }

  @Test func indices() {
    for line in lines("index") {
      var generator = RGenerator(seed: UInt32(line[0]))
      #expect(line.dropFirst(2).map { _ in Double(generator.index(below: Int(line[1]))) } == Array(line.dropFirst(2)))
    }
  }

  /// R: set.seed(123); sample.int(10, 5)
  @Test func sampleWithoutReplacement() {
    var generator = RGenerator(seed: 123)
    var urn = Array(1...10)
    let sample = (0..<5).map { _ in
      let index = generator.index(below: urn.count)
      urn.swapAt(index, urn.count - 1)
      return urn.removeLast()
    }
    #expect(sample == [3, 10, 2, 8, 6])
  }
}

import Probability
import Testing

/// Values printed by R 4 with `options(digits = 22)` or as `sample.int` gives them.
@Suite struct RGeneratorTests {
  @Test func uniformsOfSeed123() {
    var generator = RGenerator(seed: 123)
    #expect(generator.uniform() == 0.2875775201246142387390)
    #expect(generator.uniform() == 0.7883051354438066482544)
    #expect(generator.uniform() == 0.4089769218116998672485)
  }

  @Test func normalsOfSeed42() {
    var generator = RGenerator(seed: 42)
    #expect(abs(generator.normal() - 1.37095844714667) < 5e-15)
    #expect(abs(generator.normal() + 0.564698171396089) < 5e-16)
  }

  @Test func sampleWithoutReplacementOfSeed123() {
    var generator = RGenerator(seed: 123)
    var urn = Array(1...10)
    let sample = (0..<5).map { _ in
      let index = generator.index(below: urn.count)
      let drawn = urn[index]
      urn[index] = urn[urn.count - 1]
      urn.removeLast()
      return drawn
    }
    #expect(sample == [3, 10, 2, 8, 6])
  }
}

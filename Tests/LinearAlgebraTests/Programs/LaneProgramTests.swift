import LinearAlgebra
import Testing

@Suite struct LaneProgramTests {
  private static let operations: [StraightLineProgram.Operation] = [
    .negate, .squareRoot, .exponential, .logarithm, .logarithm10, .absolute, .sine, .cosine, .tangent, .arcsine, .arccosine,
    .arctangent,
  ]

  /// Random programs, in which registers are used again and again: each lane has the bits of an evaluation of its own.
  @Test(arguments: 1...40)
  func lanesHaveTheBitsOfSingleEvaluations(_ seed: Int) {
    var generator = FixedGenerator(seed: UInt64(seed))
    let program = randomProgram(&generator)
    var lanes = LaneProgram(program)
    let size = LaneProgram.laneCount
    let inputs = (0..<5 * size).map { _ in Double.random(in: -2...2, using: &generator) }
    var results = [Double](repeating: 0, count: lanes.resultCount * size)
    // A second run must not see what the first one left in the registers.
    for values in [inputs.map { 3 - $0 }, inputs] { lanes.run(values, into: &results) }
    #expect(lanes.slots.count == program.outputCount)
    for lane in 0..<size {
      let expected = program.values(at: (0..<5).map { inputs[$0 * size + lane] })
      for (output, slot) in lanes.slots.enumerated() {
        let value = results[slot * size + lane]
        #expect(value.bitPattern == expected[output].bitPattern || value.isNaN && expected[output].isNaN)
      }
    }
  }

  private func randomProgram(_ generator: inout FixedGenerator) -> StraightLineProgram {
    var program = StraightLineProgram(inputCount: 5)
    var values = (0..<5).map { program.input($0) } + [program.constant(0.5), program.constant(-1.5)]
    for _ in 0..<Int.random(in: 1...80, using: &generator) {
      // Mostly recent values, so that early ones die and their registers are free.
      let recent = values.suffix(8)
      let (a, b) = (recent.randomElement(using: &generator) ?? values[0], values.randomElement(using: &generator) ?? values[1])
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: values.append(program.add(a, b))
      case 1: values.append(program.subtract(a, b))
      case 2, 3: values.append(program.multiply(a, b))
      case 4: values.append(program.divide(a, b))
      case 5: values.append(program.minimum(a, b))
      case 6: values.append(program.power(a, b))
      default: values.append(program.apply(Self.operations.randomElement(using: &generator) ?? .negate, a))
      }
      if Int.random(in: 0..<4, using: &generator) == 0 { program.output(values[values.count - 1]) }
    }
    program.output(values[values.count - 1])
    return program
  }

  /// Inputs, constants and repeated values are outputs like any others; equal ones share a slot.
  @Test func plainOutputs() {
    var program = StraightLineProgram(inputCount: 2)
    let sum = program.add(program.input(0), program.input(1))
    for value in [program.input(1), sum, program.constant(7), sum] { program.output(value) }
    var lanes = LaneProgram(program)
    #expect(lanes.resultCount == 3)
    #expect(lanes.slots[1] == lanes.slots[3])
    let size = LaneProgram.laneCount
    var results = [Double](repeating: 0, count: 3 * size)
    lanes.run((0..<2 * size).map { Double($0) }, into: &results)
    for lane in 0..<size {
      #expect(results[lanes.slots[0] * size + lane] == Double(size + lane))
      #expect(results[lanes.slots[1] * size + lane] == Double(size + 2 * lane))
      #expect(results[lanes.slots[2] * size + lane] == 7)
    }
  }
}

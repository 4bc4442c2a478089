import Glibc
import Testing

@testable import LinearAlgebra

@Suite struct StraightLineProgramTests {
  typealias Operation = StraightLineProgram.Operation

  @Test func constantsFoldAndEqualTermsAreShared() {
    var program = StraightLineProgram(inputCount: 2)
    let (x, y) = (program.input(0), program.input(1))
    let (zero, one) = (program.constant(0), program.constant(1))
    let count = program.instructions.count
    #expect(program.add(zero, x) == x)
    #expect(program.subtract(x, zero) == x)
    #expect(program.multiply(one, y) == y)
    #expect(program.multiply(x, zero) == zero)
    #expect(program.divide(x, one) == x)
    #expect(program.instructions.count == count)
    #expect(program.add(x, y) == program.add(y, x))
    #expect(program.multiply(x, y) == program.multiply(y, x))
    #expect(program.subtract(x, y) != program.subtract(y, x))
    #expect(program.instructions.count == count + 4)
  }

  /// Every operation against the C library, and its derivatives against central differences.
  @Test(arguments: [
    (Operation.add, 0.7, 0.4), (.subtract, 0.7, 0.4), (.multiply, 0.7, -0.4), (.divide, 0.7, -0.4), (.power, 0.7, 1.3),
    (.power, 0.7, -2), (.minimum, 0.7, 0.4), (.minimum, -0.7, 0.4), (.negate, 0.7, 0), (.squareRoot, 0.7, 0),
    (.exponential, 0.7, 0), (.logarithm, 0.7, 0), (.logarithm10, 0.7, 0), (.absolute, -0.7, 0), (.sine, 0.7, 0),
    (.cosine, 0.7, 0), (.tangent, 0.7, 0), (.arcsine, 0.7, 0), (.arccosine, 0.7, 0), (.arctangent, 0.7, 0),
  ])
  func operations(_ operation: Operation, _ a: Double, _ b: Double) {
    var program = StraightLineProgram(inputCount: 2)
    let (x, y) = (program.input(0), program.input(1))
    let value =
      switch operation {
      case .add: program.add(x, y)
      case .subtract: program.subtract(x, y)
      case .multiply: program.multiply(x, y)
      case .divide: program.divide(x, y)
      case .power: program.power(x, y)
      case .minimum: program.minimum(x, y)
      default: program.apply(operation, x)
      }
    program.output(value)
    let expected: [Operation: Double] = [
      .add: a + b, .subtract: a - b, .multiply: a * b, .divide: a / b, .power: pow(a, b), .minimum: min(a, b), .negate: -a,
      .squareRoot: sqrt(a), .exponential: exp(a), .logarithm: log(a), .logarithm10: log(a) / log(10), .absolute: fabs(a),
      .sine: sin(a), .cosine: cos(a), .tangent: sin(a) / cos(a), .arcsine: asin(a), .arccosine: acos(a), .arctangent: atan(a),
    ]
    let (values, jacobian) = program.jacobian(at: [a, b], inputs: 2)
    #expect(abs(values[0] - (expected[operation] ?? .nan)) < 1e-15 * max(1, abs(values[0])))
    let step = 1e-5
    for (k, point) in [([a + step, b], [a - step, b]), ([a, b + step], [a, b - step])].enumerated() {
      let difference = (program.values(at: point.0)[0] - program.values(at: point.1)[0]) / (2 * step)
      #expect(abs(jacobian[0, k] - difference) < 1e-8 * max(1, abs(difference)), "\(operation) by \(k)")
    }
  }

  /// Rosenbrock's function: a value and a gradient known by hand; a constant second input has no column.
  @Test func gradientOfAKnownFunction() {
    var program = StraightLineProgram(inputCount: 2)
    let (x, y) = (program.input(0), program.input(1))
    let (one, hundred, two) = (program.constant(1), program.constant(100), program.constant(2))
    let bend = program.subtract(y, program.power(x, two))
    let left = program.power(program.subtract(one, x), two)
    program.output(program.add(left, program.multiply(hundred, program.power(bend, two))))
    let (values, jacobian) = program.jacobian(at: [-1.2, 1], inputs: 2)
    #expect(abs(values[0] - 24.2) < 1e-12)
    #expect(abs(jacobian[0, 0] + 215.6) < 1e-11)
    #expect(abs(jacobian[0, 1] + 88) < 1e-11)
    #expect(program.jacobian(at: [-1.2, 1], inputs: 1).jacobian.columnCount == 1)
  }

  /// A square has a derivative at a negative base, though the logarithm there has none.
  @Test func powersOfNegativeNumbers() {
    var program = StraightLineProgram(inputCount: 1)
    program.output(program.power(program.input(0), program.constant(3)))
    let (values, jacobian) = program.jacobian(at: [-2], inputs: 1)
    #expect(values[0] == -8)
    #expect(jacobian[0, 0] == 12)
  }
}

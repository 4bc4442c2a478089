/// A formula written down once, as a list of operations without branches, and run in three ways.
///
/// - one value at a time (``values(at:)``),
/// - with its exact derivatives by forward differentiation (``jacobian(at:inputs:)``), for the delta method,
/// - on many inputs at once, lanes abreast (``LaneProgram``), for bootstrap and Monte Carlo draws.
///
/// Building folds constants and shares equal subexpressions, so that formulas may be written as they are read:
///
/// ```swift
/// var program = StraightLineProgram(inputCount: 2)
/// let product = program.multiply(program.input(0), program.input(1))
/// program.output(product)
/// program.values(at: [3, 4])  // [12]
/// ```
public struct StraightLineProgram: Sendable {
  /// The result of an operation, to build further operations on.
  public struct Value: Hashable, Sendable { let index: Int }

  public enum Operation: UInt8, Sendable {
    case input, constant
    case add, subtract, multiply, divide, power, minimum
    case negate, squareRoot, exponential, logarithm, logarithm10, absolute
    case sine, cosine, tangent, arcsine, arccosine, arctangent

    var isBinary: Bool { (Operation.add.rawValue...Operation.minimum.rawValue).contains(rawValue) }
    var isCommutative: Bool { self == .add || self == .multiply || self == .minimum }
  }

  struct Instruction: Hashable, Sendable {
    var operation: Operation
    /// Operands by index; of an input its number.
    var left: Int
    var right: Int
    var constant: Double
  }

  public let inputCount: Int
  private(set) var instructions: [Instruction] = []
  /// The instruction of each output; several outputs may share one.
  private(set) var outputs: [Int] = []
  private var known: [Instruction: Int] = [:]

  public init(inputCount: Int) {
    self.inputCount = inputCount
  }

  public var outputCount: Int { outputs.count }

  // MARK: Building

  public mutating func input(_ number: Int) -> Value {
    precondition(number >= 0 && number < inputCount, "input \(number) of \(inputCount)")
    return add(.input, left: number)
  }

  public mutating func constant(_ value: Double) -> Value { add(.constant, constant: value) }

  /// Appends an output and returns its number.
  @discardableResult
  public mutating func output(_ value: Value) -> Int {
    outputs.append(value.index)
    return outputs.count - 1
  }

  public mutating func add(_ a: Value, _ b: Value) -> Value {
    if constant(of: a) == 0 { return b }
    if constant(of: b) == 0 { return a }
    return binary(.add, a, b)
  }

  public mutating func subtract(_ a: Value, _ b: Value) -> Value {
    if constant(of: b) == 0 { return a }
    return binary(.subtract, a, b)
  }

  public mutating func multiply(_ a: Value, _ b: Value) -> Value {
    if constant(of: a) == 0 || constant(of: b) == 0 { return constant(0) }
    if constant(of: a) == 1 { return b }
    if constant(of: b) == 1 { return a }
    return binary(.multiply, a, b)
  }

  public mutating func divide(_ a: Value, _ b: Value) -> Value {
    if constant(of: b) == 1 { return a }
    return binary(.divide, a, b)
  }

  public mutating func power(_ a: Value, _ b: Value) -> Value {
    if constant(of: b) == 2 { return multiply(a, a) }
    return binary(.power, a, b)
  }

  public mutating func minimum(_ a: Value, _ b: Value) -> Value { binary(.minimum, a, b) }

  /// An operation of one operand: negate, squareRoot, exponential, …
  public mutating func apply(_ operation: Operation, _ a: Value) -> Value {
    precondition(!operation.isBinary && operation != .input && operation != .constant, "\(operation) takes other operands")
    if let value = constant(of: a) { return constant(Self.result(operation, value, 0)) }
    return add(operation, left: a.index)
  }

  private func constant(of value: Value) -> Double? {
    let instruction = instructions[value.index]
    return instruction.operation == .constant ? instruction.constant : nil
  }

  private mutating func binary(_ operation: Operation, _ a: Value, _ b: Value) -> Value {
    if let x = constant(of: a), let y = constant(of: b) { return constant(Self.result(operation, x, y)) }
    let swap = operation.isCommutative && a.index > b.index
    return add(operation, left: swap ? b.index : a.index, right: swap ? a.index : b.index)
  }

  private mutating func add(_ operation: Operation, left: Int = 0, right: Int = 0, constant: Double = 0) -> Value {
    let instruction = Instruction(operation: operation, left: left, right: right, constant: constant)
    if let index = known[instruction] { return Value(index: index) }
    instructions.append(instruction)
    known[instruction] = instructions.count - 1
    return Value(index: instructions.count - 1)
  }
}

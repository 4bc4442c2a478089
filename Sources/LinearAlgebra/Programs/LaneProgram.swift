/// A straight-line program compiled to run on 64 inputs at once.
///
/// Each register holds 64 lanes, so that an operation is a short vector loop and the cost of stepping through the program is shared
/// by 64 draws. Registers are reused once a value is no longer needed, which keeps the working set small enough for the
/// first-level cache. A lane's result has the same bits as ``StraightLineProgram/values(at:)``.
public struct LaneProgram: Sendable {
  public static let laneCount = 64
  /// SIMD vectors a register: 64 lanes as 8 of 8.
  private static let width = 8

  private struct Step: Sendable {
    var operation: StraightLineProgram.Operation
    var left: Int32
    var right: Int32
    var target: Int32
  }

  private let steps: [Step]
  private let constants: [(register: Int, value: Double)]
  /// Distinct results; ``slots`` says which one each output of the program is.
  public let resultCount: Int
  public let slots: [Int]
  /// Inputs that ``run(_:into:)`` takes of each lane.
  public let inputCount: Int
  private let resultSources: [Int]
  private var registers: [SIMD8<Double>]

  public init(_ program: StraightLineProgram) {
    inputCount = program.inputCount
    var distinct: [Int: Int] = [:]
    var order: [Int] = []
    slots = program.outputs.map { instruction in
      if let slot = distinct[instruction] { return slot }
      distinct[instruction] = order.count
      order.append(instruction)
      return order.count - 1
    }
    resultCount = order.count
    var allocation = RegisterAllocation(program, kept: Set(order))
    var steps: [Step] = []
    var constants: [(register: Int, value: Double)] = []
    for (index, instruction) in program.instructions.enumerated() {
      switch instruction.operation {
      case .input: allocation.place(index, in: instruction.left)
      case .constant: constants.append((allocation.newRegister(for: index), instruction.constant))
      default:
        guard allocation.isUsed(index) else { continue }
        let left = allocation.register(of: instruction.left)
        let right = instruction.operation.isBinary ? allocation.register(of: instruction.right) : left
        let target = allocation.target(for: index, operands: [instruction.left, instruction.right])
        steps.append(Step(operation: instruction.operation, left: Int32(left), right: Int32(right), target: Int32(target)))
      }
    }
    self.steps = steps
    self.constants = constants
    resultSources = order.map { allocation.register(of: $0) }
    registers = [SIMD8<Double>](repeating: .zero, count: allocation.registerCount * Self.width)
    for constant in constants {
      for k in 0..<Self.width { registers[constant.register * Self.width + k] = SIMD8(repeating: constant.value) }
    }
  }

  /// Runs the program on a block of 64 inputs.
  ///
  /// `inputs[k * 64 + lane]` is input k of a lane, `results[slot * 64 + lane]` a distinct result.
  public mutating func run(_ inputs: [Double], into results: inout [Double]) {
    let lanes = Self.laneCount
    precondition(inputs.count >= inputCount * lanes, "\(inputs.count) values for \(inputCount) inputs in \(lanes) lanes")
    precondition(results.count >= resultCount * lanes, "room for \(results.count) of \(resultCount * lanes) results")
    let steps = self.steps
    let sources = resultSources
    let inputCount = self.inputCount
    registers.withUnsafeMutableBufferPointer { registers in
      guard let base = registers.baseAddress else { return }
      inputs.withUnsafeBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(base).copyMemory(from: source, byteCount: inputCount * lanes * 8)
      }
      for step in steps { Self.execute(step, base) }
      results.withUnsafeMutableBytes { bytes in
        guard let start = bytes.baseAddress else { return }
        for (slot, source) in sources.enumerated() {
          (start + slot * lanes * 8).copyMemory(from: base + source * Self.width, byteCount: lanes * 8)
        }
      }
    }
  }

  /// The lanes in which `results[slot * 64 + lane]` is finite for each of `slots`, bit by bit.
  public static func finiteLanes(of results: [Double], slots: [Int]) -> UInt64 {
    precondition(
      slots.allSatisfy { (0..<results.count / laneCount).contains($0) }, "\(slots) of \(results.count / laneCount) slots")
    // x * 0 is 0 unless x is infinite or not a number, and that stays in a sum.
    return withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: width) { sums in
      sums.initialize(repeating: .zero)
      results.withUnsafeBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        for row in slots {
          for k in 0..<width {
            let offset = (row &* width &+ k) &* MemoryLayout<SIMD8<Double>>.stride
            sums[k] += source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) * 0
          }
        }
      }
      var finite: UInt64 = 0
      for lane in 0..<laneCount where sums[lane / 8][lane % 8] == 0 { finite |= 1 << lane }
      return finite
    }
  }

  @inline(__always)
  private static func execute(_ step: Step, _ base: UnsafeMutablePointer<SIMD8<Double>>) {
    let a = base + Int(step.left) &* width
    let b = base + Int(step.right) &* width
    let target = base + Int(step.target) &* width
    switch step.operation {
    case .add: for k in 0..<width { target[k] = a[k] + b[k] }
    case .subtract: for k in 0..<width { target[k] = a[k] - b[k] }
    case .multiply: for k in 0..<width { target[k] = a[k] * b[k] }
    case .divide: for k in 0..<width { target[k] = a[k] / b[k] }
    case .squareRoot: for k in 0..<width { target[k] = a[k].squareRoot() }
    case .negate: for k in 0..<width { target[k] = -a[k] }
    case .minimum: for k in 0..<width { target[k] = a[k].replacing(with: b[k], where: .!(a[k] .< b[k])) }
    default:
      for k in 0..<width {
        for lane in 0..<8 { target[k][lane] = StraightLineProgram.result(step.operation, a[k][lane], b[k][lane]) }
      }
    }
  }
}

/// Assigns each value a register and gives it back after its last use. Inputs have the first registers, for good.
private struct RegisterAllocation {
  private var place: [Int: Int] = [:]
  private var lastUse: [Int]
  private let kept: Set<Int>
  private var free: [Int] = []
  private(set) var registerCount: Int
  private let inputCount: Int

  init(_ program: StraightLineProgram, kept: Set<Int>) {
    self.kept = kept
    inputCount = program.inputCount
    registerCount = program.inputCount
    lastUse = [Int](repeating: -1, count: program.instructions.count)
    // From the end: an operation counts as a use only if its own result is used.
    for index in program.instructions.indices.reversed() {
      let instruction = program.instructions[index]
      guard instruction.operation != .input, instruction.operation != .constant, isUsed(index) else { continue }
      lastUse[instruction.left] = max(lastUse[instruction.left], index)
      if instruction.operation.isBinary { lastUse[instruction.right] = max(lastUse[instruction.right], index) }
    }
  }

  func isUsed(_ index: Int) -> Bool { lastUse[index] >= 0 || kept.contains(index) }
  func register(of index: Int) -> Int { place[index] ?? 0 }
  mutating func place(_ index: Int, in register: Int) { place[index] = register }

  mutating func newRegister(for index: Int) -> Int {
    registerCount += 1
    place[index] = registerCount - 1
    return registerCount - 1
  }

  /// The result's register: an operand's if this is its last use (lanes are independent, so in place is safe), else a free one.
  mutating func target(for index: Int, operands: [Int]) -> Int {
    for operand in Set(operands) where lastUse[operand] == index && !kept.contains(operand) && isTemporary(operand) {
      if let register = place[operand] { free.append(register) }
    }
    if let register = free.popLast() {
      place[index] = register
      temporaries.insert(index)
      return register
    }
    temporaries.insert(index)
    return newRegister(for: index)
  }

  private var temporaries: Set<Int> = []
  private func isTemporary(_ index: Int) -> Bool { temporaries.contains(index) }
}

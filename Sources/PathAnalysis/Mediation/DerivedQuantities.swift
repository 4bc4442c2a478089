import LinearAlgebra
import ModelSyntax

/// What is computed from a model's parameters: defined parameters, effects, and their standardised forms (conventions.md section 11).
///
/// Written once as a straight-line program with the parameters as first inputs, then the sample's covariances (`vech`). Outputs stand in
/// the order of the ranges below.
struct DerivedQuantities: Sendable {
  /// Where a program's outputs stand.
  struct Layout: Sendable, Equatable {
    var parameters: Range<Int>
    var definitions: Range<Int>
    var effects: Range<Int>
    var standardizedEffects: Range<Int>
    /// One a row of the parameter table, `std.all`.
    var standardizedRows: Range<Int>
    var standardizedDefinitions: Range<Int>
  }

  let layout: Layout
  let program: StraightLineProgram

  /// With `forDraws` the point quantities that no interval is made for (standardised rows) are left out.
  init(_ model: PathModel, effects: EffectList, forDraws: Bool) {
    let q = model.matrices.parameterCount
    let p = model.matrices.observedCount
    var program = StraightLineProgram(inputCount: q + p * (p + 1) / 2)
    layout = Self.append(
      to: &program, model: model, effects: effects, forDraws: forDraws, parameter: { $0.input($1) },
      moment: { $0.input(q + Matrix.halfVectorIndex(row: $1, column: $2, order: p)) })
    self.program = program
  }

  /// Appends all quantities to a program in which the parameters and sample moments are known values.
  static func append(
    to program: inout StraightLineProgram, model: PathModel, effects: EffectList, forDraws: Bool,
    parameter: (inout StraightLineProgram, Int) -> StraightLineProgram.Value,
    moment: (inout StraightLineProgram, Int, Int) -> StraightLineProgram.Value
  ) -> Layout {
    var writer = QuantityWriter(model, &program, parameter: parameter, moment: moment)
    let parameters = program.append { program in
      for index in 0..<model.matrices.parameterCount { program.output(parameter(&program, index)) }
    }
    let definitions = program.append { writer.appendDefinitions(&$0, standardized: false) }
    let plain = program.append { writer.append(effects.effects, &$0, standardized: false) }
    let standardized = program.append { writer.append(effects.effects, &$0, standardized: true) }
    let rows = program.append { if !forDraws { writer.appendStandardizedRows(&$0) } }
    let standardizedDefinitions = program.append { if !forDraws { writer.appendDefinitions(&$0, standardized: true) } }
    return Layout(
      parameters: parameters, definitions: definitions, effects: plain, standardizedEffects: standardized, standardizedRows: rows,
      standardizedDefinitions: standardizedDefinitions)
  }
}

extension StraightLineProgram {
  /// The outputs that `body` adds.
  fileprivate mutating func append(_ body: (inout StraightLineProgram) -> Void) -> Range<Int> {
    let start = outputCount
    body(&self)
    return start..<outputCount
  }
}

/// Writes quantities of one model into a program.
private struct QuantityWriter {
  typealias Value = StraightLineProgram.Value

  let model: PathModel
  let symbolic: SymbolicModel
  private var deviations: [Value]
  private let values: [Value?]

  init(
    _ model: PathModel, _ program: inout StraightLineProgram, parameter: (inout StraightLineProgram, Int) -> Value,
    moment: (inout StraightLineProgram, Int, Int) -> Value
  ) {
    self.model = model
    symbolic = SymbolicModel(model.matrices, program: &program, parameter: parameter, moment: moment)
    deviations = []
    for i in model.matrices.variables.indices {
      let variance = symbolic.covariance[i][i] ?? program.constant(0)
      deviations.append(program.apply(.squareRoot, variance))
    }
    var values: [Value?] = []
    for row in model.table.rows {
      switch row.status {
      case .free(let index): values.append(parameter(&program, index))
      case .fixed(let value): values.append(program.constant(value))
      case .sampleMoment: values.append(nil)
      }
    }
    self.values = values
  }

  // MARK: Effects

  mutating func append(_ effects: [EffectList.Effect], _ program: inout StraightLineProgram, standardized: Bool) {
    for effect in effects {
      var value = self.value(effect, &program)
      if standardized {
        value = program.divide(program.multiply(value, deviations[effect.from]), deviations[effect.to])
      }
      program.output(value)
    }
  }

  private func value(_ effect: EffectList.Effect, _ program: inout StraightLineProgram) -> Value {
    let zero = program.constant(0)
    let direct = symbolic.paths[effect.to][effect.from]
    let total = symbolic.totals[effect.from][effect.to]
    switch effect.kind {
    case .direct: return direct ?? zero
    case .total: return total ?? zero
    case .totalIndirect: return program.difference(total, direct) ?? zero
    case .indirect:
      let route = [effect.from] + effect.via + [effect.to]
      var product: Value?
      for (from, to) in zip(route, route.dropFirst()) {
        let path = symbolic.paths[to][from] ?? zero
        product = product.map { program.multiply($0, path) } ?? path
      }
      return product ?? zero
    }
  }

  // MARK: Standardised rows

  func appendStandardizedRows(_ program: inout StraightLineProgram) {
    for index in model.table.rows.indices { program.output(standardized(rowAt: index, &program)) }
  }

  /// b sd_x / sd_y; variances by the variance; residual covariances by the residual SDs; intercepts by the SD.
  private func standardized(rowAt index: Int, _ program: inout StraightLineProgram) -> Value {
    let row = model.table.rows[index]
    let names = model.matrices.variables
    guard let left = names.firstIndex(of: row.lhs) else { return program.constant(.nan) }
    let right = names.firstIndex(of: row.rhs) ?? left
    switch row.relation {
    case .regression:
      let value = values[index] ?? program.constant(0)
      return program.divide(program.multiply(value, deviations[right]), deviations[left])
    case .covariance:
      let value = symbolic.symmetric[left][right] ?? program.constant(0)
      if left == right { return program.divide(value, program.multiply(deviations[left], deviations[left])) }
      let first = symbolic.symmetric[left][left] ?? program.constant(0)
      let second = symbolic.symmetric[right][right] ?? program.constant(0)
      return program.divide(value, program.apply(.squareRoot, program.multiply(first, second)))
    default:
      // Sample means are no input: an exogenous intercept is standardised by the caller.
      return values[index].map { program.divide($0, deviations[left]) } ?? program.constant(.nan)
    }
  }

  // MARK: Definitions

  mutating func appendDefinitions(_ program: inout StraightLineProgram, standardized: Bool) {
    var known: [String: Value] = [:]
    for index in model.table.rows.indices {
      let label = model.table.rows[index].label
      guard !label.isEmpty, known[label] == nil else { continue }
      known[label] = standardized ? self.standardized(rowAt: index, &program) : values[index]
    }
    let definitions = model.table.definitions
    var waiting = Array(definitions.indices)
    var results = [Value?](repeating: nil, count: definitions.count)
    // Definitions may stand in any order; the parser has refused cycles and unknown names.
    while !waiting.isEmpty {
      let ready = waiting.filter { definitions[$0].expression.names.allSatisfy { known[$0.name] != nil } }
      guard !ready.isEmpty else { break }
      for index in ready {
        let value = program.append(definitions[index].expression, known)
        results[index] = value
        known[definitions[index].name] = value
      }
      waiting.removeAll { ready.contains($0) }
    }
    for result in results { program.output(result ?? program.constant(.nan)) }
  }
}

extension StraightLineProgram {
  /// Appends an expression over known names.
  mutating func append(_ expression: Expression, _ known: [String: Value]) -> Value {
    switch expression {
    case .number(let value): return constant(value)
    case .name(let name, _): return known[name] ?? constant(.nan)
    case .negate(let inner):
      let value = append(inner, known)
      return apply(.negate, value)
    case .call(let function, let argument, _):
      let value = append(argument, known)
      guard let operation = Self.functions[function] else { return constant(.nan) }
      return apply(operation, value)
    case .binary(let operation, let left, let right):
      let a = append(left, known)
      let b = append(right, known)
      return switch operation {
      case .add: add(a, b)
      case .subtract: subtract(a, b)
      case .multiply: multiply(a, b)
      case .divide: divide(a, b)
      case .power: power(a, b)
      }
    }
  }

  private static let functions: [String: Operation] = [
    "exp": .exponential, "log": .logarithm, "log10": .logarithm10, "sqrt": .squareRoot, "abs": .absolute, "sin": .sine,
    "cos": .cosine, "tan": .tangent, "asin": .arcsine, "acos": .arccosine, "atan": .arctangent,
  ]
}
